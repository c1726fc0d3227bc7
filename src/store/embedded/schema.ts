import { StoreRefused } from '../migration.ts';
import { ifDerived, ifWritten } from './checksums.ts';
import { ENTRY_TABLE } from './entries.ts';
import { isLater, modelDigest, RELEASE } from '../model-digest.ts';
import { askOnce, type Database } from './sqlite.ts';

/**
 * The format of a store that says itself what it was derived by, in its table `derivation`. What else changes is found
 * by the digest there, so this number stays.
 */
const FORMAT = 6;

/** The formats before that, by the release that wrote them. What is written stands in `record` there too. */
const EARLIER: Readonly<Record<number, string>> = { 5: '0.1.0' };

const WRITTEN_WITHIN = `'{"type":"' || type || '","id":"' || id || '","label":"' || label || '",' ||
      CASE WHEN derived GLOB '[0-9]*' THEN substr(written, 10 + length(id), CAST(derived AS INTEGER)) || long_names(substr(derived, instr(derived, '|') + 1))
      ELSE substr(written, 10 + length(id), length(written) - 10 - length(id)) || long_names(derived)
      END`;
const VIEW = ifDerived(
  `CASE WHEN derived IS NULL OR derived GLOB '{*' THEN derived ELSE ${ifWritten(WRITTEN_WITHIN)} END`,
);

const TABLES = `
-- One row for each id ever written. A merged id has moved_to, a deleted one neither that nor a record.
-- sorts: the keys of the record in the orders of its type, as a JSON array.
CREATE TABLE record (
  rid INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Before what is long, so that it is read without that.
  label TEXT,
  -- The number of the change set that last changed what is written.
  revision INTEGER,
  sorts TEXT NOT NULL,
  moved_to TEXT,
  -- What each row is verified by when it is read (checksums.ts).
  written_sum INTEGER,
  derived_sum INTEGER,
  -- What is derived from the record (projection.ts), and the record as it is written.
  derived TEXT,
  written TEXT,
  -- The answer.
  view TEXT GENERATED ALWAYS AS (${VIEW}) VIRTUAL,
  UNIQUE (type, id)
) STRICT;

-- The texts of a source: few records, so that an index of these alone takes no room.
CREATE INDEX text_of_source ON record (view ->> '$.source') WHERE type = 'snapshot' AND view ->> '$.textStored';

-- Who refers to whom, read backwards: to derive anew what rests on a changed record.
CREATE TABLE reference (target INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (target, source)) STRICT, WITHOUT ROWID;

-- The filters of each type, numbered as they come into use.
CREATE TABLE field (field INTEGER PRIMARY KEY, type TEXT NOT NULL, filter TEXT NOT NULL, UNIQUE (type, filter)) STRICT;

-- The values that records are filed under (terms), with how many are. The terms of a field lie in a range of numbers of
-- their own, so that they are counted and compared by field.
CREATE TABLE term (
  tid INTEGER PRIMARY KEY,
  field INTEGER NOT NULL,
  value TEXT NOT NULL,
  records INTEGER NOT NULL,
  -- Whether sum has counts for it.
  summed INTEGER NOT NULL,
  -- The numbers of its records, four bytes each; null where they are many, and stand in block.
  rids BLOB,
  UNIQUE (field, value)
) STRICT;
CREATE INDEX summed_term ON term (tid) WHERE summed;

-- For terms of very many records: how many of these are also filed under each value of a facet.
CREATE TABLE sum (tid INTEGER NOT NULL, value INTEGER NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (tid, value)) STRICT, WITHOUT ROWID;

-- The index: under each term of many records these in order, cut into blocks (index/blocks.ts), each found by where its
-- first record stands: a page is a part of one block or two. Rows are too long to stand in the key's own tree.
CREATE TABLE block (
  tid INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  rids BLOB NOT NULL,
  PRIMARY KEY (tid, sort, key, id)
) STRICT;

-- For counting: the values of each field that is counted by, in blocks of neighbouring record numbers (columns.ts).
CREATE TABLE column_block (field INTEGER NOT NULL, block INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (field, block)) STRICT;

-- The index read from the record: its terms, and how often it is filed under each, since several others can add the same
-- one to it (index/values.ts).
CREATE TABLE filed (rid INTEGER PRIMARY KEY, tids BLOB NOT NULL) STRICT;

-- The independent roots of each claim that has some: how many, the ids of the first in order as a JSON array, and of all.
CREATE TABLE root (rid INTEGER PRIMARY KEY, roots INTEGER NOT NULL, first TEXT NOT NULL, all_roots TEXT NOT NULL) STRICT;

-- Names and the later words of names, for type-ahead.
CREATE TABLE name (
  entry TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rid INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (entry, type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_of_record ON name (rid);

-- The words of names and texts of records, by the number of the record, as the tokens of search/tokens.ts. What is
-- indexed is not kept besides.
CREATE VIRTUAL TABLE record_words USING fts5 (kind, names, texts, tokenize = 'ascii', detail = full, content = '', contentless_delete = 1);

-- The words of stored texts, by the number of the snapshot, for phrases. They are cut and folded already (verify/words.ts):
-- letters and digits, parted by spaces, which is all that this tokenizer parts.
CREATE VIRTUAL TABLE stored_text USING fts5 (words, tokenize = 'ascii', detail = full);

-- What a load has still to add to filed, in the order in which it came.
CREATE TABLE unfiled (rid INTEGER NOT NULL, tids BLOB NOT NULL) STRICT;

-- What the store was derived by (model-digest.ts), and by which release. next: while it is derived anew from another
-- file, where that goes on, as JSON (migration.ts); null once all is there.
CREATE TABLE derivation (digest TEXT NOT NULL, release TEXT NOT NULL, next TEXT) STRICT;

-- version: raised by every change, at the time changed. sums: raised when a term is summed from now on. unfiled: the first step of filing that is still to be done; null where all are.
-- logged: whether changes may stand in the log alone (log.ts).
CREATE TABLE meta (version INTEGER NOT NULL, changed TEXT, sums INTEGER NOT NULL, unfiled INTEGER, logged INTEGER NOT NULL) STRICT;
INSERT INTO meta VALUES (0, NULL, 0, NULL, 0);

-- The log of change sets (src/log): who changed something, when and why. types: of the records, as a JSON array.
CREATE TABLE change_set (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  author TEXT,
  comment TEXT,
  kind TEXT NOT NULL,
  open INTEGER NOT NULL,
  types TEXT NOT NULL,
  records INTEGER NOT NULL,
  seal TEXT NOT NULL
) STRICT;

CREATE INDEX change_set_time ON change_set (at, number);
CREATE INDEX change_set_author ON change_set (author, number);
CREATE INDEX change_set_kind ON change_set (kind, number);
-- The sets by the types of the records that they changed.
CREATE TABLE set_type (type TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (type, number)) STRICT, WITHOUT ROWID;

-- What a set did to each record: sequence orders those of a set, difference leads back to what was before (null: nothing).
CREATE TABLE change (
  rid INTEGER NOT NULL,
  number INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  digest TEXT NOT NULL,
  difference TEXT,
  PRIMARY KEY (rid, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX change_of_set ON change (number, sequence);

-- The references that a set took away, so that who referred to a record once is found too.
CREATE TABLE dropped (target INTEGER NOT NULL, number INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (target, number, source)) STRICT, WITHOUT ROWID;
CREATE INDEX dropped_by ON dropped (source);

-- What the last write with a note was given, and the version that it left.
CREATE TABLE note (text TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
${ENTRY_TABLE}`;

/** Makes the tables in a new database, which is derived by this program; `next`: the first step of a migration into it. */
export const makeTables = (database: Database, next: string | null = null): void => {
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${FORMAT};`);
  database.prepare('INSERT INTO derivation VALUES (?, ?, ?)').run(modelDigest('embedded'), RELEASE, next);
  database.exec('COMMIT');
};

/** Without these nothing can be made good. */
const REQUIRED: readonly string[] = ['record', 'meta', 'derivation'];

/**
 * What a database was derived by: this program, or another of an earlier release or of the same one; and whether it has
 * a log that it needs.
 */
export type Derivation = { by: 'this' | 'another'; release: string; logged: boolean };

/**
 * Says what a database was derived by.
 * @throws StoreRefused where this program can do nothing with it
 */
export const derivationOf = (path: string): Derivation => {
  const [found] = askOnce(
    path,
    "SELECT json_array(user_version, (SELECT json_group_array(name) FROM sqlite_schema WHERE type = 'table')) AS row FROM pragma_user_version",
  ) as [[number, string[]]];
  const [format, tables] = found;
  if (EARLIER[format] !== undefined) return { by: 'another', release: EARLIER[format], logged: false };
  if (format === 0 && tables.length === 0)
    throw new StoreRefused(
      `${path} is there and holds nothing, as a copy does that was cut off; restore it from a backup (dictum restore), or remove it to begin with an empty graph`,
    );
  if (format === 0) throw new StoreRefused(`${path} is no database of Dictum; name another folder with --data`);
  if (format > FORMAT)
    throw new StoreRefused(`${path} was made by a later release of Dictum, and this is ${RELEASE}; run that version`);
  if (format < FORMAT)
    throw new StoreRefused(
      `${path} has store format ${format}, which was never released; export it with the program that made it (dictum export), and import that into a new folder`,
    );
  if (!REQUIRED.every((table) => tables.includes(table)))
    throw new StoreRefused(
      `${path} is damaged: of its tables ${REQUIRED.filter((table) => !tables.includes(table)).join(', ')} are missing; restore it from a backup (dictum restore)`,
    );
  const [{ digest, release, logged } = { digest: '', release: 'of no known release', logged: 0 }] = askOnce(
    path,
    "SELECT json_object('digest', digest, 'release', release, 'logged', logged) AS row FROM derivation, meta",
  ) as { digest: string; release: string; logged: number }[];
  if (isLater(release, RELEASE))
    throw new StoreRefused(
      `${path} was made by Dictum ${release}, and this is ${RELEASE}; run that version, or restore the backup that it made when it took the store over (dictum-*.sqlite beside it)`,
    );
  return { by: digest === modelDigest('embedded') ? 'this' : 'another', release, logged: logged === 1 };
};
