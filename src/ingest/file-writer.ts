import { FILE_SPACE, memoryOf, nameOf, type FileKind, type FileMemory, type Saying } from '../log/file-memory.ts';
import { prunedUpTo } from '../log/prune.ts';
import { changeTo } from '../log/revert.ts';
import { isSameState, type State } from '../log/state.ts';
import { compareThree, type Base, type Outcome } from '../log/three-way.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Change, Conflict, Problem, Store, WriteOptions, WriteReport } from '../store/port.ts';

/*
 * What a file wrote last is remembered with the store, so that writing it again leaves alone what others changed since.
 */

/**
 * A record that was left as it stands, though the file says otherwise: `both` changed the fields, or it is `unknown`
 * what the file said last.
 */
export type Left = { key: Key; fields: string[]; reason: 'both' | 'unknown' };

/**
 * What is to be written of a file. `outcomes`: of each of its records, in order, as `stored` is; `sayings`: what is to
 * be remembered with it.
 */
export type Plan = {
  changes: Change[];
  outcomes: Outcome[];
  stored: State[];
  left: Left[];
  expected: Map<string, number | null>;
  sayings: Saying[];
};

export const stateOf = ({ record, mergedInto }: Change): NonNullable<State> => ({
  written: record === null ? null : JSON.stringify(record),
  movedTo: mergedInto,
});

/** What a file said last of some records, where that is known. */
const basesFrom = async (
  store: Store,
  keys: readonly Key[],
  remembered: ReadonlyMap<string, FileMemory>,
): Promise<Map<string, Base>> => {
  const byNumber = new Map<number, Key[]>();
  for (const key of keys) {
    const known = remembered.get(keyText(key));
    if (known !== undefined) byNumber.set(known.number, [...(byNumber.get(known.number) ?? []), key]);
  }
  const bases = new Map<string, Base>();
  for (const [number, some] of byNumber) {
    const states = await store.statesAt(some, number);
    some.forEach((key, i) => {
      const { stored = states[i]!, file = stored } = remembered.get(keyText(key))!;
      if (stored?.erased === undefined) bases.set(keyText(key), { file, stored });
    });
  }
  return bases;
};

/** What is remembered of some records, by their address, as it is stored. */
const rememberedOf = async (store: Store, kind: FileKind, keys: readonly Key[]): Promise<Map<string, string>> => {
  const names = keys.map((key) => nameOf(kind, key));
  return new Map(
    (await store.entries(FILE_SPACE, names)).map(({ name, value }) => [name.slice(kind.length + 1), value]),
  );
};

/**
 * The number of the last change set of such a kind that changed a record; where the log was pruned, what stood after
 * that is taken for what was brought.
 */
const lastOf = async (store: Store, key: Key, kind: 'import'): Promise<number | null> => {
  for (let before: number | null = null; ;) {
    const { revisions, more } = await store.revisions({ key, before, limit: 20 });
    const found = revisions.find((revision) => revision.kind === kind);
    if (found !== undefined) return found.number;
    if (!more) {
      const pruned = await prunedUpTo(store);
      return pruned > 0 && (await store.statesAt([key], pruned))[0] !== null ? pruned : null;
    }
    before = revisions.at(-1)!.number;
  }
};

/**
 * Compares what a file says with what stands. `force`: it is written whatever others changed. `kind`: what an import
 * brought is found in the log too, since most of what is imported is nobody else's; and where nothing was imported of a
 * record before, its line is written, since whoever imports means it, while data files are seeded at every start.
 */
export const planOf = async (
  store: Store,
  changes: readonly Change[],
  { force = false, kind }: { force?: boolean; kind: FileKind },
): Promise<Plan> => {
  const keys = changes.map(({ key }) => key);
  const current = await store.current(keys);
  const stored = current.map(({ state }) => state);
  const files = changes.map(stateOf);
  const open = keys.filter((_, i) => stored[i] !== null && !isSameState(files[i]!, stored[i]!));
  const known = await rememberedOf(store, kind, keys);
  const remembered = new Map<string, FileMemory>();
  for (const key of force ? [] : open) {
    const value = known.get(keyText(key));
    const number = value === undefined && kind === 'import' ? await lastOf(store, key, kind) : null;
    if (value !== undefined) remembered.set(keyText(key), JSON.parse(value) as FileMemory);
    else if (number !== null) remembered.set(keyText(key), { number });
  }
  const bases = await basesFrom(store, open, remembered);
  const outcomes = files.map((file, i): Outcome => {
    const outcome = compareThree(file, stored[i]!, bases.get(keyText(keys[i]!)) ?? null);
    const isFirst = kind === 'import' && outcome.kind === 'differ' && outcome.reason === 'unknown';
    return (force && outcome.kind !== 'same') || isFirst ? { kind: 'write', state: file } : outcome;
  });
  const written = outcomes.flatMap((outcome, i) => (outcome.kind === 'write' ? [{ i, state: outcome.state }] : []));
  const sayings = keys.flatMap((key, i): Saying[] => {
    // Of what is left or stays as others made it, what the file said is what it was.
    if (outcomes[i]!.kind !== 'write' && outcomes[i]!.kind !== 'same') return [];
    const saying = { key, file: files[i]!, known: known.get(keyText(key)) ?? null };
    const { state, revision } = current[i]!;
    const unchanged = revision === null ? null : memoryOf(kind, saying, state, revision);
    const isRemembered = unchanged === null || unchanged === saying.known;
    return isRemembered && written.length === 0 ? [] : [{ ...saying, unchanged }];
  });
  return {
    outcomes,
    stored,
    sayings,
    changes: written.map(({ i, state }) => ({ ...changes[i]!, ...changeTo(keys[i]!, state) })),
    left: outcomes.flatMap((outcome, i): Left[] =>
      outcome.kind === 'differ' ? [{ key: keys[i]!, fields: outcome.fields, reason: outcome.reason }] : [],
    ),
    expected: new Map(written.map(({ i }) => [keyText(keys[i]!), stored[i] === null ? null : current[i]!.revision])),
  };
};

/** A record of a file beside what stands, and what is to become of it. */
export type Compared = { key: Key; file: State; stored: State; outcome: Outcome };

/** Compares what a data file says with what stands, and writes nothing. */
export const comparedWith = async (store: Store, changes: readonly Change[]): Promise<Compared[]> => {
  const { outcomes, stored } = await planOf(store, changes, { kind: 'seed' });
  return changes.map((change, i) => ({
    key: change.key,
    file: stateOf(change),
    stored: stored[i]!,
    outcome: outcomes[i]!,
  }));
};

/** How often a write is planned anew where others wrote meanwhile. */
const ATTEMPTS = 3;

export type FileWriterOptions = {
  kind: FileKind;
  /** Whether a backup is restored, which the log says. */
  restores?: boolean;
  by?: string | null;
  comment?: string | null;
  /** Writes what the file says, whatever others changed since. */
  force?: boolean;
  /** Whether there was something in the store before, so that there is something to compare with. */
  compares?: boolean;
};

/** Writes what files say into a store, in one change set; what others changed since stays. */
export class FileWriter {
  private readonly store: Store;
  private readonly options: FileWriterOptions;
  private joining: number | undefined;
  private filing: NonNullable<WriteOptions['filing']> = 'now';

  constructor(store: Store, options: FileWriterOptions) {
    this.store = store;
    this.options = options;
  }

  /**
   * Writes a batch; `unchanged` counts what stays as others left it too. With `open` a further batch may join its
   * change set.
   */
  async write(changes: readonly Change[], options: WriteOptions = {}): Promise<WriteReport & { left: Left[] }> {
    const { kind, restores = false, by = null, comment = null, compares = true } = this.options;
    this.filing = options.filing ?? 'now';
    for (let attempt = 1; ; attempt++) {
      const plan = compares ? await planOf(this.store, changes, this.options) : null;
      const report = await this.store.write(plan?.changes ?? changes, {
        ...options,
        kind: restores ? 'restore' : kind,
        by,
        comment,
        joining: this.joining,
        ...(plan !== null && { expected: plan.expected, says: { kind, sayings: plan.sayings } }),
      });
      if (!report.written && report.conflicts !== undefined && attempt < ATTEMPTS) continue;
      if (!report.written) return { ...report, problems: [...report.problems, ...inTheWay(report)], left: [] };
      if (plan === null) return { ...this.told(report, options), left: [] };
      const unchanged = report.unchanged + plan.outcomes.filter(({ kind }) => kind !== 'write').length;
      return { ...this.told(report, options), unchanged, left: plan.left };
    }
  }

  /** Ends the change set that was left open. */
  async end(): Promise<void> {
    if (this.joining !== undefined) await this.store.write([], { joining: this.joining, filing: this.filing });
    this.joining = undefined;
  }

  private told<R extends { change?: number }>(report: R, { open = false }: WriteOptions): R {
    if (open && report.change !== undefined) this.joining = report.change;
    return report;
  }
}

/** What others wrote again and again while it was tried. */
const inTheWay = ({ conflicts = [] }: { conflicts?: Conflict[] }): Problem[] =>
  conflicts.map(({ key }) => ({ key, pointer: '', message: 'others write it at this moment; try again' }));
