import type { Store } from '../store/port.ts';
import { keyOf } from '../model/ids.ts';
import { sealed, type SetRow } from './change-sets.ts';
import { FILE_SPACE, type FileMemory } from './file-memory.ts';
import type { Replaced } from './rewrite.ts';
import { isSameState } from './state.ts';

/*
 * Forgetting what is old. What stood after the last set that is forgotten is known, and all since; what was before is
 * not. A set of the kind `pruned` stands for all up to it.
 */

/** The number of the set that stands for those that were pruned; 0 where none were. */
export const prunedUpTo = async (store: Pick<Store, 'changes'>): Promise<number> => {
  const [first] = (await store.changes({ open: true, limit: 1, perSet: 0 })).sets;
  return first?.kind === 'pruned' ? first.number : 0;
};

/**
 * What pruning would take away: so many sets, and what they did to records; `number` is the last of them, and the first
 * that can be asked as of.
 */
export type PrunePlan = { number: number; sets: number; changes: number };

export const planPrune = async (store: Store, number: number): Promise<PrunePlan> => {
  const pruned = await prunedUpTo(store);
  const upTo = Math.max(number, pruned);
  const { sets, changes } = await store.logUpTo(upTo);
  return { number: upTo, sets: upTo === pruned ? 0 : sets, changes };
};

/** How many entries are taken away at once. */
const AT_ONCE = 20_000;

/** What files said last, as it can be known without what is forgotten. */
const memoryWithout = async (store: Store, number: number): Promise<Replaced[]> => {
  const replaced: Replaced[] = [];
  for (const { name, value: known } of await store.entries(FILE_SPACE, null)) {
    const remembered = JSON.parse(known) as FileMemory;
    if (remembered.number >= number) continue;
    const key = keyOf(name.slice(name.indexOf(' ') + 1));
    const [[then = null], [after = null]] = [
      await store.statesAt([key], remembered.number),
      await store.statesAt([key], number),
    ];
    const stored = remembered.stored ?? then;
    const value: FileMemory = {
      ...remembered,
      number,
      ...(isSameState(stored, after) ? {} : { stored, file: remembered.file ?? stored }),
    };
    replaced.push({ space: FILE_SPACE, name, known, value: JSON.stringify(value) });
  }
  return replaced;
};

/** Forgets change sets up to a number, that one included; what an interruption leaves is taken away by the next call. */
export const pruneLog = async (
  store: Store,
  { number }: PrunePlan,
  { by, now }: { by: string; now: string },
): Promise<void> => {
  const set = await store.change({ number, after: 0, limit: 0 });
  const mark: SetRow[] =
    set === null || set.kind === 'pruned'
      ? []
      : [
          sealed({
            number,
            at: set.at,
            by,
            comment: `Pruned on ${now.slice(0, 10)}: all up to here is forgotten`,
            kind: 'pruned',
            open: false,
            types: [],
            records: 0,
          }),
        ];
  const memory = mark.length === 0 ? [] : await memoryWithout(store, number);
  let sets: SetRow[] = mark;
  for (let forgotten = AT_ONCE; forgotten === AT_ONCE; sets = [])
    forgotten = await store.rewriteLog({
      forget: { number, limit: AT_ONCE },
      sets,
      ...(sets.length > 0 && { memory }),
    });
};
