import type { TypeName } from '../../model/ids.ts';
import { prefixEnd } from '../../model/order.ts';
import { nearest, slipsAtBeginning, type KnownWord } from '../../search/near.ts';
import type { WordQuery } from '../../search/query.ts';
import { languageToken, type RecordTokens } from '../../search/tokens.ts';
import {
  MOST_HITS,
  NAME_WEIGHT,
  type Ranked,
  type RankedHit,
  type RankedQuery,
  type TextQuery,
  type TextsFound,
} from '../full-text.ts';
import { has, type RecordSet } from '../index/sets.ts';
import type { Database } from './sqlite.ts';

/*
 * Full text by FTS5. Its tables hold tokens that are made already (search/tokens.ts, verify/words.ts): letters, digits and
 * marks beyond ASCII, parted by spaces, which is all that the tokenizer `ascii` parts.
 */

const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ')}"`;

/** What of these fields matches, as FTS5 writes it. */
const clauseText = (fields: string, phrases: readonly string[]): string => `{${fields}} : (${phrases.join(' OR ')})`;

/** Records of some types that have the words. */
export const matchOf = ({ clauses, name, language, within }: WordQuery, types: readonly TypeName[]): string => {
  const fields = within === 'names' ? 'names' : 'names texts';
  const text = ({ phrases, prefixes }: WordQuery['clauses'][number]): string =>
    clauseText(fields, [...phrases.map(quoted), ...prefixes.map((prefix) => `"${prefix}" *`)]);
  const wanted = clauses.filter(({ excluded }) => !excluded).map(text);
  const unwanted = clauses.filter(({ excluded }) => excluded).map(text);
  // Whatever has the whole name has its words; so this only raises its rank.
  if (name !== null) wanted[0] = `(${wanted[0]} OR ${clauseText('names', [quoted([name])])})`;
  const kinds = [
    clauseText(
      'kind',
      types.map((type) => quoted([type])),
    ),
  ];
  if (language !== null) kinds.push(clauseText('kind', [quoted([languageToken(language)])]));
  const all = [...kinds, ...wanted].map((each) => `(${each})`).join(' AND ');
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.map((each) => `(${each})`).join(' OR ')})`;
};

/** The records that match. */
export const matchingRids = (database: Database, match: string): number[] =>
  JSON.parse(
    database.prepare('SELECT json_group_array(rowid) AS rids FROM record_words WHERE record_words MATCH ?').get(match)
      .rids,
  ) as number[];

/** How many of the records that match are ranked at most; where more do, those with the words in a name are among them. */
const MOST_RANKED = 50_000;

const RANKED = `SELECT rowid AS rid, bm25(record_words, 0, ${NAME_WEIGHT}, 1) AS rank FROM record_words WHERE record_words MATCH ? LIMIT ${MOST_RANKED}`;

/** The best of the records that match and are `within` a set, where one is given, with their scores. */
export const readRanked = (
  database: Database,
  { words, types, offset, limit }: RankedQuery,
  within: RecordSet | null,
): Ranked => {
  const ranked = (match: string): { rid: number; rank: number }[] => database.prepare(RANKED).all(match);
  const found = ranked(matchOf(words, types));
  const all = found.length < MOST_RANKED ? found : [...ranked(matchOf({ ...words, within: 'names' }, types)), ...found];
  const best = new Map<number, number>();
  for (const { rid, rank } of all)
    if ((within === null || has(within, rid)) && rank < (best.get(rid) ?? Infinity)) best.set(rid, rank);
  const record = database.prepare('SELECT type, id, view AS json FROM record WHERE rid = ?');
  const end = Math.min(offset + limit, MOST_HITS);
  const hits = [...best]
    .sort(([rid, rank], [other, otherRank]) => rank - otherRank || rid - other)
    .slice(offset, end)
    .map(([rid, rank]): RankedHit => ({ ...record.get(rid), score: -rank }));
  return { hits, more: end < Math.min(best.size, MOST_HITS) };
};

/** How many words are compared at most. */
const MOST_COMPARED = 20_000;

/**
 * The words of names and texts that are a few slips from one, the nearest first: those with its first two letters, and
 * those with a slip in them.
 */
export const readNear = (database: Database, word: string): string[] => {
  database.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.record_word USING fts5vocab(main, record_words, row)');
  const beginning = [...word].slice(0, 2).join('');
  const known: KnownWord[] = database
    .prepare('SELECT term AS word, doc AS records FROM temp.record_word WHERE term >= ? AND term < ? LIMIT ?')
    .all(beginning, prefixEnd(beginning), MOST_COMPARED);
  const one = database.prepare('SELECT term AS word, doc AS records FROM temp.record_word WHERE term = ?');
  return nearest(word, [...known, ...slipsAtBeginning(word).flatMap((other) => (one.get(other) as KnownWord) ?? [])]);
};

/** Indexes the tokens of a record by its number; null takes it out. */
export const keepTokens = (database: Database, rid: number, tokens: RecordTokens | null, isNew: boolean): void => {
  if (!isNew) database.prepare('DELETE FROM record_words WHERE rowid = ?').run(rid);
  if (tokens !== null)
    database
      .prepare('INSERT INTO record_words (rowid, kind, names, texts) VALUES (?, ?, ?, ?)')
      .run(rid, tokens.kind, tokens.names, tokens.texts);
};

/** Where a word stands in the index, as one number for all of its places. */
const PLACED = 'term, count(*) AS places, sum(doc) AS docs, sum(doc * (offset + 7) * unicode(col)) AS at';

/** Words that stand elsewhere in `stored_word` than in `derived_word`, each with the first of the records that differ in it. */
export const wordsApart = (database: Database, most: number): { word: string; rid: number }[] => {
  const words: { term: string }[] = database
    .prepare(
      `SELECT DISTINCT term FROM (
         SELECT * FROM (SELECT ${PLACED} FROM derived_word GROUP BY term EXCEPT SELECT ${PLACED} FROM stored_word GROUP BY term)
         UNION ALL
         SELECT * FROM (SELECT ${PLACED} FROM stored_word GROUP BY term EXCEPT SELECT ${PLACED} FROM derived_word GROUP BY term)
       ) LIMIT ?`,
    )
    .all(most);
  const apart = (one: string, other: string): string =>
    `SELECT doc, col, offset FROM ${one} WHERE term = ?1 EXCEPT SELECT doc, col, offset FROM ${other} WHERE term = ?1`;
  const first = database.prepare(
    `SELECT min(doc) AS rid FROM (SELECT * FROM (${apart('derived_word', 'stored_word')}) UNION ALL SELECT * FROM (${apart('stored_word', 'derived_word')}))`,
  );
  return words.map(({ term }) => ({ word: term, rid: first.get(term).rid }));
};

/** A phrase for each row; each has to be there, of one of the ways. */
const matching = (ways: TextQuery['ways']): string =>
  ways.map((rows) => `(${rows.map(quoted).join(' AND ')})`).join(' OR ');

const FOUND = `FROM stored_text t CROSS JOIN record r ON r.rid = t.rowid WHERE stored_text MATCH ? AND r.view ->> '$.source' IS NOT ?`;

export const readTexts = (database: Database, { ways, notOf, limit }: TextQuery): TextsFound => {
  if (ways.length === 0) return { total: 0, found: [] };
  const values = [matching(ways), notOf];
  return {
    total: database.prepare(`SELECT count(*) AS n ${FOUND}`).get(...values).n,
    found: database
      .prepare(
        `SELECT r.id AS snapshot, r.view ->> '$.source' AS source ${FOUND} ORDER BY r.sorts ->> 0 DESC, r.id DESC LIMIT ?`,
      )
      .all(...values, limit)
      .map(({ snapshot, source }) => ({ snapshot, source })),
  };
};

/** Keeps the words of a text by the number of its record; null keeps none. */
export const keepWords = (database: Database, rid: number, words: string | null): void => {
  database.prepare('DELETE FROM stored_text WHERE rowid = ?').run(rid);
  if (words !== null) database.prepare('INSERT INTO stored_text (rowid, words) VALUES (?, ?)').run(rid, words);
};
