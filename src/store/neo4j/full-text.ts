import { keyOf, keyText, type TypeName } from '../../model/ids.ts';
import { ALL } from '../../model/postings.ts';
import type { Selection } from '../../model/query.ts';
import type { WordQuery } from '../../search/query.ts';
import { nearest, slipsIn } from '../../search/near.ts';
import { languageToken, MARK } from '../../search/tokens.ts';
import {
  MOST_HITS,
  NAME_WEIGHT,
  type Ranked,
  type RankedHit,
  type RankedQuery,
  type TextQuery,
  type TextsFound,
} from '../full-text.ts';
import { TEXTS } from './cypher.ts';
import { HITS, HITS_WITHIN, NEAR } from './cypher-words.ts';
import { digestOf, integer, termOf } from './records.ts';
import { wholeOf, type PartParameter } from './select.ts';
import type { Ask, Columns } from './query.ts';

/*
 * Full text by Lucene. Its indexes hold tokens that are made already (search/tokens.ts, verify/words.ts) and parted by
 * spaces. Those in a query are letters, digits and marks that mean nothing to it.
 */

const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ')}"`;

/** The properties in which words are looked for, each with how much it counts. */
const FIELDS = [
  ['nameTokens', `^${NAME_WEIGHT}`],
  ['textTokens', ''],
] as const;

/** Records of a kind that have the words, as Lucene writes it. */
export const matchOf = ({ clauses, name, language, within }: WordQuery, types: readonly TypeName[]): string => {
  const fields = within === 'names' ? FIELDS.slice(0, 1) : FIELDS;
  const kinds = [
    types.map((type) => quoted([type])).join(' '),
    ...(language === null ? [] : [quoted([languageToken(language)])]),
  ];
  return [
    // What is no word has no part in the rank.
    ...kinds.map((each) => `+kindTokens:(${each})^0`),
    ...clauses.map(({ phrases, prefixes, excluded }) => {
      const wanted = [...phrases.map(quoted), ...prefixes.map((prefix) => `${prefix}*`)];
      const inFields = fields.flatMap(([field, weight]) => wanted.map((each) => `${field}:${each}${weight}`));
      return `${excluded ? '-' : '+'}(${inFields.join(' ')})`;
    }),
    ...(name === null ? [] : [`nameTokens:${quoted([name])}^${NAME_WEIGHT}`]),
  ].join(' ');
};

export type WordPart = PartParameter & { matching: string };
/** A part of a selection of records that have some words. */
export const withWords = (selection: Selection, words: WordQuery, part: PartParameter): WordPart => ({
  ...part,
  matching: matchOf(words, [selection.type]),
});

const hitsOf = ({ address, score, view }: Columns): RankedHit[] =>
  (address as string[]).map((text, i) => ({ ...keyOf(text), score: score![i], json: view![i] }));

/** The best of the records that have some words, of one type those of a selection. */
export const readHits = async (ask: Ask, query: RankedQuery): Promise<Ranked> => {
  const { words, types, selection, offset, limit } = query;
  const end = Math.min(offset + limit, MOST_HITS);
  const page = { offset: integer(offset), end: integer(end), most: integer(MOST_HITS) };
  const matching = matchOf(words, types);
  const columns =
    selection === null
      ? await ask(HITS, { matching, ...page })
      : await ask(HITS_WITHIN, { part: { ...wholeOf({ ...selection, words: null }), matching }, ...page });
  return { hits: hitsOf(columns), more: end < (columns['found']![0] ?? 0) };
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
    all: digestOf(termOf('snapshot', ALL, '')),
    limit: integer(limit),
  });
  return {
    total: columns['total']![0],
    found: (columns['found']![0] as TextsFound['found']).map(({ snapshot, source }) => ({ snapshot, source })),
  };
};
