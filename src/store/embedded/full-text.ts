import type { TextQuery, TextsFound } from '../full-text.ts';
import type { Finding } from '../port.ts';
import { REBUILD } from '../check.ts';
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

/** What is kept of the words of a record's text. */
export const keptWords = (database: Database, type: string, id: string): string | null =>
  database
    .prepare('SELECT t.words FROM record r CROSS JOIN stored_text t ON t.rowid = r.rid WHERE r.type = ? AND r.id = ?')
    .get(type, id)?.words ?? null;

/** Whether the index of words is that of the words, and none is kept of what is no record. */
export const wrongWords = (database: Database): Finding[] => {
  const finding = (message: string): Finding => ({ where: 'the words of stored texts', message, remedy: REBUILD });
  const stray = database
    .prepare('SELECT count(*) AS n FROM stored_text WHERE rowid NOT IN (SELECT rid FROM record)')
    .get().n as number;
  const findings = stray === 0 ? [] : [finding(`the words of ${stray} texts are kept that are not there`)];
  try {
    database.exec("INSERT INTO stored_text (stored_text, rank) VALUES ('integrity-check', 1)");
    return findings;
  } catch {
    return [...findings, finding('they are found otherwise than they are kept')];
  }
};
