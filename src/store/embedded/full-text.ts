import type { TextQuery, TextsFound } from '../full-text.ts';
import type { Database } from './sqlite.ts';

/** A phrase for each row; each has to be there, of one of the ways. */
const matching = (ways: TextQuery['ways']): string =>
  ways.map((rows) => `(${rows.map((row) => `"${row.join(' ')}"`).join(' AND ')})`).join(' OR ');

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
