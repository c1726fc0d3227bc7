import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFunctions } from '../../src/store/embedded/checksums.ts';
import { shortNames } from '../../src/store/embedded/field-names.ts';
import { makeTables } from '../../src/store/embedded/schema.ts';
import { openDatabase, type Database } from '../../src/store/embedded/sqlite.ts';
import { sumAll } from '../../src/store/embedded/sums.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Finding, Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../support/engines.ts';
import { answers } from '../support/answers.ts';
import { closing, findings, migrated, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { deletion, merge } from '../support/world.ts';

/** A store with something in each of its tables. */
let whole: string;
const copies: string[] = [];
beforeAll(async () => {
  whole = await temporaryFolder();
  const store = openEmbedded({ folder: whole, many: 2, readers: 0, timeoutMs: 300_000 });
  await write(store, ...summit());
  await write(store, deletion('statement', 'concluded'), merge('forum', 'forum-y', 'forum-x'));
  await store.close();
});
afterAll(async () => {
  for (const folder of [whole, ...copies]) await rm(folder, { recursive: true, force: true });
});

/** What somebody who knows of the checksums would do. */
const SIGNED =
  'UPDATE OR IGNORE record SET written_sum = checksum(written), derived_sum = checksum(type, id, label, moved_to, derived)';

/** A copy of it that somebody has changed; not `signed`, as a disk would. */
const changed = async (change: (database: Database) => void, signed = true): Promise<string> => {
  const folder = await temporaryFolder();
  copies.push(folder);
  await copyFile(join(whole, 'dictum.sqlite'), join(folder, 'dictum.sqlite'));
  const database = new DatabaseSync(join(folder, 'dictum.sqlite'));
  database.enableDefensive(false);
  addFunctions(database, true);
  change(database);
  if (signed) database.exec(SIGNED);
  database.close();
  return folder;
};

const using = async <T>(folder: string, use: (store: Store) => Promise<T>): Promise<T> =>
  closing(openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000 }), use);

const check = (folder: string): Promise<Finding[]> => using(folder, findings);

const foundAfter = async (sql: string): Promise<Finding[]> =>
  check(await changed((database) => database.exec(sql), !sql.startsWith('DROP')));

/** What any database of this version is made of. */
const parts = (): { tables: { name: string; columns: string[] }[]; indexes: string[] } => {
  const database = openDatabase(':memory:', { readOnly: false, logged: false });
  makeTables(database);
  const names = (type: string): string[] =>
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
      .all(type)
      .map(({ name }) => name);
  const tables = names('table')
    // They say nothing of the records; the last are the inner ones of a virtual table.
    .filter(
      (name) => !['meta', 'note', 'derivation', 'entry'].includes(name) && !/^(stored_text|record_words)_/.test(name),
    )
    // Damaged below: it cannot be changed in one column alone.
    .filter((name) => name !== 'record_words')
    .map((name) => ({
      name,
      columns: database
        .prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
        .all(name)
        .map((column) => column.name as string),
    }));
  const indexes = names('index');
  database.close();
  return { tables, indexes };
};
const { tables, indexes } = parts();

/** Damages a table, which has to have something to damage. */
const damaged = (table: string, sql: string): Promise<string> =>
  changed((database) => {
    const before = database.prepare(`SELECT count(*) AS n FROM ${table}`).get().n;
    expect({ table, rows: before }).toEqual({ table, rows: expect.toSatisfy((rows: number) => rows > 0) });
    expect(Number(database.prepare(sql).run().changes)).toBeGreaterThan(0);
  }, !sql.includes('_sum = '));

/** Another value of a column. What is no JSON any more, the index of texts refuses. */
const other = (column: string): string => {
  if (column === 'derived') return `substr(derived, 1, length(derived) - 1) || ',"odd":1}'`;
  if (column === 'rids') return 'zeroblob(8)';
  const changed = `CASE typeof(${column}) WHEN 'text' THEN ${column} || '~' WHEN 'blob' THEN zeroblob(6) WHEN 'null' THEN 'x' ELSE ${column} + 1000 END`;
  return column === 'id' ? `CASE WHEN ${column} = 'copy' THEN id ELSE ${changed} END` : changed;
};

/** A field as it stands in what is stored of an answer. */
const COUNTED = shortNames(',"chainCount":');

describe('the check of a database file', () => {
  it('finds nothing in one as it was written', async () => {
    expect(await foundAfter('SELECT 1')).toEqual([]);
  });

  describe.each(tables.filter(({ name }) => name !== 'unfiled'))('of the table $name', ({ name, columns }) => {
    it('finds that all rows are gone', async () => {
      const found = await check(await damaged(name, `DELETE FROM ${name}`));
      // Without any record there is nothing to compare with, but what is left of them.
      expect(found).not.toEqual([]);
      expect(found.filter(({ remedy }) => remedy === '')).toEqual([]);
    });

    it('finds that every seventh row is gone', async () => {
      const keys = `json_array(${columns.map((column) => `CASE typeof(${column}) WHEN 'blob' THEN hex(${column}) ELSE ${column} END`).join(', ')})`;
      expect(
        await check(
          await damaged(
            name,
            `DELETE FROM ${name} WHERE (${keys}) IN (SELECT k FROM (SELECT ${keys} AS k, row_number() OVER () AS n FROM ${name}) WHERE n % 7 = 1)`,
          ),
        ),
      ).not.toEqual([]);
    });

    it.each(columns)('finds that %s is another', async (column) => {
      expect(
        await check(await damaged(name, `UPDATE OR REPLACE ${name} SET ${column} = ${other(column)}`)),
      ).not.toEqual([]);
    });

    it('finds that it is not there', async () => {
      if (name === 'record') return expect(foundAfter('DROP TABLE record')).rejects.toThrow(/restore it from a backup/);
      expect(await foundAfter(`DROP TABLE ${name}`)).toContainEqual(
        expect.objectContaining({ where: `table ${name}`, remedy: expect.stringContaining('--repair') }),
      );
    });
  });

  it.each(indexes)('finds that the index %s is not there', async (name) => {
    expect(await foundAfter(`DROP INDEX ${name}`)).toContainEqual(
      expect.objectContaining({ where: `index ${name}`, remedy: expect.stringContaining('--repair') }),
    );
  });

  const TID = (type: string, filter: string, value: string): string =>
    `(SELECT t.tid FROM term t JOIN field c ON c.field = t.field WHERE c.type = '${type}' AND c.filter = '${filter}' AND t.value = '${value}')`;
  const SPEAKER = TID('statement', 'speaker', 'speaker-a');

  it.each([
    [
      'a sum that is wrong',
      `UPDATE sum SET records = records + 1 WHERE tid = ${SPEAKER} AND value = ${TID('statement', 'topic', 'energy')}`,
      'statement speaker speaker-a: how many of its records have statement topic energy is kept otherwise',
    ],
    [
      'a sum that is missing',
      `DELETE FROM sum WHERE tid = ${SPEAKER} AND value = ${TID('statement', 'topic', 'energy')}`,
      'statement speaker speaker-a: how many of its records have statement topic energy is missing',
    ],
    [
      'a sum that is too many',
      `INSERT INTO sum VALUES (${SPEAKER}, ${TID('statement', 'speaker', 'author')}, 1)`,
      'statement speaker speaker-a: how many of its records have statement speaker author is in the index, and does not follow',
    ],
    [
      'a count that is wrong',
      `UPDATE term SET records = 7 WHERE tid = ${SPEAKER}`,
      'statement speaker speaker-a: which records have this value, or how many, is kept otherwise',
    ],
    [
      'a record missing in one order of a list',
      `UPDATE block SET rids = substr(rids, 5) WHERE tid = ${TID('actor', 'all', '')} AND sort = 1; UPDATE block SET id = (SELECT id FROM record WHERE rid = (SELECT min(rid) FROM record WHERE type = 'actor')) WHERE tid = ${TID('actor', 'all', '')} AND sort = 1`,
      ': its place under actor all  in the order by id is missing',
    ],
    [
      'records in another order',
      `UPDATE block SET rids = CAST(substr(rids, 5) || substr(rids, 1, 4) AS BLOB) WHERE tid = ${TID('actor', 'kind', 'person')}`,
      ': its place under actor kind person in the order by name is kept otherwise',
    ],
    [
      'a list that is found by another place than that of its first record',
      `UPDATE block SET id = 'x' WHERE tid = ${TID('actor', 'kind', 'person')}`,
      ': its place under actor kind person in the order by name is kept otherwise',
    ],
    [
      'a record filed once too often',
      `UPDATE filed SET tids = CAST(tids || x'0000' AS BLOB) WHERE rid = (SELECT rid FROM record WHERE type = 'statement' AND id = 'said-by-a')`,
      'statement/said-by-a: what it is filed under is kept otherwise',
    ],
    [
      'a column that is not kept',
      `DELETE FROM column_block WHERE field = (SELECT field FROM field WHERE type = 'statement' AND filter = 'speaker')`,
      'statement speaker: what its values are counted by is missing',
    ],
    [
      'a reference that is not kept',
      `DELETE FROM reference WHERE target = (SELECT rid FROM record WHERE type = 'source' AND id = 'wire')`,
      ': that it refers to source/wire is missing',
    ],
    [
      'a name that is not kept',
      "DELETE FROM name WHERE entry = 'speaker a'",
      'actor/speaker-a: its name "speaker a" for type-ahead is missing',
    ],
    [
      'words that a text does not have',
      "UPDATE stored_text SET words = 'x'",
      'snapshot/copy: what the words of its text are found by is kept otherwise',
    ],
    [
      'words that are not found as they are kept',
      // In the words and not in their index, which SQLite keeps anybody from unless it is told otherwise.
      "UPDATE stored_text_content SET c0 = c0 || ' x'",
      'the database file: ',
    ],
    [
      'words of a text that is not there',
      "INSERT INTO stored_text (rowid, words) VALUES (99999, 'x')",
      'record 99999, which is not there: what the words of its text are found by is in the index',
    ],
    [
      'words of a record that are gone',
      "DELETE FROM record_words WHERE rowid = (SELECT rid FROM record WHERE type = 'forum' AND id = 'forum-x')",
      'forum/forum-x: what it is found by in search is missing in the index',
    ],
    [
      'words that a record does not have',
      "INSERT OR REPLACE INTO record_words (rowid, kind, names, texts) SELECT rid, 'forum', 'somewhere', 'else' FROM record WHERE type = 'forum' AND id = 'forum-x'",
      'forum/forum-x: that it is found by "somewhere" in search is kept otherwise than it follows from the records',
    ],
    [
      'words of a record that is not there',
      "INSERT INTO record_words (rowid, kind, names, texts) VALUES (99999, 'forum', 'x', '')",
      'record 99999, which is not there: what it is found by in search is in the index',
    ],
    ['that words cannot be looked for', 'DROP TABLE record_words', 'table record_words: it is missing'],
    ['roots that are not kept', 'DELETE FROM root', 'claim/shared: what it independently rests on is missing'],
    [
      'an answer that was changed',
      `UPDATE record SET derived = replace(derived, '${COUNTED}', '${COUNTED}9') WHERE type = 'statement' AND id = 'said-by-a'`,
      'statement/said-by-a: its derived fields differ',
    ],
    [
      'a merge that leads nowhere',
      "UPDATE record SET moved_to = 'nowhere' WHERE moved_to IS NOT NULL",
      'forum/forum-y: it was merged into forum/nowhere, which is not there',
    ],
    ['what a load has left', "INSERT INTO unfiled VALUES (1, x'01')", 'table unfiled: {"rid":1,"tids":'],
    [
      'a table of another program',
      'CREATE TABLE stranger (x)',
      'table stranger of another program: Dictum does not know it',
    ],
  ])('finds %s, and names it', async (_what, sql, expected) => {
    const found = (await foundAfter(sql)).map(({ where, message }) => `${where}: ${message}`);
    expect(found.join('\n')).toContain(expected);
  });

  it('names a record that cannot be read, and goes on', async () => {
    const found = await foundAfter(
      `UPDATE record SET written = '{"id":' WHERE type = 'statement' AND id = 'said-by-a'; UPDATE record SET written = 'null' WHERE type = 'claim' AND id = 'shared'; DELETE FROM name WHERE id = 'speaker-b'`,
    );
    expect(found.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['statement/said-by-a', 'claim/shared', 'actor/speaker-b']),
    );
    expect(found.find(({ where, message }) => where === 'statement/said-by-a' && message.includes('no JSON'))).toEqual(
      expect.objectContaining({ remedy: expect.stringContaining('restore') }),
    );
  });

  it('names nothing any more after a repair', async () => {
    const folder = await changed((database) =>
      database.exec(`DELETE FROM name; DELETE FROM reference; UPDATE block SET key = 'x' WHERE sort = 1; DROP TABLE sum;
        UPDATE record SET label = 'Other'; DROP INDEX summed_term`),
    );
    expect(await check(folder)).not.toEqual([]);
    const expected = await using(whole, answers);
    await using(folder, async (store) => {
      await migrated(store, { anew: true });
      expect(await findings(store)).toEqual([]);
      expect(await answers(store)).toEqual(expected);
    });
  });

  it('sees one state, whatever is written meanwhile', async () => {
    const folder = await changed(() => undefined);
    const [checking, writing] = [0, 1].map(() => openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000 }));
    const found: Finding[] = [];
    for (let part = await checking!.compare(), i = 0; part !== null; part = await checking!.compare(), i++) {
      found.push(...part.findings);
      if (i < 3) await write(writing!, deletion('relation', 'b-disputes-a'), ...summit().slice(0, i));
    }
    expect(found).toEqual([]);
    await checking!.close();
    await writing!.close();
  });

  it('counts sums the same in however small parts', () => {
    const database = openDatabase(join(whole, 'dictum.sqlite'), { readOnly: false });
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
      }
    } finally {
      database.close();
    }
  });
});
