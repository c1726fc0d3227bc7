import { firstFields, withFields } from '../../model/fields.ts';
import { TYPE_NAMES, type Key, type TypeName } from '../../model/ids.ts';
import { compareText, prefixEnd } from '../../model/order.ts';
import type { ListQuery, Place, Selection } from '../../model/query.ts';
import { AFFIRMS, PUBLISHER, RESTS_ON } from '../../model/support.ts';
import { TYPES } from '../../model/types.ts';
import { related } from '../include.ts';
import { linkPage, type LinkPage, type LinkQuery } from '../links.ts';
import { neighbours } from '../neighbours.ts';
import {
  type Completion,
  type NeighbourQuery,
  type Neighbours,
  type Page,
  type Part,
  type Reading,
  type Related,
  type Row,
  type SequencePlace,
  type SequenceRow,
  type State,
  type Support,
  type ValueCount,
  type WrittenRow,
} from '../port.ts';
import { countsOf } from '../index/counts.ts';
import { ridPageOf, ridSequence } from '../index/pages.ts';
import { firstPlan, planOf, type Plan } from '../index/plan.ts';
import { selectedBy } from '../index/selected.ts';
import { answered } from './answering.ts';
import type { Ranked, RankedQuery } from '../full-text.ts';
import { readRanked } from './full-text.ts';
import { refuseUnfiled } from './load.ts';
import { damagedRecord, ifDerived, LABEL, MOVED_TO, WRITTEN } from './checksums.ts';
import type { Database } from './sqlite.ts';
import { fieldOf, filedWithin, termOf } from './terms.ts';

/** Records by their numbers, in that order, with their keys in an order of their type; as they are, or as another text. */
const rowsOf = (
  database: Database,
  { type, sort }: Pick<Plan, 'type' | 'sort'>,
  rids: readonly number[],
  record = 'r.view',
): Row[] =>
  database
    .prepare(
      `SELECT '${type}' AS type, r.id, r.sorts ->> ? AS key, ${record} AS json, r.revision FROM json_each(?) d CROSS JOIN record r ON r.rid = d.value`,
    )
    .all(sort, JSON.stringify(rids));

/** Where records stand in an order of their type. */
export const readPlaces = (database: Database, { sort }: Plan, rids: readonly number[]): Place[] =>
  database
    .prepare('SELECT r.sorts ->> ? AS key, r.id FROM json_each(?) d CROSS JOIN record r ON r.rid = d.value')
    .all(sort, JSON.stringify(rids)) as Place[];

/** The text of a record with these of its fields only, which SQLite puts together in half of the time that parsing and writing it takes. */
const reducedSql = (type: TypeName, fields: NonNullable<ListQuery['fields']>): string => {
  const others = firstFields(TYPES[type].view, fields).filter((name) => name !== 'type');
  return `'{"type":"${type}"' || ${others.map((name) => `coalesce(',"${name}":' || (r.view -> '$.${name}'), '')`).join(' || ')} || '}'`;
};

/**
 * Reads within one transaction, so that all parts of an answer are of one state of the graph.
 * @throws DictumError `loading` where the index lacks what is written
 */
export const inSnapshot = async <T>(database: Database, read: () => T | Promise<T>, isIndexed = true): Promise<T> => {
  database.exec('BEGIN');
  try {
    if (isIndexed) refuseUnfiled(database);
    return await read();
  } finally {
    database.exec('COMMIT');
  }
};

export const readVersion = (database: Database): string =>
  String(database.prepare('SELECT version FROM meta').get().version);

export const readState = (database: Database): Omit<State, 'change'> => {
  const { version, changed } = database.prepare('SELECT version, changed FROM meta').get();
  return { version: String(version), changed };
};

export const readList = async (database: Database, query: ListQuery): Promise<Page> => {
  const page = readPage(database, query, answered(database, planOf(query, query.sort)));
  if (query.include.length === 0) return page;
  const included = await related(page.rows, query.include, (keys) => fetch(database, keys));
  const { fields = [] } = query;
  return {
    ...page,
    rows: fields.length === 0 ? page.rows : page.rows.map((row) => ({ ...row, json: withFields(row.json, fields) })),
    related: included,
  };
};

/** A page by its plan, without the records that `include` asks for. */
export const readPage = (database: Database, query: ListQuery, plan: Plan | null): Page => {
  const { type, fields = [] } = query;
  const { rids, ...counted } = answered(database, ridPageOf(query, plan));
  // What is included is found by whole records.
  const isReduced = fields.length > 0 && query.include.length === 0;
  const shown = rids.slice(0, query.limit);
  const rows = plan === null ? [] : rowsOf(database, plan, shown, isReduced ? reducedSql(type, fields) : 'r.view');
  if (isReduced && fields.some((path) => path.length > 1))
    for (const row of rows) row.json = withFields(row.json, fields);
  return { rows, more: rids.length > shown.length, ...counted, related: [] };
};

export const readCounts = (database: Database, selections: readonly Selection[]): number[] =>
  answered(database, countsOf(selections));

/** The records at some addresses, as far as there are. */
export const fetch = (database: Database, keys: readonly Key[]): Related[] => {
  const find = database.prepare('SELECT view AS json, revision FROM record WHERE type = ? AND id = ?');
  return keys.flatMap(({ type, id }) => {
    const row: { json: string | null; revision: number | null } | undefined = find.get(type, id);
    return row === undefined || row.json === null ? [] : [{ type, id, json: row.json, revision: row.revision }];
  });
};

/** What stands at each address. */
export const readingsOf = (database: Database, keys: readonly Key[]): Reading[] => {
  // The checksum that `view` is verified by is that of where it was merged into, too.
  const find = database.prepare(
    `SELECT view, moved_to, revision, written IS NOT NULL AS isRecord FROM record WHERE type = ? AND id = ?`,
  );
  return keys.map((key): Reading => {
    const row = find.get(key.type, key.id);
    if (row === undefined) return { state: 'absent', key };
    if (row.view !== null) return { state: 'found', key, json: row.view, revision: row.revision };
    // Nothing could be derived of it.
    if (row.isRecord === 1) throw damagedRecord('written', key);
    return row.moved_to === null ? { state: 'deleted', key } : { state: 'moved', key, to: row.moved_to };
  });
};

export const readKeys = async (
  database: Database,
  keys: readonly Key[],
  include: ListQuery['include'] = [],
): Promise<{ readings: Reading[]; related: Related[] }> => {
  const readings = readingsOf(database, keys);
  return {
    readings,
    related: await related(
      readings.filter((reading) => reading.state === 'found'),
      include,
      (wanted) => fetch(database, wanted),
    ),
  };
};

export const readLabels = (database: Database, keys: readonly Key[]): (string | null)[] => {
  const find = database.prepare(`SELECT ${LABEL} FROM record WHERE type = ? AND id = ?`);
  return keys.map(({ type, id }) => find.get(type, id)?.label ?? null);
};

export const readWrittenOf = (database: Database, keys: readonly Key[]): (string | null)[] => {
  const find = database.prepare(`SELECT ${WRITTEN} FROM record WHERE type = ? AND id = ?`);
  return keys.map(({ type, id }) => find.get(type, id)?.written ?? null);
};

/** The best of the records that have some words, of one type those of a selection. */
export const readHits = (database: Database, query: RankedQuery): Ranked => {
  if (query.selection === null) return readRanked(database, query, null);
  const plan = answered(database, firstPlan({ ...query.selection, words: null }));
  return plan === null ? { hits: [], more: false } : readRanked(database, query, answered(database, selectedBy(plan)));
};

export const readSequence = (
  database: Database,
  parts: readonly Part[],
  after: SequencePlace | null,
  limit: number,
  perPart: number | null,
): { rows: SequenceRow[]; more: boolean } => {
  const rows = answered(database, ridSequence(parts, after, limit, perPart)).flatMap(({ part, plan, rids }) =>
    rowsOf(database, plan, rids).map((row): SequenceRow => ({ part, ...row })),
  );
  return { rows: rows.slice(0, limit), more: rows.length > limit };
};

export const readNeighbours = (database: Database, query: NeighbourQuery): Promise<Neighbours> =>
  neighbours(query, {
    read: async (key) => readingsOf(database, [key])[0]!,
    fetch: (keys) => fetch(database, keys),
    counts: (selections) => readCounts(database, selections),
    sequence: (parts, after, limit) => readSequence(database, parts, after, limit, null),
  });

export const readLinks = (database: Database, query: LinkQuery): Promise<LinkPage> =>
  linkPage(query, {
    read: (key) => readingsOf(database, [key])[0]!,
    values: (...of) => readValues(database, ...of),
    labels: (keys) => readLabels(database, keys),
    first: (parts, perPart) => readSequence(database, parts, null, parts.length * perPart, perPart).rows,
  });

export const readValues = (
  database: Database,
  filter: string,
  prefix: string,
  after: string | null,
  limit: number,
): ValueCount[] =>
  TYPE_NAMES.flatMap((type): ValueCount[] =>
    database
      .prepare(
        `SELECT '${type}' AS type, value, records AS count FROM term WHERE field = ? AND value >= ? AND value > ? AND value < ? AND records > 0 ORDER BY value LIMIT ?`,
      )
      .all(fieldOf(database, type, filter), prefix, after ?? '', prefixEnd(prefix), limit),
  )
    .sort((a, b) => compareText(a.value, b.value) || compareText(a.type, b.type))
    .slice(0, limit);

export const readCompletions = (
  database: Database,
  prefix: string,
  types: readonly TypeName[] | null,
  after: { entry: string; type: string; id: string } | null,
  limit: number,
): Completion[] => {
  const end = prefixEnd(prefix);
  return database
    .prepare(
      `SELECT n.type, n.id, n.entry, n.name, ${ifDerived('r.label', 'r.')} AS label FROM name n JOIN record r ON r.rid = n.rid
       WHERE n.entry >= ? AND n.entry < ?
         ${after === null ? '' : 'AND (n.entry, n.type, n.id) > (?, ?, ?)'}
         ${types === null ? '' : `AND n.type IN (${types.map(() => '?').join(', ')})`}
         AND NOT EXISTS (SELECT 1 FROM name o WHERE o.rid = n.rid AND o.entry >= ? AND o.entry < n.entry)
       ORDER BY n.entry, n.type, n.id LIMIT ?`,
    )
    .all(prefix, end, ...(after === null ? [] : [after.entry, after.type, after.id]), ...(types ?? []), prefix, limit);
};

export const readSupport = (database: Database, claim: string): Support => {
  const affirming = (type: TypeName): number => termOf(database, type, AFFIRMS, claim)?.records ?? 0;
  const record = database
    .prepare(
      "SELECT r.rid, o.roots, o.first FROM record r LEFT JOIN root o ON o.rid = r.rid WHERE r.type = 'claim' AND r.id = ?",
    )
    .get(claim);
  const values = (filter: string): number => {
    const field = fieldOf(database, 'claim', filter);
    return record === undefined || field === null ? 0 : filedWithin(database, record.rid, field).length;
  };
  return {
    statements: affirming('statement'),
    passages: affirming('passage'),
    sources: values(RESTS_ON),
    publishers: values(PUBLISHER),
    independentRoots: record?.roots ?? 0,
    roots: JSON.parse(record?.first ?? '[]') as string[],
  };
};

export const readWritten = (database: Database, after: Key | null, limit: number): WrittenRow[] => {
  const rows: WrittenRow[] = [];
  const find = database.prepare(
    `SELECT id, ${WRITTEN}, ${MOVED_TO} FROM record WHERE type = ? AND id > ? ORDER BY id LIMIT ?`,
  );
  for (const type of TYPE_NAMES.slice(after === null ? 0 : TYPE_NAMES.indexOf(after.type))) {
    for (const { id, written, moved_to } of find.all(type, after?.type === type ? after.id : '', limit - rows.length)) {
      const key = { type, id };
      rows.push({
        key,
        json: written ?? JSON.stringify(moved_to === null ? { id, deleted: true } : { id, mergedInto: moved_to }),
      });
    }
    if (rows.length === limit) break;
  }
  return rows;
};
