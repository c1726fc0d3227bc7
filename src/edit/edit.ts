import { mapInTurns } from '../in-turns.ts';
import { DictumError, type ErrorCode, type Fault } from '../model/errors.ts';
import { keyText } from '../model/ids.ts';
import type { Once, Problem, Store, WriteReport } from '../store/port.ts';
import { withMeant } from '../store/meant.ts';
import { comparison, misplacedIn, type Misplaced } from './misplaced.ts';
import { planOf, readCurrent, type Operation, type Planned, type CurrentRecord } from './operations.ts';

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

/**
 * What came of it: a report of the store, the value that an earlier write of the same key left, or the id that the
 * record was merged into.
 */
export type Edited =
  | { report: Extract<WriteReport, { written: true }>; current: CurrentRecord[] }
  | { repeated: string }
  | { movedTo: string };

/** How often a write that takes whichever revision stands is made again where another came between. */
const ATTEMPTS = 5;

/** Operations, with what stands where they are to write and what each comes to. */
type Work = {
  operations: readonly Operation[];
  current: readonly CurrentRecord[];
  misplaced: readonly (Misplaced | null)[];
  plans: readonly Planned[];
};

/**
 * Writes operations on different records, all or none. All that is wrong with several is told at once: where records do
 * not stand as they are meant, and what else they would be refused for.
 * @throws DictumError `not-found`, `gone`, `precondition-failed`, `invalid-record`, `in-use`
 */
export const edit = async (store: Store, operations: readonly Operation[], editing: Editing): Promise<Edited> => {
  const isOne = editing.pointer === undefined;
  for (let attempt = 1; ; attempt++) {
    const current = await readCurrent(
      store,
      operations.map(({ key }) => key),
    );
    if (isOne && current[0]!.movedTo !== null) return { movedTo: current[0]!.movedTo };
    const misplaced = misplacedIn(operations, current);
    const plans = await mapInTurns(operations, (operation, i) => planOf(operation, current[i]!));
    const work: Work = { operations, current, misplaced, plans };
    if (isOne && misplaced[0] !== null) throw await refusalOf(store, work, [], editing);
    const report = await write(store, work, editing);
    if (!report.written && report.repeated !== undefined) return { repeated: report.repeated };
    if (report.written || report.conflicts === undefined) {
      const refusal = await refusalOf(store, work, report.written ? [] : report.problems, editing);
      if (refusal !== null) throw refusal;
      if (report.written) return { report, current };
      throw new Error('the store refused a write and gave no reason');
    }
    // What stands is read again, and told where it is what the operation did not expect.
    if (attempt === ATTEMPTS) throw new DictumError('overloaded', 'others write to the same records all the time');
  }
};

const write = (
  store: Store,
  { operations, current, misplaced, plans }: Work,
  { by, comment, dryRun = false, once = null }: Editing,
): Promise<WriteReport> => {
  const isSound = plans.every((plan, i) => 'change' in plan && misplaced[i] === null);
  const taken = plans.filter((_plan, i) => !(misplaced[i]?.isAside ?? false));
  return store.write(
    taken.flatMap((plan) => ('change' in plan ? [plan.change] : [])),
    {
      by,
      comment,
      kind: 'write',
      // Where one is refused already, what is wrong with the others is found out all the same.
      rehearsal: dryRun || !isSound,
      detailed: dryRun,
      mentions: taken.flatMap((plan) => ('mentions' in plan ? plan.mentions : [])),
      expected: new Map(
        operations.flatMap(({ key, expect }, i) =>
          misplaced[i] === null ? [[keyText(key), expect === null ? null : current[i]!.revision]] : [],
        ),
      ),
      ...(once !== null && !dryRun && isSound && { once }),
    },
  );
};

/** Whether a problem is that others refer to what is to be deleted. */
const isInUse = ({ key, pointer }: Problem, operations: readonly Operation[]): boolean =>
  pointer === '' &&
  operations.some((operation) => operation.op === 'delete' && keyText(operation.key) === keyText(key));

/** What is wrong with each operation, in their order; of one alone without a place in what was sent. */
const faultsOf = async (
  { operations, misplaced, plans }: Work,
  problems: readonly Problem[],
  editing: Editing,
): Promise<Fault[]> => {
  const at = (i: number): string => editing.pointer?.(i) ?? '';
  const byRecord = new Map<string, Problem[]>();
  for (const problem of problems) {
    const found = byRecord.get(keyText(problem.key));
    if (found === undefined) byRecord.set(keyText(problem.key), [problem]);
    else found.push(problem);
  }
  const found = await mapInTurns(operations, (operation, i): Fault[] => {
    const [plan, stands] = [plans[i]!, misplaced[i]!];
    const isAside = stands?.isAside ?? false;
    // What a patch comes to depends on what it changes; a record says by itself what is wrong with it. One alone is first
    // to be compared with what stands.
    const isUntold = stands !== null && (editing.pointer === undefined || (isAside && operation.op === 'patch'));
    const own = 'faults' in plan && !isUntold ? plan.faults : [];
    const told = isAside ? [] : (byRecord.get(keyText(operation.key)) ?? []);
    const within = editing.pointer === undefined ? '' : at(i) + plan.within;
    return [
      ...(stands === null ? [] : [{ pointer: at(i) + stands.place, code: stands.code, detail: stands.detail }]),
      ...[...own, ...told].map(({ pointer, message }) => ({
        pointer: within + (operation.op === 'merge' ? pointer.replace(/^\/mergedInto/, '/into') : pointer),
        code: 'invalid-value' as const,
        detail: message,
      })),
    ];
  });
  return found.flat();
};

/** The codes that a whole write is refused with where all that is wrong is of one of them. */
const OF_RECORD: readonly ErrorCode[] = ['not-found', 'gone', 'precondition-failed'];

/** The error with everything that is wrong, in the order of the operations; null where nothing is. */
const refusalOf = async (
  store: Store,
  work: Work,
  problems: readonly Problem[],
  editing: Editing,
): Promise<DictumError | null> => {
  const { operations, current, misplaced, plans } = work;
  const refused = new Set(
    operations.flatMap(({ key }, i) => ('faults' in plans[i]! || misplaced[i] !== null ? [keyText(key)] : [])),
  );
  // A reference to a record that is only refused itself is right.
  const sound = await withMeant(
    store,
    problems.filter(({ missing }) => missing === undefined || !refused.has(keyText(missing))),
  );
  const faults = await faultsOf(work, sound, editing);
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
  const [first] = all;
  if (first === undefined) return null;
  const told = editing.pointer === undefined ? [] : all;
  const detail = all.length === 1 ? first.detail : `${all.length} things are wrong; see errors`;
  if (OF_RECORD.includes(first.code) && all.every(({ code }) => code === first.code)) {
    const i = misplaced.findIndex((each) => each !== null);
    const { key } = operations[i]!;
    const context =
      first.code === 'precondition-failed'
        ? await comparison(store, operations[i]!, current[i]!, editing.texts ?? false)
        : { recordType: key.type, id: key.id };
    return new DictumError(first.code, detail, { context, faults: told });
  }
  if (sound.length === all.length && sound.every((problem) => isInUse(problem, operations)))
    return new DictumError('in-use', detail, { faults: told });
  return new DictumError('invalid-record', detail, { faults: all });
};
