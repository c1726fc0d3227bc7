import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Problem, Store } from '../store/port.ts';
import type { LogEntry } from './change-sets.ts';
import { FILE_SPACE, nameOf, type FileKind, type FileMemory } from './file-memory.ts';
import type { Revision } from './history.ts';
import type { Replaced } from './rewrite.ts';
import { differenceTo, isKeyframe, stateDigest, WHOLE, type State } from './state.ts';

/*
 * Taking a record, or a field of it, out of the store for good, as the law may ask for: out of what stands, of each
 * state that the log leads to, and of what is remembered of files. That it was there stays known; its text does not.
 */

type Fields = Record<string, unknown>;

/** A record without a field, as it is where nobody wrote that; null where it cannot be. */
const leftOut = ({ type }: Key, record: Fields, field: string): Fields | null => {
  const { [field]: _value, ...rest } = record;
  const parsed = TYPES[type].written.safeParse(rest);
  return parsed.success ? { ...record, [field]: parsed.data[field] } : null;
};

/** A state without a field, or without anything; of what cannot be without it the rest stays, which is no record any more. */
export const without = (key: Key, state: State, field: string): State => {
  if (state === null || state.written === null) return state;
  if (field === WHOLE) return { written: null, movedTo: null, erased: [WHOLE] };
  const record = JSON.parse(state.written) as Fields;
  const { [field]: value, ...rest } = record;
  const written = JSON.stringify(leftOut(key, record, field) ?? rest);
  if (value === undefined || written === state.written) return state;
  return { ...state, written, erased: [...new Set([...(state.erased ?? []), field])].sort() };
};

/** All that the log has of a record, newest first. */
const allRevisions = async (store: Store, key: Key): Promise<Revision[]> => {
  const all: Revision[] = [];
  for (let before: number | null = null; ;) {
    const { revisions, more } = await store.revisions({ key, before, limit: 100 });
    all.push(...revisions);
    if (!more) return all;
    before = revisions.at(-1)!.number;
  }
};

/** What files said of the record, without it. */
const memoryOf = async (store: Store, key: Key, field: string): Promise<Replaced[]> => {
  const names = (['seed', 'import'] as const satisfies readonly FileKind[]).map((kind) => nameOf(kind, key));
  return (await store.entries(FILE_SPACE, names)).map(({ name, value: known }) => {
    const { number, ...bodies } = JSON.parse(known) as FileMemory;
    const kept = Object.fromEntries(Object.entries(bodies).map(([of, state]) => [of, without(key, state, field)]));
    return {
      space: FILE_SPACE,
      name,
      known,
      value: field === WHOLE ? null : JSON.stringify({ number, ...kept }),
    };
  });
};

type Extent = { from: number | null; to: number | null; revisions: number };

export type Erased =
  /**
   * `from`, `to`: answers as of these change sets, and what lies between, are others now, or none; null where the log
   * had nothing of it.
   */
  | ({ erased: true } & Extent)
  /** What refuses that the record is without it. */
  | { erased: false; problems: Problem[] };

/** Takes what stands away where it may; the change set by which that was done is like any other. */
const takeAway = async (
  store: Store,
  key: Key,
  state: State,
  { field, by, rehearsal }: { field: string; by: string; rehearsal: boolean },
): Promise<Problem[]> => {
  if (state === null || state.written === null) return [];
  const record = field === WHOLE ? null : leftOut(key, JSON.parse(state.written) as Fields, field);
  if (field !== WHOLE && record === null)
    return [
      {
        key,
        pointer: `/${field}`,
        message: 'the record cannot be without it; write another value first, and erase with --earlier what was before',
      },
    ];
  if (field !== WHOLE && JSON.stringify(record) === state.written) return [];
  const report = await store.write([{ key, record, mergedInto: null }], {
    by,
    comment: `${field === WHOLE ? 'All' : field} is to be erased`,
    acceptExisting: true,
    rehearsal,
  });
  return report.written ? [] : report.problems;
};

/**
 * Erases a record, or a field of it. `earlier`: what stands stays, and only what was before goes. A rehearsal tells what
 * would be, and changes nothing.
 * @throws DictumError `not-found` where nothing was ever written there
 */
export const erase = async (
  store: Store,
  key: Key,
  {
    field = WHOLE,
    earlier = false,
    by,
    rehearsal = false,
  }: { field?: string; earlier?: boolean; by: string; rehearsal?: boolean },
): Promise<Erased> => {
  const [now] = await store.statesAt([key], Number.MAX_SAFE_INTEGER);
  if (now == null)
    throw new DictumError('not-found', `there is no ${keyText(key)}, and never was`, {
      context: { recordType: key.type, id: key.id },
    });
  const problems = earlier ? [] : await takeAway(store, key, now, { field, by, rehearsal });
  if (problems.length > 0) return { erased: false, problems };
  if (rehearsal) return wouldErase(store, key, { field, earlier, now });
  const all = await allRevisions(store, key);
  const kept = (state: State, i: number): State => (i === 0 ? state : without(key, state, field));
  const entries = all.map(({ number, before, after }, i): Omit<LogEntry, 'sequence'> => {
    const [is, was] = [kept(after, i), without(key, before, field)];
    return {
      key,
      number,
      difference: differenceTo(was, is, isKeyframe(keyText(key), number)),
      digest: stateDigest(is),
    };
  });
  const of = extentOf(key, field, all);
  await store.rewriteLog({
    entries,
    memory: await memoryOf(store, key, field),
    append: {
      by,
      kind: 'erase',
      comment: `${keyText(key)}${field === WHOLE ? '' : ` ${field}`}${earlier ? ', as it was before,' : ''} is erased`,
    },
  });
  return { erased: true, ...of };
};

/** Of how many states something is taken out, and as of which change sets those were. */
const extentOf = (key: Key, field: string, all: readonly Revision[]): Extent => {
  const touched = all.filter(({ before }) => without(key, before, field) !== before);
  const [last, first] = [touched[0], touched.at(-1)];
  const stood = first === undefined ? undefined : all[all.indexOf(first) + 1];
  return {
    from: first === undefined ? null : (stood?.number ?? 0),
    to: last === undefined ? null : last.number - 1,
    revisions: touched.length,
  };
};

/** The same before it is done: what stands goes as of the change set by which it is taken away, which is still to come. */
const wouldErase = async (
  store: Store,
  key: Key,
  { field, earlier, now }: { field: string; earlier: boolean; now: NonNullable<State> },
): Promise<Erased> => {
  const all = await allRevisions(store, key);
  const [newest] = all;
  const goes = !earlier && newest !== undefined && without(key, now, field) !== now;
  const next: Revision[] = goes
    ? [{ ...newest, number: (await store.lastChange()) + 1, before: now, after: null }]
    : [];
  return { erased: true, ...extentOf(key, field, [...next, ...all]) };
};
