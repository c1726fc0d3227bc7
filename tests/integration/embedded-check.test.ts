import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { sumAll, wrongSums } from '../../src/store/embedded/sums.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 10_000 });

/** What is wrong with a store whose file somebody has changed. */
const foundAfter = async (sql: string): Promise<string[]> => {
  const written = open();
  await write(written, ...summit());
  await written.close();
  const database = new DatabaseSync(join(folder, 'dictum.sqlite'));
  database.enableDefensive(false);
  database.exec(sql);
  database.close();
  const store = open();
  try {
    return (await findings(store)).map(({ where, message }) => `${where}: ${message}`);
  } finally {
    await store.close();
  }
};

const TID = (type: string, filter: string, value: string): string =>
  `(SELECT t.tid FROM term t JOIN field c ON c.field = t.field WHERE c.type = '${type}' AND c.filter = '${filter}' AND t.value = '${value}')`;
const SPEAKER = TID('statement', 'speaker', 'speaker-a');

describe('the check of a database file', () => {
  it('finds nothing in one as it was written', async () => {
    expect(await foundAfter('SELECT 1')).toEqual([]);
  });

  it('counts sums the same in however small parts', async () => {
    const store = open();
    await write(store, ...summit());
    await store.close();
    const database = openDatabase(join(folder, 'dictum.sqlite'), { readOnly: false });
    try {
      const sums = (): unknown[] => database.prepare('SELECT * FROM sum ORDER BY tid, value').all();
      const kept = sums();
      expect(kept.length).toBeGreaterThan(50);
      for (const parts of [
        { page: 1, held: 0 },
        { page: 5, held: 100 },
      ]) {
        sumAll(database, 2, parts);
        expect(sums()).toEqual(kept);
        expect(wrongSums(database, parts)).toEqual([]);
      }
    } finally {
      database.close();
    }
  });

  it.each([
    [
      'a sum that is wrong',
      `UPDATE sum SET records = records + 1 WHERE tid = ${SPEAKER} AND value = ${TID('statement', 'topic', 'energy')}`,
      'statement speaker speaker-a: its facets',
    ],
    [
      'a sum that is missing',
      `DELETE FROM sum WHERE tid = ${SPEAKER} AND value = ${TID('statement', 'topic', 'energy')}`,
      'statement speaker speaker-a: its facets',
    ],
    [
      'a sum that is too many',
      `INSERT INTO sum VALUES (${SPEAKER}, ${TID('statement', 'speaker', 'author')}, 1)`,
      'statement speaker speaker-a: its facets',
    ],
    [
      'a count that is wrong',
      `UPDATE term SET records = 7 WHERE tid = ${SPEAKER}`,
      'statement speaker speaker-a: 7 records are counted, 2 are filed',
    ],
    [
      'a record missing in a list',
      `DELETE FROM posting WHERE tid = ${SPEAKER} AND id = 'said-by-a'`,
      'statement/said-by-a: it is not filed where it belongs',
    ],
    [
      'a record filed once too often',
      `UPDATE filed SET times = times + 1 WHERE tid = ${SPEAKER}`,
      'the index: records are filed',
    ],
    [
      'a set that is not kept',
      `DELETE FROM chunk WHERE owner = ${SPEAKER}`,
      'statement speaker speaker-a: what is kept for counting its records is not what is filed',
    ],
    [
      'values that are kept otherwise',
      `UPDATE chunk SET bytes = zeroblob(6) WHERE owner = (SELECT field FROM field WHERE type = 'statement' AND filter = 'topic')`,
      'statement topic: what is kept for counting its values is not what is filed',
    ],
    [
      'roots that are kept otherwise',
      `UPDATE root SET all_roots = '["article"]'`,
      'claim/outlook: its independent roots are kept otherwise',
    ],
    ['roots that are not kept', 'DELETE FROM root', 'claim/outlook: its independent roots are kept otherwise'],
    [
      'a number of roots that is wrong',
      'UPDATE root SET roots = roots + 1',
      'claim/outlook: its roots are told in other numbers',
    ],
    [
      'words that a text does not have',
      "UPDATE stored_text SET words = 'x'",
      'snapshot/copy: its text is found by other words than it has',
    ],
    [
      'words that are not kept',
      'DELETE FROM stored_text',
      'snapshot/copy: its text is found by other words than it has',
    ],
    [
      'words that are not found as they are kept',
      // In the words and not in their index, which SQLite keeps anybody from unless it is told otherwise.
      "UPDATE stored_text_content SET c0 = c0 || ' x'",
      'the words of stored texts: they are found otherwise than they are kept',
    ],
    [
      'words of a text that is not there',
      "INSERT INTO stored_text (rowid, words) VALUES (99999, 'x')",
      'the words of stored texts: the words of 1 texts are kept that are not there',
    ],
    [
      'an answer that was changed',
      "UPDATE record SET view = replace(view, '\"wire\"', '\"wired\"') WHERE type = 'source' AND id = 'report-b'",
      'source/report-b: its derived fields differ',
    ],
  ])('finds %s', async (_what, sql, expected) => {
    expect((await foundAfter(sql)).join('\n')).toContain(expected);
  });
});
