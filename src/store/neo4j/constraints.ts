import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver, Record as Row } from 'neo4j-driver';
import { DictumError } from '../../model/errors.ts';
import { placeIn, SORTS, STORED_TEXT } from './records.ts';
import { TYPE_LABELS } from './relationships.ts';

/*
 * Constraints and indexes, made when a store is opened. Community has neither existence nor key constraints: the model
 * sees to those, and `dictum check` proves it.
 */

/** A database that was emptied keeps its indexes: those of another format need names of their own. */
const FILED_INDEXES = Array.from({ length: SORTS }, (_, sort) => ({
  name: `filed_in_${placeIn(sort)}`,
  place: placeIn(sort),
}));

/** What filings are found by, in each order. While very many records are filed they are not there (load.ts). */
const MAKE_FILED_INDEXES = FILED_INDEXES.map(
  ({ name, place }) => `CREATE INDEX ${name} IF NOT EXISTS FOR ()-[f:FILED]-() ON (f.digest, f.${place})`,
);
const DROP_FILED_INDEXES = FILED_INDEXES.map(({ name }) => `DROP INDEX ${name} IF EXISTS`);
const FILED_INDEXES_NOW =
  "SHOW INDEXES YIELD name, state, populationPercent AS percent, failureMessage AS failure WHERE name STARTS WITH 'filed_in_' AND state <> 'ONLINE' RETURN name, state, percent, failure";

/** Unique ids for each type, and an index for each way that the store is read. */
const SCHEMA = [
  ...TYPE_LABELS.map(
    (label) => `CREATE CONSTRAINT ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
  ),
  'CREATE CONSTRAINT address IF NOT EXISTS FOR (a:Address) REQUIRE a.address IS UNIQUE',
  'CREATE CONSTRAINT term IF NOT EXISTS FOR (t:Term) REQUIRE t.term IS UNIQUE',
  'CREATE CONSTRAINT meta IF NOT EXISTS FOR (m:Meta) REQUIRE m.name IS UNIQUE',
  'CREATE CONSTRAINT sum IF NOT EXISTS FOR (s:Sum) REQUIRE s.of IS UNIQUE',
  'CREATE CONSTRAINT roots_of IF NOT EXISTS FOR (o:Roots) REQUIRE o.claim IS UNIQUE',
  'CREATE INDEX term_value IF NOT EXISTS FOR (t:Term) ON (t.filter, t.type, t.begins)',
  'CREATE INDEX term_summed IF NOT EXISTS FOR (t:Term) ON (t.summed)',
  ...MAKE_FILED_INDEXES,
  'CREATE INDEX name_spot IF NOT EXISTS FOR (n:Name) ON (n.spot)',
  // The words are cut and folded already (verify/words.ts), and parted by spaces.
  `CREATE FULLTEXT INDEX ${STORED_TEXT} IF NOT EXISTS FOR (s:Snapshot) ON EACH [s.words] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace', \`fulltext.eventually_consistent\`: false}}`,
];

/** Raised with what is indexed, derived or filed: in a graph of an earlier format there is less of it, or otherwise, which no statement makes good. */
const FORMAT = 5;

/** Which format the store has; 0 for an empty database. */
const FOUND = "OPTIONAL MATCH (m:Meta {name: 'store'}) RETURN coalesce(m.format, 0) AS format";
/** Indexes are built in the background; no query may be planned without them. */
const AWAIT = 'CALL db.awaitIndexes(600)';
/** Both nodes at once, by whichever process comes first. */
const BEGIN = `
  MERGE (m:Meta {name: 'store'}) ON CREATE SET m.version = 0, m.addresses = 0
  MERGE (c:Meta {name: 'commits'}) ON CREATE SET c.begun = 0, c.done = 0
  SET m.format = toInteger($format)`;

/**
 * Brings constraints and indexes to this version's; several processes may do so at once.
 * @throws Error where a later version of the service made the store, or an earlier one
 */
export const prepareGraph = async (driver: Driver, database: string | undefined): Promise<void> => {
  const session = driver.session({ ...(database !== undefined && { database }) });
  try {
    const found = Number((await session.run(FOUND)).records[0]!.get('format'));
    if (found > FORMAT)
      throw new Error(
        `the graph has store format ${found}, this version reads ${FORMAT}; run the version that made it, or import an export of it into an empty database`,
      );
    if (found !== 0 && found < FORMAT)
      throw new Error(
        `the graph has store format ${found}, this version reads ${FORMAT}; export it with the version that made it, and import it into an empty database`,
      );
    if (found === FORMAT) return;
    for (const statement of SCHEMA) {
      await session.run(statement).catch((error: { code?: string }) => {
        if (!/EquivalentSchemaRuleAlreadyExists|ConstraintAlreadyExists|IndexAlreadyExists/.test(error.code ?? ''))
          throw error;
      });
    }
    await session.run(AWAIT);
    await session.run(BEGIN, { format: FORMAT });
  } finally {
    await session.close();
  }
};

/** Sends a statement outside of any transaction of ours. */
type Send = (statement: string) => Promise<Row[]>;

export const dropFiledIndexes = async (send: Send): Promise<void> => {
  for (const statement of DROP_FILED_INDEXES) await send(statement);
};

/** How often, and after how long each time, it is looked whether indexes are there. */
const [LOOKS, PAUSE_MS] = [50, 100];

/**
 * Makes them where they are not there yet, and waits some seconds; null once they are, or else how much of them is made, in per cent.
 * @throws DictumError `internal` where one cannot be made; the next call tries again
 */
export const makeFiledIndexes = async (send: Send): Promise<number | null> => {
  for (const statement of MAKE_FILED_INDEXES) await send(statement);
  for (let look = 1; ; look++) {
    const left = (await send(FILED_INDEXES_NOW)).map(
      (row) => row.toObject() as { name: string; state: string; percent: number; failure: string },
    );
    if (left.length === 0) return null;
    const failed = left.find(({ state }) => state === 'FAILED');
    if (failed !== undefined) {
      // One that failed stays so; the next step has to make another.
      await dropFiledIndexes(send);
      throw new DictumError(
        'internal',
        `Neo4j could not make the index ${failed.name}: ${failed.failure.split('\n')[0]}`,
      );
    }
    if (look === LOOKS) return Math.min(...left.map(({ percent }) => percent));
    await sleep(PAUSE_MS);
  }
};
