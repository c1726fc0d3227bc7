import { revertChange } from '../log/revert.ts';
import { notReverted } from '../log/reverted.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import type { Proposal } from './form.ts';
import { countsOf, decidedBefore, shown, type Change, type Header, type KeptProposals } from './kept.ts';
import { lastDecision, lastDone, type LastDecision } from './last.ts';

/*
 * Taking back what was done last with a proposal: a decision, or what was made beside it.
 */

/**
 * The proposal as it is then, the change sets that undid what was written, in their order, the last of them, and the
 * records that are open again.
 */
export type TakenBack = { proposal: Proposal; change: number | null; changes: number[]; keys: Key[] };

const all = (...changes: (number | null)[]): number[] => changes.filter((change) => change !== null);

type With = { store: Store; kept: KeptProposals; now: () => string };

/** Undoes a change set; the one that did it. @throws DictumError `not-revertible` */
const reverted = async (store: Store, change: number, by: string, comment: string): Promise<number | null> => {
  const report = await revertChange(store, change, { by, comment });
  if (report.reverted) return report.change;
  if (report.reason === 'repeated') throw new Error('an undo without a key cannot be repeated');
  throw notReverted(change, report);
};

const undecided = async (
  { store, kept, now }: With,
  header: Header,
  { changes, last, by }: { changes: readonly Change[]; last: LastDecision<Change>; by: string },
): Promise<TakenBack> => {
  const { id } = header;
  const { decision } = last;
  const keys = last.decided.map(({ change: { type, id: of } }): Key => ({ type, id: of }));
  const change =
    decision.change === null
      ? null
      : await reverted(store, decision.change, by, `takes back what was accepted of proposal ${id}`);
  await kept.undecide(id, keys, { by, at: now(), change });
  const counts = countsOf(changes, await kept.decisions(id, changes));
  const latest = { ...(await kept.header(id)), counts, undone: (header.undone ?? 0) + 1 };
  await kept.put(latest);
  return { proposal: shown(latest), change, changes: all(change), keys };
};

/** @throws DictumError as `Proposals.undo` does */
export const takeBack = async (
  over: With,
  id: string,
  { at, by }: { at: string | undefined; by: string },
): Promise<TakenBack> => {
  const { store, kept, now } = over;
  const header = await kept.header(id);
  if (header.supersededBy !== null) throw decidedBefore(header);
  const { changes } = await kept.body(id);
  const decisions = await kept.decisions(id, changes);
  const decided = changes.flatMap((change) => {
    const decision = decisions.get(keyText(change));
    return decision === undefined ? [] : [{ change, decision }];
  });
  const last = lastDone(decided, await kept.made(id));
  const latest = last === null ? undefined : (last.made ?? last.decision);
  if (last === null || latest === undefined || (at !== undefined && at !== latest.at))
    throw new DictumError(
      'proposal-decided',
      latest === undefined
        ? `nothing of proposal ${id} is decided`
        : `${latest.by} ${last?.made ? 'made something beside' : 'decided on'} proposal ${id} at ${latest.at}; look at it again`,
      { context: { id } },
    );
  if (last.made === null) return undecided(over, header, { changes, last, by });
  const { made } = last;
  const change = await reverted(store, made.change, by, `takes back what was made beside proposal ${id}`);
  await kept.unmake(id, made.name, { by, at: now(), change });
  const only = { proposal: shown(header), change, changes: all(change), keys: [] };
  const before = lastDecision(decided);
  if (before === null || made.accepted === null || made.accepted !== before.decision.change) return only;
  // What it needed of the proposal was accepted with it, and goes with it, unless something else has come to need it.
  try {
    const undone = await undecided(over, header, { changes, last: before, by });
    return { ...undone, change: undone.change ?? change, changes: all(change, ...undone.changes) };
  } catch (error) {
    if (error instanceof DictumError && error.code === 'not-revertible') return only;
    throw error;
  }
};
