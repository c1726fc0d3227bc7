import type { Database } from './sqlite.ts';

/** Raised with every change of the tables or of what is derived; a store of another number is refused. */
const FORMAT = 5;

const TABLES = `
-- One row for each id ever written. A merged id has moved_to, a deleted one neither that nor a record.
-- sorts: the keys of the record in the orders of its type, as a JSON array.
CREATE TABLE record (
  rid INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Before what is long, so that it is read without that.
  label TEXT GENERATED ALWAYS AS (view ->> '$.label') STORED,
  sorts TEXT NOT NULL,
  written TEXT,
  view TEXT,
  moved_to TEXT,
  UNIQUE (type, id)
) STRICT;

-- Who refers to whom, read backwards: to derive anew what rests on a changed record.
CREATE TABLE reference (target INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (target, source)) STRICT, WITHOUT ROWID;

-- The filters of each type, numbered as they come into use.
CREATE TABLE field (field INTEGER PRIMARY KEY, type TEXT NOT NULL, filter TEXT NOT NULL, UNIQUE (type, filter)) STRICT;

-- The values that records are filed under, with how many are. The terms of a field lie in a range of numbers of their
-- own, so that a record's values for a filter lie together in what it is filed under.
CREATE TABLE term (
  tid INTEGER PRIMARY KEY,
  field INTEGER NOT NULL,
  value TEXT NOT NULL,
  records INTEGER NOT NULL,
  -- Whether sum has counts for it, and chunk its records.
  summed INTEGER NOT NULL,
  UNIQUE (field, value)
) STRICT;
CREATE INDEX summed_term ON term (tid) WHERE summed;

-- For terms of many records: how many of these are also filed under each value of a facet.
CREATE TABLE sum (tid INTEGER NOT NULL, value INTEGER NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (tid, value)) STRICT, WITHOUT ROWID;

-- For counting: the records of each summed term, and the values of each field that is counted by, in chunks of neighbouring
-- record numbers. owner: the term, or the field. bytes: chunks.ts. Rows are too long to stand in the index itself, where
-- each that is passed would be read whole.
CREATE TABLE chunk (owner INTEGER NOT NULL, chunk INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (owner, chunk)) STRICT;

-- The index: under each term its records in each of their orders, so that a page is one range of one b-tree.
CREATE TABLE posting (
  tid INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  rid INTEGER NOT NULL,
  PRIMARY KEY (tid, sort, key, id)
) STRICT, WITHOUT ROWID;

-- The index read from the record: for facets, for what a claim rests on, and to move a record whose sort key changes.
-- times: how often the record is filed there, since several others can add the same term to it.
CREATE TABLE filed (rid INTEGER NOT NULL, tid INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (rid, tid)) STRICT, WITHOUT ROWID;

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

-- What a load has still to add to filed, in the order in which it came.
CREATE TABLE unfiled (rid INTEGER NOT NULL, tid INTEGER NOT NULL, times INTEGER NOT NULL) STRICT;

-- version: raised by every change. sums: raised when a term is summed from now on. unfiled: the first step of filing that is still to be done; null where all are.
CREATE TABLE meta (version INTEGER NOT NULL, sums INTEGER NOT NULL, unfiled INTEGER) STRICT;
INSERT INTO meta VALUES (0, 0, NULL);

-- What the last write with a note was given, and the version that it left.
CREATE TABLE note (text TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
`;

/**
 * Makes the tables in a new database, in one transaction.
 * @throws Error where the database was made by another version of the service
 */
export const prepareSchema = (database: Database, path: string): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = Number(database.prepare('PRAGMA user_version').get().user_version);
    if (found === 0) database.exec(`${TABLES} PRAGMA user_version = ${FORMAT};`);
    else if (found !== FORMAT) {
      throw new Error(
        `${path} has store format ${found}, this version reads ${FORMAT}; export it with the version that made it, and import it into a new folder`,
      );
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};
