import type { LogEntry, SetRow } from '../../log/change-sets.ts';
import { historyOf, type History } from '../../log/history.ts';
import type { ChangedRecords, CurrentState } from '../../log/reader.ts';
import type { ProofReader } from '../../log/check.ts';
import { WHOLE_STATE } from '../../log/state.ts';
import { keyText, TYPE_NAMES, type Key, type TypeName } from '../../model/ids.ts';
import { MOVED_TO, whole, WRITTEN } from './checksums.ts';
import { SET, setOf } from './change-log.ts';
import { groundsIn } from './grounds.ts';
import type { Database } from './sqlite.ts';

/*
 * The log of change sets as it is read from its tables.
 */

/** Whether an entry holds the whole of what was before. */
const IS_WHOLE = WHOLE_STATE.map((begin) => `k.difference GLOB '${begin}*'`).join(' OR ');

const ENTRY = 'c.number, c.sequence, c.digest, c.difference';

/** Which records are meant, as conditions on the record of a change, with their values. */
const conditionsOn = ({ type = null, key = null }: ChangedRecords): { text: string; values: unknown[] } => {
  return {
    text: `${type === null ? '' : ' AND r.type = ?'}${key === null ? '' : ' AND r.type = ? AND r.id = ?'}`,
    values: [...(type === null ? [] : [type]), ...(key === null ? [] : [key.type, key.id])],
  };
};

const SET_OF = SET.split(', ')
  .map((name) => `s.${name}`)
  .join(', ');

/** By which index sets are found that are not just the next ones, and in which column their numbers are in order. */
const wayTo = ({
  by = null,
  type = null,
  key = null,
}: ChangedRecords & { by?: string | null }): [
  from: string,
  number: string,
  meant: { text: string; values: unknown[] },
] => {
  if (key !== null)
    return [
      'record r CROSS JOIN change c ON c.rid = r.rid CROSS JOIN change_set s ON s.number = c.number',
      'c.number',
      { text: 'r.type = ? AND r.id = ?', values: [key.type, key.id] },
    ];
  if (type !== null && by === null)
    return [
      'set_type t CROSS JOIN change_set s ON s.number = t.number',
      't.number',
      { text: 't.type = ?', values: [type] },
    ];
  return ['change_set s', 's.number', { text: '1', values: [] }];
};

const withKey = ({ type, id, ...entry }: Record<string, any>): LogEntry =>
  ({ ...entry, key: { type, id } }) as unknown as LogEntry;

const currentIn = (database: Database, keys: readonly Key[]): CurrentState[] => {
  const find = database.prepare(`SELECT ${WRITTEN}, ${MOVED_TO}, revision FROM record WHERE type = ? AND id = ?`);
  return keys.map(({ type, id }) => {
    const row = whole(() => find.get(type, id));
    if (row === undefined) return { state: null, revision: null };
    return { state: { written: row.written, movedTo: row.moved_to }, revision: row.revision };
  });
};

/** The revisions of records. */
export const revisionsIn = (database: Database, keys: readonly Key[]): (number | null)[] => {
  const find = database.prepare('SELECT revision FROM record WHERE type = ? AND id = ?');
  return keys.map(({ type, id }) => (find.get(type, id)?.revision as number | null | undefined) ?? null);
};

/** The next addresses where anything was ever written. */
const keysIn = (database: Database, after: Key | null, limit: number): Key[] => {
  const keys: Key[] = [];
  const find = database.prepare('SELECT id FROM record WHERE type = ? AND id > ? ORDER BY id LIMIT ?');
  for (const type of TYPE_NAMES.slice(after === null ? 0 : TYPE_NAMES.indexOf(after.type))) {
    for (const { id } of find.all(type, after?.type === type ? after.id : '', limit - keys.length))
      keys.push({ type, id });
    if (keys.length === limit) break;
  }
  return keys;
};

const readerOf = (database: Database): ProofReader => {
  const all = (text: string, ...values: unknown[]): Record<string, any>[] => database.prepare(text).all(...values);
  return {
    sets: ({
      after = null,
      before = null,
      newestFirst = false,
      open = false,
      by = null,
      kind = null,
      type = null,
      key = null,
      limit,
    }) => {
      const [from, number, meant] = wayTo({ by, type, key });
      const conditions = [
        [after, `${number} > ?`],
        [before, `${number} < ?`],
        [by, 's.author = ?'],
        [kind, 's.kind = ?'],
        // Of a type that is there already where the way is by it, or by a record.
        [by === null || key !== null ? null : type, 's.number IN (SELECT number FROM set_type WHERE type = ?)'],
      ].filter(([value]) => value !== null);
      const texts = [meant.text, ...(open ? [] : ['NOT s.open']), ...conditions.map(([, text]) => text)];
      return all(
        `SELECT ${SET_OF} FROM ${from} WHERE ${texts.join(' AND ')} ORDER BY ${number} ${newestFirst ? 'DESC' : ''} LIMIT ?`,
        ...meant.values,
        ...conditions.map(([value]) => value),
        limit,
      ).map(setOf);
    },
    setsOf: (numbers): SetRow[] =>
      numbers.flatMap((number) => all(`SELECT ${SET} FROM change_set WHERE number = ?`, number).map(setOf)),
    lastAt: (instant) =>
      (instant === null
        ? database.prepare('SELECT number FROM change_set WHERE NOT open ORDER BY number DESC LIMIT 1').get()
        : database
            .prepare('SELECT number FROM change_set WHERE NOT open AND at <= ? ORDER BY at DESC, number DESC LIMIT 1')
            .get(instant)
      )?.number ?? 0,
    upTo: (number) => {
      const [row] = all(
        'SELECT count(*) AS sets, coalesce(sum(records), 0) AS changes FROM change_set WHERE number <= ?',
        number,
      );
      return { sets: row!['sets'], changes: row!['changes'] };
    },
    entries: (numbers, after, limit, of) => {
      const { text, values } = conditionsOn(of);
      const query = `SELECT r.type, r.id, ${ENTRY} FROM change c CROSS JOIN record r ON r.rid = c.rid WHERE c.number = ? AND c.sequence > ?${text} ORDER BY c.sequence LIMIT ?`;
      return numbers.flatMap((number) => all(query, number, after, ...values, limit).map(withKey));
    },
    allEntries: (keys) =>
      keys.flatMap(({ type, id }) =>
        all(
          `SELECT r.type, r.id, ${ENTRY} FROM record r CROSS JOIN change c ON c.rid = r.rid WHERE r.type = ? AND r.id = ? ORDER BY c.number DESC`,
          type,
          id,
        ).map(withKey),
      ),
    stretches: (stretches) =>
      stretches.map(({ key: { type, id }, after, upTo }) =>
        all(
          `SELECT r.type, r.id, ${ENTRY} FROM record r CROSS JOIN change c ON c.rid = r.rid AND c.number > ? AND c.number <= coalesce(
             (SELECT k.number FROM change k WHERE k.rid = r.rid AND k.number > ? AND (${IS_WHOLE}) ORDER BY k.number LIMIT 1), ?)
           WHERE r.type = ? AND r.id = ? ORDER BY c.number DESC`,
          after,
          upTo,
          Number.MAX_SAFE_INTEGER,
          type,
          id,
        ).map(withKey),
      ),
    entriesBefore: ({ type, id }, number, limit) =>
      all(
        `SELECT r.type, r.id, ${ENTRY} FROM record r CROSS JOIN change c ON c.rid = r.rid AND c.number < ? WHERE r.type = ? AND r.id = ? ORDER BY c.number DESC LIMIT ?`,
        number ?? Number.MAX_SAFE_INTEGER,
        type,
        id,
        limit,
      ).map(withKey),
    lastOf: (keys, number) => {
      const find = database.prepare(
        'SELECT c.number FROM record r JOIN change c ON c.rid = r.rid AND c.number <= ? WHERE r.type = ? AND r.id = ? ORDER BY c.number DESC LIMIT 1',
      );
      return keys.map(({ type, id }): number | null => find.get(number, type, id)?.number ?? null);
    },
    referring: (keys, types, number, limit) => {
      const found = new Map<string, Key>();
      const among = `s.type IN (${types.map(() => '?').join(', ')})`;
      for (const { type, id } of keys) {
        const rows = all(
          `SELECT s.type, s.id FROM record t JOIN reference f ON f.target = t.rid JOIN record s ON s.rid = f.source
           WHERE t.type = ? AND t.id = ? AND ${among}
           UNION SELECT s.type, s.id FROM record t JOIN dropped d ON d.target = t.rid AND d.number > ? JOIN record s ON s.rid = d.source
           WHERE t.type = ? AND t.id = ? AND ${among} LIMIT ?`,
          type,
          id,
          ...types,
          number,
          type,
          id,
          ...types,
          limit,
        ) as Key[];
        for (const key of rows) found.set(keyText(key), key);
        if (found.size >= limit) break;
      }
      return [...found.values()].slice(0, limit);
    },
    identified: (...of) => groundsIn(database).identified(...of),
    current: (keys) => currentIn(database, keys),
    tally: (number) => {
      const row = database
        .prepare(
          `SELECT count(*) AS records, json_group_array(DISTINCT r.type) AS types, max(c.sequence) AS last
           FROM change c CROSS JOIN record r ON r.rid = c.rid WHERE c.number = ?`,
        )
        .get(number);
      const listed = all(
        'SELECT type FROM set_type WHERE type IN (SELECT value FROM json_each(?)) AND number = ?',
        JSON.stringify(TYPE_NAMES),
        number,
      ).map(({ type }) => type as TypeName);
      return { records: row.records, types: JSON.parse(row.types), last: row.last ?? 0, listed };
    },
    dropped: (keys) =>
      keys.flatMap((source) =>
        all(
          `SELECT t.type, t.id, d.number FROM record s CROSS JOIN dropped d ON d.source = s.rid JOIN record t ON t.rid = d.target
           WHERE s.type = ? AND s.id = ?`,
          source.type,
          source.id,
        ).map(({ type, id, number }) => ({ target: { type, id }, source, number })),
      ),
    keys: (after, limit) => keysIn(database, after, limit),
  };
};

export const readHistory = (database: Database): History => historyOf(readerOf(database));
