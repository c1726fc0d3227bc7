import { keyOf, keyText } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { comparePlaces, type Selection } from '../../model/query.ts';
import { nearest, slipsIn } from '../../search/near.ts';
import { MARK } from '../../search/tokens.ts';
import {
  MOST_HITS,
  type Ranked,
  type RankedHit,
  type RankedQuery,
  type TextQuery,
  type TextsFound,
} from '../full-text.ts';
import { TEXTS } from './cypher.ts';
import { firstPlan } from '../index/plan.ts';
import { selectedBy } from '../index/selected.ts';
import { has, type RecordSet } from '../index/sets.ts';
import type { Steps } from '../index/steps.ts';
import { answered } from './answering.ts';
import { FIELDS, matchOf, quoted } from './lucene.ts';
import { HITS, MATCHES, NEAR } from './cypher-words.ts';
import { fetch } from './reader.ts';
import { integer } from './records.ts';
import { zip, type Ask, type Columns } from './query.ts';

/*
 * Full text: what ranks best, and the words that are near one.
 */

const hitsOf = ({ address, score, view }: Columns): RankedHit[] =>
  (address as string[]).map((text, i) => ({ ...keyOf(text), score: score![i], json: view![i] }));

function* setSteps(selection: Selection): Steps<RecordSet | null> {
  const plan = yield* firstPlan({ ...selection, words: null });
  return plan === null ? null : yield* selectedBy(plan);
}

/** The best of the records that have some words, of one type those of a selection. */
export const readHits = async (ask: Ask, query: RankedQuery): Promise<Ranked> => {
  const { words, types, selection, offset, limit } = query;
  const end = Math.min(offset + limit, MOST_HITS);
  const matching = matchOf(words, types);
  if (selection === null) {
    const page = { offset: integer(offset), end: integer(end), most: integer(MOST_HITS) };
    const columns = await ask(HITS, { matching, ...page });
    return { hits: hitsOf(columns), more: end < (columns['found']![0] ?? 0) };
  }
  const [set, columns] = await Promise.all([answered(ask, setSteps(selection)), ask(MATCHES, { matching })]);
  const best = zip(columns, (at) => ({
    rid: at('number') as number,
    score: at('score') as number,
    ...keyOf(at('address')),
  }))
    .filter(({ rid }) => set !== null && has(set, rid))
    .sort((a, b) => b.score - a.score || compareText(keyText(a), keyText(b)))
    .slice(0, MOST_HITS);
  const shown = best.slice(offset, end);
  const found = new Map((await fetch(ask, shown)).map((record) => [keyText(record), record.json]));
  const hits = shown.map(({ type, id, score }): RankedHit => ({
    type,
    id,
    score,
    json: found.get(keyText({ type, id }))!,
  }));
  return { hits, more: end < best.length };
};

/** How many records with words that are near one are looked at. */
const LOOKED_AT = 200;

/** The words of names and texts that are a few slips from one, the nearest first. */
export const readNear = async (ask: Ask, word: string): Promise<string[]> => {
  const slips = slipsIn(word);
  if (slips === 0) return [];
  const matching = FIELDS.map(([field]) => `${field}:${word}~${slips}`).join(' ');
  const columns = await ask(NEAR, { matching, most: integer(LOOKED_AT) });
  const records = new Map<string, number>();
  for (const tokens of columns['tokens'] as string[])
    for (const token of new Set(tokens.split(' '))) records.set(token, (records.get(token) ?? 0) + 1);
  return nearest(
    word,
    [...records]
      .map(([known, count]) => ({ word: known, records: count }))
      .filter((each) => !each.word.startsWith(MARK)),
  );
};

/** A phrase for each row; each has to be there, of one of the ways. */
const matching = (ways: TextQuery['ways']): string =>
  ways.map((rows) => `(${rows.map((row) => `+${quoted(row)}`).join(' ')})`).join(' ');

export const readTexts = async (ask: Ask, { ways, notOf, limit }: TextQuery): Promise<TextsFound> => {
  if (ways.length === 0) return { total: 0, found: [] };
  const columns = await ask(TEXTS, {
    matching: matching(ways),
    notOf: notOf === null ? '' : keyText({ type: 'source', id: notOf }),
  });
  const found = zip(columns, (at) => ({
    place: { key: at('key') as string, id: at('snapshot') as string },
    source: at('source') as string,
  })).sort((a, b) => comparePlaces(b.place, a.place));
  return {
    total: found.length,
    found: found.slice(0, limit).map(({ place, source }) => ({ snapshot: place.id, source })),
  };
};
