import { mapInTurns } from '../in-turns.ts';
import { prunedUpTo } from '../log/prune.ts';
import { DictumError, type Fault } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Once, Problem, Store, WriteReport } from '../store/port.ts';
import { differences } from './differences.ts';
import { hiddenFields, planOf, readStanding, type Operation, type Planned, type Standing } from './operations.ts';

/*
 * Writes that somebody makes record by record, over HTTP or from the command line: each says which revision it means to
 * change, and all of them are written or none is.
 */

export type Editing = {
  by: string | null;
  comment: string | null;
  /** Tells what would be written, and writes nothing. */
  dryRun?: boolean;
  /** Under which key the write is remembered, so that it is not made twice. */
  once?: Once | null;
  /** Whether whoever writes may see the texts that answers leave out. */
  texts?: boolean;
  /** Where an operation stands in what was sent, by its number; empty where it is all that was. */
  pointer?: (operation: number) => string;
};

/** What came of it: a report of the store, the value that an earlier write of the same key left, or the id that the record was merged into. */
export type Edited =
  | { report: Extract<WriteReport, { written: true }>; standing: Standing[] }
  | { repeated: string }
  | { movedTo: string };

/** How many records one sentence names at most. */
const MOST_TOLD = 10;
/** How often a write that takes whichever revision stands is made again where another came between. */
const ATTEMPTS = 5;

/**
 * Writes operations on different records, all or none.
 * @throws DictumError `not-found`, `gone`, `precondition-failed`, `invalid-record`, `in-use`
 */
export const edit = async (store: Store, operations: readonly Operation[], editing: Editing): Promise<Edited> => {
  refuseTwice(operations, editing);
  for (let attempt = 1; ; attempt++) {
    const standing = await readStanding(
      store,
      operations.map(({ key }) => key),
    );
    const moved = movedIn(operations, standing, editing);
    if (moved !== null) return { movedTo: moved };
    await refuseStale(store, operations, standing, editing);
    const plans = await mapInTurns(operations, (operation, i) => planOf(operation, standing[i]!));
    const report = await write(store, operations, plans, standing, editing);
    if (report.written) {
      await refuseFaults(operations, plans, [], editing);
      return { report, standing };
    }
    if (report.repeated !== undefined) return { repeated: report.repeated };
    if (report.conflicts === undefined) {
      await refuseFaults(operations, plans, report.problems, editing);
      throw new Error('the store refused a write and gave no reason');
    }
    // What stands is read again, and told where it is what the operation did not expect.
    if (attempt === ATTEMPTS) throw new DictumError('overloaded', 'others write to the same records all the time');
  }
};

const write = (
  store: Store,
  operations: readonly Operation[],
  plans: readonly Planned[],
  standing: readonly Standing[],
  { by, comment, dryRun = false, once = null }: Editing,
): Promise<WriteReport> => {
  const isSound = plans.every((plan) => 'change' in plan);
  return store.write(
    plans.flatMap((plan) => ('change' in plan ? [plan.change] : [])),
    {
      by,
      comment,
      kind: 'write',
      // Where one cannot be read, what is wrong with the others is found out all the same.
      rehearsal: dryRun || !isSound,
      detailed: dryRun,
      mentions: plans.flatMap((plan) => ('mentions' in plan ? plan.mentions : [])),
      expected: new Map(
        operations.map(({ key, expect }, i) => [keyText(key), expect === null ? null : standing[i]!.revision]),
      ),
      ...(once !== null && !dryRun && isSound && { once }),
    },
  );
};

const at = (editing: Editing, operation: number): string => editing.pointer?.(operation) ?? '';

const refuseTwice = (operations: readonly Operation[], editing: Editing): void => {
  const seen = new Set<string>();
  operations.forEach(({ key }, i) => {
    const text = keyText(key);
    if (seen.has(text))
      throw invalid([
        {
          pointer: at(editing, i),
          code: 'invalid-value',
          detail: `${text} stands in these changes already; say all of it at once`,
        },
      ]);
    seen.add(text);
  });
};

/** The id that the one record was merged into; of several each that was is a fault. */
const movedIn = (operations: readonly Operation[], standing: readonly Standing[], editing: Editing): string | null => {
  const moved = standing.flatMap(({ state, movedTo }, i) => (state === 'moved' ? [{ i, movedTo: movedTo! }] : []));
  if (moved.length === 0) return null;
  if (editing.pointer === undefined) return moved[0]!.movedTo;
  throw invalid(
    moved.map(({ i, movedTo }) => ({
      pointer: `${at(editing, i)}/id`,
      code: 'invalid-value',
      detail: `${keyText(operations[i]!.key)} was merged into ${movedTo}; write to that`,
    })),
  );
};

const invalid = (faults: readonly Fault[]): DictumError =>
  new DictumError(
    'invalid-record',
    faults.length === 1 ? faults[0]!.detail : `${faults.length} things are wrong; see errors`,
    { faults },
  );

/**
 * Whether what stands is another revision than an operation means to change.
 * @throws DictumError `not-found`, `gone` where it means one and none stands
 */
const isStale = ({ key, expect, op }: Operation, { state, revision }: Standing): boolean => {
  const context = { recordType: key.type, id: key.id };
  if (expect === null) return state === 'found';
  const remedy = (what: string): string => (op === 'put' ? `; send If-None-Match: * to ${what}` : '');
  if (state === 'absent')
    throw new DictumError('not-found', `there is no ${key.type} ${key.id}${remedy('create it')}`, { context });
  if (state === 'deleted')
    throw new DictumError('gone', `${key.type} ${key.id} was deleted${remedy('write it anew')}`, { context });
  return expect !== 'any' && !expect.includes(revision!);
};

const refuseStale = async (
  store: Store,
  operations: readonly Operation[],
  standing: readonly Standing[],
  editing: Editing,
): Promise<void> => {
  const stale = operations.flatMap((operation, i) => (isStale(operation, standing[i]!) ? [i] : []));
  const [first] = stale;
  if (first === undefined) return;
  const told = (i: number): string => {
    const { key, expect } = operations[i]!;
    return expect === null
      ? `${keyText(key)} is there already, at revision ${standing[i]!.revision}`
      : `${keyText(key)} stands at revision ${standing[i]!.revision}, not at ${[expect].flat().join(' or ') || 'one that was named'}`;
  };
  const context = await comparison(store, operations[first]!, standing[first]!, editing.texts ?? false);
  const detail =
    stale.length > MOST_TOLD
      ? `${stale.length} records stand at other revisions than were named; see errors`
      : stale.map(told).join('; ');
  throw new DictumError('precondition-failed', detail, {
    context,
    faults:
      editing.pointer === undefined
        ? []
        : stale.map((i) => ({ pointer: `${at(editing, i)}/revision`, code: 'precondition-failed', detail: told(i) })),
  });
};

/** What whoever writes has to know to go on: what stands, what was changed since what they saw, and where theirs differs. */
const comparison = async (
  store: Store,
  operation: Operation,
  { revision, written }: Standing,
  texts: boolean,
): Promise<Record<string, unknown>> => {
  const { key, expect } = operation;
  const hidden = hiddenFields(key, texts);
  const seen = Array.isArray(expect) && expect.length > 0 ? await writtenAt(store, key, expect.at(-1) as number) : null;
  const plan = planOf(operation, { state: 'absent', movedTo: null, revision: null, written: seen, answer: null });
  const theirs = 'change' in plan ? plan.change.record : null;
  const standing = Object.fromEntries(Object.entries(written ?? {}).filter(([name]) => !hidden.includes(name)));
  return {
    recordType: key.type,
    id: key.id,
    revision,
    standing,
    changedSince: seen === null ? null : differences(seen, written, hidden),
    differs: theirs === null ? null : differences(written, theirs, hidden),
  };
};

const writtenAt = async (store: Store, key: Key, revision: number): Promise<Record<string, unknown> | null> => {
  if (revision < (await prunedUpTo(store))) return null;
  const [state] = await store.statesAt([key], revision);
  return state?.written == null ? null : (JSON.parse(state.written) as Record<string, unknown>);
};

/** Whether a problem is that others refer to what is to be deleted. */
const isInUse = ({ key, pointer }: Problem, operations: readonly Operation[]): boolean =>
  pointer === '' &&
  operations.some((operation) => operation.op === 'delete' && keyText(operation.key) === keyText(key));

/** @throws DictumError with everything that is wrong, in the order of the operations */
const refuseFaults = async (
  operations: readonly Operation[],
  plans: readonly Planned[],
  problems: readonly Problem[],
  editing: Editing,
): Promise<void> => {
  const isOne = editing.pointer === undefined;
  const unread = new Set(operations.flatMap(({ key }, i) => ('faults' in plans[i]! ? [keyText(key)] : [])));
  // A reference to a record that is only refused itself is right.
  const sound = problems.filter(({ missing }) => missing === undefined || !unread.has(keyText(missing)));
  const byRecord = new Map<string, Problem[]>();
  for (const problem of sound) {
    const record = keyText(problem.key);
    byRecord.set(record, [...(byRecord.get(record) ?? []), problem]);
  }
  const faultsOf = (operation: Operation, i: number): Fault[] => {
    const plan = plans[i]!;
    const within = isOne ? '' : `${at(editing, i)}${plan.within}`;
    const own = 'faults' in plan ? plan.faults : [];
    const found = byRecord.get(keyText(operation.key)) ?? [];
    return [...own, ...found].map(({ pointer, message }) => ({
      pointer: within + (operation.op === 'merge' ? pointer.replace(/^\/mergedInto/, '/into') : pointer),
      code: 'invalid-value',
      detail: message,
    }));
  };
  const faults = (await mapInTurns(operations, faultsOf)).flat();
  // What other records come to follows from what is wrong with these.
  const others =
    faults.length > 0
      ? []
      : sound.map(({ key, pointer, message }): Fault => ({
          pointer: '',
          code: 'invalid-value',
          detail: `${keyText(key)} ${pointer}: ${message}`,
        }));
  const all = [...faults, ...others];
  if (all.length === 0) return;
  if (sound.length === all.length && sound.every((problem) => isInUse(problem, operations)))
    throw new DictumError('in-use', sound.map(({ message }) => message).join('; '), { faults: isOne ? [] : all });
  throw invalid(all);
};
