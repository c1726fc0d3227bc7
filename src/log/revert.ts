import { keyText, type Key } from '../model/ids.ts';
import type { Change, Once, Problem, Store } from '../store/port.ts';
import type { RecordChange } from './history.ts';
import { isSameState, type State } from './state.ts';

/*
 * Undoing a change set: each record that it changed gets what it was before, unless it stands otherwise by now than the
 * set left it, or something later rests on it.
 */

/** A record that stands otherwise than the change set left it, and the later one that changed it last. */
export type LaterChange = { key: Key; revision: number };

/** Why a change set cannot be undone, whatever came after it. */
export type NotRevertible = 'absent' | 'pruned' | 'open' | 'migration' | 'large' | 'erased';

export type RevertReport =
  /** `change`: the set that undid it; null where all is as before already, or of a rehearsal. `records`: how many were given back. */
  | { reverted: true; change: number | null; records: number }
  | { reverted: false; reason: NotRevertible }
  /**
   * `later`: records that stand otherwise than the set left them; `problems`: what refuses the records as they were,
   * such as others that refer to one.
   */
  | { reverted: false; reason: 'rests'; later: LaterChange[]; problems: Problem[] }
  /** What is remembered of an earlier write of the same name. */
  | { reverted: false; reason: 'repeated'; repeated: string };

export type RevertOptions = {
  by?: string | null;
  comment?: string | null;
  rehearsal?: boolean;
  once?: Once | null;
  /** How many records it may have changed, which are all held at once. */
  most?: number;
};

/** How many changes of a set are read at once. */
const PAGE = 1000;

const reasonAgainst = async (store: Store, number: number, most: number): Promise<NotRevertible | null> => {
  const set = await store.change({ number, after: 0, limit: 0 });
  if (set === null) {
    const { sets } = await store.changes({ open: true, limit: 1, perSet: 0 });
    return (sets[0]?.number ?? 0) > number && number > 0 ? 'pruned' : 'absent';
  }
  if (set.kind === 'pruned' || set.kind === 'migration') return set.kind;
  if (set.open) return 'open';
  return set.records > most ? 'large' : null;
};

const changesOf = async (store: Store, number: number): Promise<RecordChange[]> => {
  const changes: RecordChange[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await store.change({ number, after, limit: PAGE });
    changes.push(...(page?.changes ?? []));
    after = page?.next ?? null;
  }
  return changes;
};

/** The change by which an address gets a state. */
export const changeTo = (key: Key, state: State): Change => ({
  key,
  record: state?.written == null ? null : (JSON.parse(state.written) as object),
  mergedInto: state?.movedTo ?? null,
});

/** What is there where nothing ever was, once something was. */
const gone = (state: State): State => state ?? { written: null, movedTo: null };

/** Undoes a change set where nothing later rests on it, a merge too; else says what does, and changes nothing. */
export const revertChange = async (
  store: Store,
  number: number,
  { by = null, comment = null, rehearsal = false, once = null, most = Infinity }: RevertOptions = {},
): Promise<RevertReport> => {
  const reason = await reasonAgainst(store, number, most);
  if (reason !== null) return { reverted: false, reason };
  const changes = await changesOf(store, number);
  if (changes.some(({ before }) => before?.erased !== undefined)) return { reverted: false, reason: 'erased' };
  const keys = changes.map(({ key }) => key);
  const now = await store.current(keys);
  const isUndone = (i: number): boolean => isSameState(now[i]!.state, gone(changes[i]!.before));
  const wanted = changes.map((change, i) => ({ ...change, i })).filter(({ i }) => !isUndone(i));
  const rests = (later: LaterChange[], problems: Problem[] = []): RevertReport => ({
    reverted: false,
    reason: 'rests',
    later,
    problems,
  });
  // What stands as the set left it has nothing resting on it, also where it was changed since and that was undone.
  const later = wanted
    .filter(({ after, i }) => !isSameState(now[i]!.state, after))
    .map(({ key, i }) => ({ key, revision: now[i]!.revision! }));
  if (later.length > 0) return rests(later);
  if (wanted.length === 0) return { reverted: true, change: null, records: 0 };
  const report = await store.write(
    wanted.map(({ key, before }) => changeTo(key, before)),
    {
      by,
      comment: comment ?? `Undoes change set ${number}`,
      kind: 'revert',
      rehearsal,
      // What stood once may stand again.
      acceptExisting: true,
      expected: new Map(wanted.map(({ key, i }) => [keyText(key), now[i]!.revision])),
      ...(once !== null && { once }),
    },
  );
  if (report.written) return { reverted: true, change: report.change ?? null, records: wanted.length };
  if (report.repeated !== undefined) return { reverted: false, reason: 'repeated', repeated: report.repeated };
  const conflicts = (report.conflicts ?? []).map(({ key, revision }) => ({ key, revision: revision ?? 0 }));
  return rests(conflicts, report.problems);
};
