import type { ClaimLink, Stance } from '../src/model/stance.ts';
import { NORMALISATION, textDigest } from '../src/model/text.ts';
import { stanceOf } from './stances.ts';
import { chanceOf, foreignSentence, isoDay, roughly, sentence, type Chance } from './words.ts';
import {
  articleLine,
  famousForum,
  famousRegion,
  famousTopic,
  KIND,
  PER_ARTICLE,
  type Line,
  type World,
} from './world.ts';

/*
 * Articles: each a source with footnotes, 10 to 40 passages, and the statements that are recorded in them. One article
 * is made at a time and then forgotten; what it takes from others is found by their numbers.
 */

/** Passages that every article has, so that others can point to them without looking. */
const SURE_PASSAGES = 10;

/** The first statement of an article; those up to the next article's first are its own. */
const firstOf = ({ seed, statements, articles }: World, article: number): number =>
  article === 0
    ? 0
    : article >= articles
      ? statements
      : Math.min(statements, PER_ARTICLE * article + chanceOf(seed, KIND.article, article, 2).below(PER_ARTICLE / 2));

type Passage = { id: string; text: string; start: number; end: number; record: Line['record'] };

/** Footnotes cite one to three sources; every third is an ibid of the one before it, and so are some after that. */
function* footnotes(
  article: number,
  count: number,
  wires: readonly number[],
  day: number,
  chance: Chance,
): Generator<Line> {
  for (let n = 0; n < count; n++) {
    const id = `citation-${article}-${n}`;
    if (n > 0 && chance.is(0.4))
      yield { type: 'citation', record: { id, marker: String(n + 1), ibidOf: `citation-${article}-${n - 1}` } };
    else
      yield {
        type: 'citation',
        record: {
          id,
          marker: String(n + 1),
          source: `source-${chance.one(wires)}`,
          accessed: isoDay(day + chance.below(3)),
          ...(chance.is(0.2) ? { locator: `p. ${1 + chance.below(40)}` } : {}),
        },
      };
  }
}

const passagesOf = (
  world: World,
  article: number,
  count: number,
  snapshot: string | null,
): { passages: Passage[]; text: string; footnotes: number } => {
  const passages: Passage[] = [];
  let [at, footnotes] = [0, 0];
  for (let n = 0; n < count; n++) {
    const chance = chanceOf(world.seed, KIND.passage, article, n);
    const text = chance.is(0.15)
      ? foreignSentence(chance)
      : `${sentence(chance, 3000)}${chance.is(0.3) ? ` ${sentence(chance, 3000)}` : ''}`;
    const [start, end] = [at, at + [...text].length];
    const digested = snapshot !== null || chance.is(0.4);
    const selectors: object[] = digested || chance.is(0.5) ? [{ type: 'TextPositionSelector', start, end }] : [];
    if (chance.is(0.15)) selectors.push({ type: 'TextQuoteSelector', exact: text });
    const cites = chance.is(0.55);
    passages.push({
      id: `passage-${article}-${n}`,
      text,
      start,
      end,
      record: {
        id: `passage-${article}-${n}`,
        source: `article-${article}`,
        locator: { paragraph: Math.floor(n / 3) + 1, sentence: (n % 3) + 1 },
        selectors,
        citations: cites ? [`citation-${article}-${footnotes}`] : [],
        ...(digested ? { digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: textDigest(text) } } : {}),
        ...(snapshot === null
          ? {}
          : {
              checks: [
                {
                  snapshot,
                  status: 'verified',
                  method: 'exact',
                  checkedAt: '2025-03-01T10:00:00Z',
                  span: textDigest(text),
                },
              ],
            }),
      },
    });
    if (cites) footnotes += 1;
    at = end + 1;
  }
  return { passages, text: passages.map((passage) => passage.text).join('\n'), footnotes };
};

const some = <T>(chance: Chance, chances: readonly number[], one: () => T): T[] => [
  ...new Set(chances.filter((probability) => chance.is(probability)).map(one)),
];

/** The words between quotation marks: the first few of a passage. */
const quoteOf = ({ id, text, start }: Passage, chance: Chance): object => {
  const exact = text
    .split(' ')
    .slice(0, 3 + chance.below(4))
    .join(' ');
  return { passage: id, exact, start, end: start + [...exact].length };
};

const claimLink = (claim: string, stance: Stance): ClaimLink => (stance === 'affirms' ? claim : { claim, stance });

const statementOf = (
  world: World,
  n: number,
  article: number,
  own: Passage,
  spare: Passage,
  about: { day: number; authors: string[]; event: number },
): Line => {
  const chance = chanceOf(world.seed, KIND.statement, n);
  const kind = chance.next();
  const analysis = kind > 0.94 && about.authors.length > 0;
  const quoted = !analysis && kind < 0.15;
  const speakers = analysis
    ? about.authors
    : [`actor-${chance.famous(world.persons)}`, ...some(chance, [0.08], () => `actor-${chance.famous(world.persons)}`)];
  // A second passage is further on in the same article, or in an earlier one that reports the same.
  const second =
    analysis || !chance.is(0.15)
      ? []
      : [
          chance.is(0.5) || article === 0
            ? spare.id
            : `passage-${article - 1 - chance.below(Math.min(article, 50))}-${chance.below(SURE_PASSAGES)}`,
        ];
  const claim = (): number => (chance.is(0.4) ? chance.famous(world.claims) : chance.below(world.claims));
  const claims = [...new Set([claim(), ...some(chance, [0.1], claim)])];
  const said = Math.max(0, about.day - chance.below(6));
  return {
    type: 'statement',
    record: {
      id: `statement-${n}`,
      mode: analysis
        ? 'analysis'
        : quoted
          ? 'direct-quote'
          : chance.is(0.8)
            ? 'indirect-speech'
            : chance.one(['readout', 'joint-document']),
      speakers: [...new Set(speakers)],
      claims: claims.map((of) => claimLink(`claim-${of}`, stanceOf(world, of, speakers[0]!, said))),
      passages: [...new Set([own.id, ...second])],
      said: roughly(said, chance),
      ...(chance.is(0.35) ? { event: `event-${about.event}` } : {}),
      quotes: quoted ? [quoteOf(own, chance)] : [],
      topics: some(chance, [0.9, 0.3], () => famousTopic(chance)),
      regions: some(chance, [0.7, 0.2], () => famousRegion(chance)),
      forums: some(chance, [0.2], () => famousForum(chance)),
      actors: some(chance, [0.25, 0.05], () =>
        chance.is(0.5) ? `state-${chance.famous(64)}` : `actor-${chance.famous(world.persons)}`,
      ),
    },
  };
};

const RELATIONS = ['agreesWith', 'agreesWith', 'disputes', 'qualifies', 'corrects', 'updates'] as const;

/** About every thirtieth statement answers an earlier one, or its claim answers another. */
const relationOf = (world: World, n: number, passage: string): Line | null => {
  const chance = chanceOf(world.seed, KIND.relation, n);
  if (n === 0 || !chance.is(1 / 30)) return null;
  const claims = chance.is(0.3);
  const [from, to] = claims ? [chance.below(world.claims), chance.famous(world.claims)] : [n, chance.below(n)];
  if (from === to) return null;
  const type = claims ? 'claim' : 'statement';
  return {
    type: 'relation',
    record: {
      id: `relation-${n}`,
      kind: chance.one(RELATIONS),
      from: { type, id: `${type}-${from}` },
      to: { type, id: `${type}-${to}` },
      author: `actor-${chance.famous(world.persons)}`,
      passages: [passage],
    },
  };
};

/** One article with everything in it, in the order that references need. */
export function* articleLines(world: World, article: number): Generator<Line> {
  const chance = chanceOf(world.seed, KIND.article, article);
  const [first, next] = [firstOf(world, article), firstOf(world, article + 1)];
  const wires = Array.from({ length: 1 + chance.famous(3) }, () =>
    chance.is(0.6) ? chance.famous(world.wires) : chance.below(world.wires),
  );
  const { type, record, day, authors } = articleLine(world, article, wires);
  const about = { day, authors, event: chance.is(0.5) ? chance.famous(world.events) : chance.below(world.events) };
  const snapshot = chance.is(0.03) ? `snapshot-${article}` : null;
  const spare = 2 + chance.below(4);
  const {
    passages,
    text,
    footnotes: notes,
  } = passagesOf(world, article, Math.max(SURE_PASSAGES, next - first + spare), snapshot);
  yield { type, record };
  if (snapshot !== null)
    yield {
      type: 'snapshot',
      record: {
        id: snapshot,
        source: record.id,
        retrieved: isoDay(day + 1),
        mediaType: 'text/plain',
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, text: textDigest(text) },
        text,
      },
    };
  yield* footnotes(article, notes, wires, day, chance);
  for (const passage of passages) yield { type: 'passage', record: passage.record };
  for (let n = first; n < next; n++) {
    const own = passages[n - first]!;
    yield statementOf(
      world,
      n,
      article,
      own,
      passages[Math.min(passages.length - 1, next - first + chance.below(spare))]!,
      about,
    );
    const relation = relationOf(world, n, own.id);
    if (relation) yield relation;
  }
  const [looked] = passages;
  if (snapshot !== null && looked !== undefined)
    yield {
      type: 'check',
      record: {
        id: `check-${article}`,
        of: { type: 'passage', id: looked.id },
        snapshot,
        status: 'verified',
        method: 'exact',
        checkedAt: '2025-03-02T10:00:00Z',
        span: textDigest(looked.text),
      },
    };
}
