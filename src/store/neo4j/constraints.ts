import type { Driver, Record as Row } from 'neo4j-driver';
import { StoreRefused } from '../migration.ts';
import { isLater, modelDigest, RELEASE } from '../model-digest.ts';
import { CONSTRAINTS, INDEXES } from './cypher-checks.ts';
import { RECORD_WORDS, STORED_TEXT } from './records.ts';
import { TYPE_LABELS } from './relationships.ts';

/*
 * Constraints and indexes, made when a store is opened. Community has neither existence nor key constraints: the model
 * sees to those, and `dictum check` proves it.
 */

const BY_SPACES = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}";

/** Unique ids for each type, and an index for each way that the store is read. */
const SCHEMA = [
  ...TYPE_LABELS.map(
    (label) => `CREATE CONSTRAINT ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
  ),
  'CREATE CONSTRAINT address IF NOT EXISTS FOR (a:Address) REQUIRE a.address IS UNIQUE',
  'CREATE CONSTRAINT address_number IF NOT EXISTS FOR (a:Address) REQUIRE a.number IS UNIQUE',
  'CREATE CONSTRAINT field_name IF NOT EXISTS FOR (f:Field) REQUIRE f.name IS UNIQUE',
  'CREATE CONSTRAINT term_tid IF NOT EXISTS FOR (t:Term) REQUIRE t.tid IS UNIQUE',
  'CREATE INDEX term_in_field IF NOT EXISTS FOR (t:Term) ON (t.field, t.begins)',
  'CREATE INDEX term_summed IF NOT EXISTS FOR (t:Term) ON (t.summed)',
  'CREATE INDEX block_place IF NOT EXISTS FOR (b:Block) ON (b.list, b.place)',
  'CREATE CONSTRAINT column_block IF NOT EXISTS FOR (c:Column) REQUIRE c.id IS UNIQUE',
  'CREATE CONSTRAINT meta IF NOT EXISTS FOR (m:Meta) REQUIRE m.name IS UNIQUE',
  'CREATE CONSTRAINT sum_of IF NOT EXISTS FOR (s:Sum) REQUIRE s.tid IS UNIQUE',
  'CREATE CONSTRAINT roots_of IF NOT EXISTS FOR (o:Roots) REQUIRE o.claim IS UNIQUE',
  'CREATE CONSTRAINT entry IF NOT EXISTS FOR (e:Entry) REQUIRE e.address IS UNIQUE',
  'CREATE INDEX entry_expires IF NOT EXISTS FOR (e:Entry) ON (e.expires)',
  'CREATE CONSTRAINT change_set IF NOT EXISTS FOR (c:ChangeSet) REQUIRE c.number IS UNIQUE',
  'CREATE INDEX change_set_time IF NOT EXISTS FOR (c:ChangeSet) ON (c.at, c.number)',
  'CREATE INDEX change_set_author IF NOT EXISTS FOR (c:ChangeSet) ON (c.by, c.number)',
  'CREATE INDEX change_set_kind IF NOT EXISTS FOR (c:ChangeSet) ON (c.kind, c.number)',
  'CREATE INDEX set_type IF NOT EXISTS FOR (s:SetType) ON (s.type, s.number)',
  'CREATE INDEX change_of_record IF NOT EXISTS FOR (c:Change) ON (c.address, c.number)',
  'CREATE INDEX change_of_set IF NOT EXISTS FOR (c:Change) ON (c.number, c.sequence)',
  'CREATE INDEX dropped_by IF NOT EXISTS FOR (d:Dropped) ON (d.source)',
  'CREATE INDEX dropped_reference IF NOT EXISTS FOR (d:Dropped) ON (d.target, d.number)',
  'CREATE INDEX name_spot IF NOT EXISTS FOR (n:Name) ON (n.spot)',
  // The words are cut and folded already (search/tokens.ts), and parted by spaces.
  `CREATE FULLTEXT INDEX ${RECORD_WORDS} IF NOT EXISTS FOR (a:Address) ON EACH [a.kindTokens, a.nameTokens, a.textTokens] ${BY_SPACES}`,
  // Those of stored texts too (verify/words.ts), and parted by spaces.
  `CREATE FULLTEXT INDEX ${STORED_TEXT} IF NOT EXISTS FOR (s:Snapshot) ON EACH [s.words] ${BY_SPACES}`,
];

/** What versions before had, which would only be written to. */
const FORMER = [
  'DROP CONSTRAINT term IF EXISTS',
  'DROP CONSTRAINT sum IF EXISTS',
  'DROP INDEX term_value IF EXISTS',
  ...[0, 1, 2, 3, 4].map((sort) => `DROP INDEX filed_in_place${sort} IF EXISTS`),
];

/** The name of the constraint or index that a statement makes or drops. */
const nameIn = (statement: string): string => /(?:CONSTRAINT|INDEX) (\w+)/.exec(statement)![1]!;

/** The format of a store that says itself what it was derived by; what else changes is found by that. An empty database has none. */
export const FORMAT = 6;

/** The releases that wrote the formats before that. */
const EARLIER: Readonly<Record<number, string>> = { 5: '0.1.0' };

/** By what the store was derived. */
const FOUND =
  "OPTIONAL MATCH (m:Meta {name: 'store'}) RETURN coalesce(m.format, 0) AS format, m.digest AS digest, m.release AS release, head(COLLECT { MATCH (c:Meta) WHERE c.begun IS NOT NULL RETURN c.name }) AS fence";
/** Indexes are built in the background; no query may be planned without them. */
const AWAIT = 'CALL db.awaitIndexes(600)';
/** Both nodes at once, by whichever process comes first. */
const BEGIN = `
  MERGE (m:Meta {name: 'store'}) ON CREATE SET m.version = 0, m.addresses = 0
  MERGE (c:Meta {name: $fence}) ON CREATE SET c.begun = 0, c.done = 0
  SET m.format = toInteger($format), m.digest = $digest, m.release = $release`;

/**
 * Under which name commits are counted. A process of another version, which was running when the graph was migrated,
 * does not find what it counts by, and so can neither read nor write what it would take for its own.
 */
export const FENCE = `commits ${modelDigest('neo4j').slice(0, 12)}`;

/** What a store of this version is marked with. */
export const MARKS = { format: FORMAT, digest: modelDigest('neo4j'), release: RELEASE, fence: FENCE };

/** What a graph was derived by: this program, or another of an earlier release or of the same one. */
export type Derivation = { by: 'this' | 'another'; release: string; fence: string };

/**
 * Makes a store in an empty database, and says what the one that is there was derived by; several processes may do so at once.
 * @throws StoreRefused where this program can do nothing with it
 */
export const prepareGraph = async (driver: Driver, database: string | undefined): Promise<Derivation> => {
  const session = driver.session({ ...(database !== undefined && { database }) });
  try {
    const { format, digest, release, fence } = (await session.run(FOUND)).records[0]!.toObject() as {
      format: number;
      digest: string | null;
      release: string | null;
      fence: string | null;
    };
    if (format === 0) {
      await makeSchema(async (statement) => (await session.run(statement)).records);
      await session.run(BEGIN, MARKS);
      return { by: 'this', release: RELEASE, fence: FENCE };
    }
    const by = format < FORMAT ? EARLIER[format] : (release ?? undefined);
    if (format > FORMAT || (by !== undefined && isLater(by, RELEASE)))
      throw new StoreRefused(
        `the graph was made by Dictum ${by ?? `of a later release`}, and this is ${RELEASE}; run that version, or import an export of it into an empty database`,
      );
    if (by === undefined)
      throw new StoreRefused(
        `the graph has store format ${format}, which was never released; export it with the program that made it (dictum export), and import that into an empty database`,
      );
    return { by: digest === MARKS.digest ? 'this' : 'another', release: by, fence: fence ?? FENCE };
  } finally {
    await session.close();
  }
};

/** Makes the constraints and indexes that are not there yet, and waits for them. */
export const makeSchema = async (send: Send): Promise<void> => {
  // Asked once: each statement takes its time even where it does nothing. An index bears the name of its constraint.
  const there = new Set((await send(INDEXES)).map((row) => row.get('name') as string));
  const statements = [
    ...FORMER.filter((statement) => there.has(nameIn(statement))),
    ...SCHEMA.filter((statement) => !there.has(nameIn(statement))),
  ];
  for (const statement of statements) {
    await send(statement).catch((error: { code?: string }) => {
      if (!/EquivalentSchemaRuleAlreadyExists|ConstraintAlreadyExists|IndexAlreadyExists/.test(error.code ?? ''))
        throw error;
    });
  }
  await send(AWAIT);
};

const SAYS =
  /^CREATE (?:FULLTEXT )?(CONSTRAINT|INDEX) (\w+) IF NOT EXISTS FOR .*?:(\w+)\W.*? (?:REQUIRE|ON) (.+?)(?: OPTIONS .*)?$/;

/** The names of constraints and indexes that are not there, or are others than this version makes. */
export const schemaOf = async (send: Send): Promise<string[]> => {
  const found = new Map<string, string>();
  const said = (label: string, properties: readonly string[]): string => `${label} ${properties.join()}`;
  for (const row of [...(await send(CONSTRAINTS)), ...(await send(INDEXES))]) {
    const { name, labelsOrTypes, properties, state = 'ONLINE' } = row.toObject();
    if (state === 'ONLINE') found.set(name, said(labelsOrTypes?.[0] ?? '', properties ?? []));
  }
  return SCHEMA.flatMap((statement) => {
    const [, kind, name, label, of] = SAYS.exec(statement)!;
    const properties = [...of!.matchAll(/\w\.(\w+)/g)].map(([, property]) => property!);
    return found.get(name!) === said(label!, properties) ? [] : [`${kind!.toLowerCase()} ${name}`];
  });
};

/** Sends a statement outside of any transaction of ours. */
export type Send = (statement: string) => Promise<Row[]>;
