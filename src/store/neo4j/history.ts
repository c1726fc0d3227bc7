import type { LogEntry, SetRow } from '../../log/change-sets.ts';
import { historyOf, type History } from '../../log/history.ts';
import type { ChangesQuery } from '../../log/reader.ts';
import type { ProofReader } from '../../log/check.ts';
import { keyOf, keyText, TYPE_NAMES } from '../../model/ids.ts';
import { answered } from './answering.ts';
import { entryOf } from './change-log.ts';
import {
  ALL_ENTRIES,
  DROPPED,
  ENTRIES,
  ENTRIES_BEFORE,
  LAST_AT,
  LAST_OF,
  REFERRING,
  SETS,
  SETS_OF,
  CURRENT,
  STRETCHES,
  TALLY,
  UP_TO,
  type WayToSets,
} from './cypher-log.ts';
import { identifiedIn } from './grounds.ts';
import type { Ask } from './query.ts';
import { readWritten } from './reader.ts';
import { integer } from './records.ts';

/*
 * The log of change sets as it is read from its nodes.
 */

/** Later than every time. */
const NEVER = '~';

/** As the port has it: properties that are null are not there. */
const setOf = ({ number, at, by = null, comment = null, kind, open, types, records, seal }: any): SetRow => ({
  number,
  at,
  by,
  comment,
  kind,
  open,
  types,
  records,
  seal,
});

/** By which index sets are found that are not just the next ones. */
const wayTo = ({ by, kind, type, key }: Pick<ChangesQuery, 'by' | 'kind' | 'type' | 'key'>): WayToSets => {
  if (key != null) return 'record';
  if (by != null) return 'author';
  if (type != null) return 'type';
  return kind == null ? 'number' : 'kind';
};

const readerOf = (ask: Ask): ProofReader => ({
  sets: async ({
    after,
    before,
    newestFirst = false,
    open = false,
    by = null,
    kind = null,
    type = null,
    key = null,
    limit,
  }) => {
    const { set } = await ask(SETS[newestFirst ? 'newestFirst' : 'oldestFirst'][wayTo({ by, kind, type, key })], {
      after: integer(after ?? 0),
      before: integer(before ?? Number.MAX_SAFE_INTEGER),
      open,
      by,
      kind,
      type,
      address: key && keyText(key),
      limit: integer(limit),
    });
    return set!.map(setOf);
  },
  setsOf: async (numbers) => (await ask(SETS_OF, { numbers: numbers.map(integer) }))['set']!.map(setOf),
  lastAt: async (instant) =>
    ((await ask(LAST_AT, { instant: instant ?? NEVER }))['number']![0] as number | undefined) ?? 0,
  upTo: async (number) => {
    const { sets, changes } = await ask(UP_TO, { number: integer(number) });
    return { sets: sets![0], changes: changes![0] };
  },
  entries: async (numbers, after, limit, { type = null, key = null }) => {
    const { entry } = await ask(ENTRIES, {
      numbers: numbers.map(integer),
      after: integer(after),
      limit: integer(limit),
      begin: type === null ? '' : `${type}/`,
      address: key && keyText(key),
    });
    return entry!.map(entryOf);
  },
  allEntries: async (keys) => (await ask(ALL_ENTRIES, { addresses: keys.map(keyText) }))['entry']!.map(entryOf),
  stretches: async (stretches) => {
    const asked = stretches.map(({ key, after, upTo }) => ({
      address: keyText(key),
      after: integer(after),
      upTo: integer(upTo),
    }));
    const { stretch, entry } = await ask(STRETCHES, { stretches: asked });
    const ways: LogEntry[][] = stretches.map(() => []);
    entry!.forEach((each, i) => ways[stretch![i] as number]!.push(entryOf(each)));
    return ways;
  },
  entriesBefore: async (key, number, limit) => {
    const before = integer(number ?? Number.MAX_SAFE_INTEGER);
    const { entry } = await ask(ENTRIES_BEFORE, { address: keyText(key), number: before, limit: integer(limit) });
    return entry!.map(entryOf);
  },
  tally: async (number) => {
    const { records, types, last, listed } = await ask(TALLY, { number: integer(number), types: TYPE_NAMES });
    return { records: records![0], types: types![0], last: last![0], listed: listed![0] };
  },
  dropped: async (keys) => {
    const { dropped } = await ask(DROPPED, { addresses: keys.map(keyText) });
    return dropped!.map(({ target, source, number }) => ({ target: keyOf(target), source: keyOf(source), number }));
  },
  keys: async (after, limit) => (await readWritten(ask, after, limit)).map(({ key }) => key),
  lastOf: async (keys, number) => {
    const { last } = await ask(LAST_OF, { addresses: keys.map(keyText), number: integer(number) });
    return (last as number[]).map((each) => each || null);
  },
  referring: async (keys, types, number, limit) => {
    const addresses = [...new Set(keys.map(keyText))];
    const { address } = await ask(REFERRING, { addresses, types, number: integer(number), limit: integer(limit) });
    return address!.map(keyOf);
  },
  identified: identifiedIn({ take: (steps) => answered(ask, steps) }),
  current: async (keys) => {
    const { record } = await ask(CURRENT, { addresses: [...new Set(keys.map(keyText))] });
    const found = new Map(record!.map((row) => [row.address as string, row]));
    return keys.map((key) => {
      const row = found.get(keyText(key));
      if (row === undefined) return { state: null, revision: null };
      return { state: { written: row.written ?? null, movedTo: row.movedTo ?? null }, revision: row.revision ?? null };
    });
  },
});

export const readHistory = (ask: Ask): History => historyOf(readerOf(ask));
