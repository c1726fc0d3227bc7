import type { Key } from '../src/model/ids.ts';
import type { Change, Store } from '../src/store/port.ts';

/*
 * A graph of any size, the same for the same number: statements by actors of very different fame, with footnotes,
 * ibids, shared claims, regions in a hierarchy, forums and events.
 */

/** Numbers from 0 up to 1 that look like chance and are always the same (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const WORDS = 'trade security energy treaty border water grain port reform climate visa tariff satellite railway debt election ceasefire embargo summit pipeline'.split(' ');
const pad = (n: number): string => String(n).padStart(7, '0');

/** The records of a graph of so many statements, each after those that it refers to. */
export function* graph(statements: number): Generator<{ type: Key['type']; record: Record<string, unknown> & { id: string } }> {
  const random = chance(20250220);
  const pick = (count: number, skew = 1): number => Math.floor(count * random() ** skew);
  const actors = Math.max(10, Math.round(statements / 50));
  const claims = Math.max(10, Math.round(statements / 3));
  const sources = Math.max(5, Math.round(statements / 20));
  for (let i = 0; i < 60; i++) yield { type: 'region', record: { id: `region-${i}`, name: `Region ${i}`, broader: i < 6 ? [] : [`region-${Math.floor(i / 6) - (i < 12 ? 1 : 0)}`] } };
  for (let i = 0; i < 40; i++) yield { type: 'topic', record: { id: `topic-${i}`, name: `Topic ${WORDS[i % 20]} ${i}`, broader: i < 8 ? [] : [`topic-${i % 8}`] } };
  for (let i = 0; i < 20; i++) yield { type: 'actor', record: { id: `state-${i}`, kind: 'state', name: `State ${i}`, locatedIn: [`region-${10 + i}`] } };
  for (let i = 0; i < 20; i++) yield { type: 'actor', record: { id: `ministry-${i}`, kind: 'institution', name: `Ministry ${i}`, belongsTo: [`state-${i}`] } };
  for (let i = 0; i < actors; i++) yield { type: 'actor', record: { id: `actor-${i}`, kind: 'person', name: `Speaker ${pad(i)}`, represents: [{ actor: `state-${i % 20}` }] } };
  for (let i = 0; i < 15; i++) yield { type: 'forum', record: { id: `forum-${i}`, name: `Forum ${i}` } };
  for (let i = 0; i < 200; i++) yield { type: 'event', record: { id: `event-${i}`, name: `Meeting ${i}`, date: '2025-02', host: `forum-${i % 15}`, place: `region-${i % 60}`, participants: [`state-${i % 20}`, `state-${(i + 7) % 20}`] } };
  for (let i = 0; i < sources; i++) yield { type: 'source', record: { id: `source-${i}`, csl: { type: 'webpage', title: `Report on ${WORDS[pick(20)]} ${i}` }, publisher: `ministry-${pick(20)}`, restsOn: i > 0 && random() < 0.2 ? [{ source: `source-${pick(i)}`, how: 'cites' }] : [] } };
  for (let i = 0; i < claims; i++) yield { type: 'claim', record: { id: `claim-${i}`, text: `The ${WORDS[pick(20)]} agreement needs more ${WORDS[pick(20)]} and ${WORDS[pick(20)]}.` } };
  for (let i = 0; i < statements; i++) {
    const ibid = i % 5 === 4;
    if (i % 2 === 0 || ibid) yield { type: 'citation', record: { id: `citation-${i}`, marker: String(i), accessed: '2025-02-28', ...(ibid ? { ibidOf: `citation-${i % 2 === 0 ? i - 4 : i - 3}` } : { source: `source-${pick(sources, 3)}` }) } };
    yield { type: 'passage', record: { id: `passage-${i}`, source: `source-${i % sources}`, locator: { paragraph: i + 1 }, citations: i % 2 === 0 || ibid ? [`citation-${i}`] : [] } };
    yield {
      type: 'statement',
      record: {
        id: `statement-${i}`, mode: 'indirect-speech', speakers: [`actor-${pick(actors, 4)}`], claims: [`claim-${pick(claims, 3)}`], passages: [`passage-${i}`],
        said: `20${String(pick(25)).padStart(2, '0')}-${String(1 + pick(12)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`,
        event: `event-${pick(200, 2)}`, topics: [`topic-${pick(40, 2)}`], regions: [`region-${pick(60, 2)}`], forums: random() < 0.3 ? [`forum-${pick(15, 2)}`] : [],
      },
    };
  }
}

/** Fills a store with a graph of so many statements. */
export const fill = async (store: Store, statements: number, parse: (type: Key['type'], raw: unknown) => Change): Promise<void> => {
  let batch: Change[] = [];
  const flush = async (): Promise<void> => {
    const report = await store.write(batch);
    if (!report.written) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
    batch = [];
  };
  for (const { type, record } of graph(statements)) {
    batch.push(parse(type, record));
    if (batch.length >= 2000) await flush();
  }
  await flush();
};
