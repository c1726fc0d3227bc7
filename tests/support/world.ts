import type { TypeName } from '../../src/model/ids.ts';
import { NORMALISATION, textDigest } from '../../src/model/text.ts';
import { TYPES } from '../../src/model/types.ts';
import type { Change } from '../../src/store/port.ts';

/*
 * Records with sensible defaults, as changes to be written: `actor('speaker-a', { kind: 'state' })`.
 * A record names by default what it cannot do without by the first id of that kind: `source-a`, `passage-a`, `claim-a`.
 */

type Fields = Record<string, unknown>;

/** A record of any type, as its schema reads it. */
export const record = (type: TypeName, id: string, fields: Fields = {}): Change => ({
  key: { type, id },
  record: TYPES[type].written.parse({ id, ...fields }),
  mergedInto: null,
});

const builder =
  (type: TypeName, defaults: (id: string) => Fields) =>
  (id: string, fields: Fields = {}): Change =>
    record(type, id, { ...defaults(id), ...fields });

const byId = (id: string): Fields => ({ name: id });

export const region = builder('region', byId);
export const topic = builder('topic', byId);
export const actor = builder('actor', (id) => ({ kind: 'person', name: id }));
export const forum = builder('forum', byId);
export const event = builder('event', byId);
export const source = builder('source', (id) => ({ csl: { type: 'webpage', title: id } }));
/** A snapshot of a text; `fields` may say that it is stored too. */
export const snapshot = (id: string, { of = 'a text', ...fields }: Fields & { of?: string } = {}): Change =>
  record('snapshot', id, {
    source: 'source-a',
    retrieved: '2025-02-28',
    mediaType: 'text/plain',
    digest: { algorithm: 'sha-256', normalisation: NORMALISATION, text: textDigest(of) },
    ...fields,
  });
export const membership = builder('membership', () => ({ member: 'speaker-a', forum: 'forum-a', source: 'source-a' }));
export const citation = builder('citation', (id) => ({ marker: id, source: 'source-a' }));
export const ibid = (id: string, of: string, fields: Fields = {}): Change =>
  record('citation', id, { marker: id, ibidOf: of, ...fields });
export const passage = builder('passage', () => ({ source: 'source-a' }));
export const claim = builder('claim', (id) => ({ text: id }));
export const statement = builder('statement', () => ({
  mode: 'indirect-speech',
  speakers: ['speaker-a'],
  claims: ['claim-a'],
  passages: ['passage-a'],
}));
export const relation = builder('relation', () => ({
  kind: 'disputes',
  from: { type: 'claim', id: 'claim-a' },
  to: { type: 'claim', id: 'claim-b' },
  author: 'speaker-a',
}));

export const check = builder('check', () => ({
  of: { type: 'passage', id: 'passage-a' },
  snapshot: 'snapshot-a',
  status: 'verified',
  method: 'digest',
  checkedAt: '2025-03-01T12:00:00Z',
  span: '0'.repeat(64),
}));

export const deletion = (type: TypeName, id: string): Change => ({ key: { type, id }, record: null, mergedInto: null });
export const merge = (type: TypeName, id: string, into: string): Change => ({
  key: { type, id },
  record: null,
  mergedInto: into,
});

/** What a statement rests on at the least: a speaker, a source, a passage of it, a claim. */
export const ground = (): Change[] => [actor('speaker-a'), source('source-a'), passage('passage-a'), claim('claim-a')];

/** A statement `wide` of `wide-claim` that so many papers print; every other cites in a footnote what an agency published. */
export const widelyPrinted = (count: number): Change[] => {
  const papers = [...Array(count).keys()];
  return [
    actor('wide-speaker'),
    actor('wide-agency', { kind: 'institution' }),
    claim('wide-claim'),
    source('wide-wire', { publisher: 'wide-agency' }),
    citation('wide-note', { source: 'wide-wire' }),
    ...papers.flatMap((i) => [
      source(`wide-paper-${i}`),
      passage(`wide-span-${i}`, { source: `wide-paper-${i}`, citations: i % 2 === 0 ? ['wide-note'] : [] }),
    ]),
    statement('wide', {
      speakers: ['wide-speaker'],
      claims: ['wide-claim'],
      passages: papers.map((i) => `wide-span-${i}`),
    }),
  ];
};
