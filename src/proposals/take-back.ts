import { revertChange } from '../log/revert.ts';
import { notReverted } from '../log/reverted.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import type { Decision, Proposal } from './form.ts';
import { countsOf, decidedBefore, shown, type Change, type Header, type KeptProposals } from './kept.ts';

/*
 * Taking back what was done last with a proposal: a decision, or what was made beside it.
 */

/** The proposal as it is then, the change set that undid what was written, and the records that are open again. */
export type TakenBack = { proposal: Proposal; change: number | null; keys: Key[] };

type Last = { decision: Decision; keys: Key[] };
type With = { store: Store; kept: KeptProposals; now: () => string };

/** The last decision: what was decided at once, by whom and when; null where nothing was. */
const lastOf = (changes: readonly Change[], decisions: ReadonlyMap<string, Decision>): Last | null => {
  const [last] = [...decisions.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  if (last === undefined) return null;
  const isOf = ({ at, by, state, change }: Decision): boolean =>
    at === last.at && by === last.by && state === last.state && change === last.change;
  const keys = changes.filter((change) => {
    const decision = decisions.get(keyText(change));
    return decision !== undefined && isOf(decision);
  });
  return { decision: last, keys: keys.map(({ type, id }) => ({ type, id })) };
};

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
  { changes, last: { decision, keys }, by }: { changes: readonly Change[]; last: Last; by: string },
): Promise<TakenBack> => {
  const { id } = header;
  const change =
    decision.change === null
      ? null
      : await reverted(store, decision.change, by, `takes back what was accepted of proposal ${id}`);
  await kept.undecide(id, keys, { by, at: now(), change });
  const counts = countsOf(changes, await kept.decisions(id, changes));
  const latest = { ...(await kept.header(id)), counts, undone: (header.undone ?? 0) + 1 };
  await kept.put(latest);
  return { proposal: shown(latest), change, keys };
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
  const last = lastOf(changes, await kept.decisions(id, changes));
  const made = (await kept.made(id)).at(-1);
  const isMade = made !== undefined && (last === null || made.at >= last.decision.at);
  const latest = isMade ? made : last?.decision;
  if (latest === undefined || (at !== undefined && at !== latest.at))
    throw new DictumError(
      'proposal-decided',
      latest === undefined
        ? `nothing of proposal ${id} is decided`
        : `${latest.by} ${isMade ? 'made something beside' : 'decided on'} proposal ${id} at ${latest.at}; look at it again`,
      { context: { id } },
    );
  if (!isMade) return undecided(over, header, { changes, last: last!, by });
  const change = await reverted(store, made.change, by, `takes back what was made beside proposal ${id}`);
  await kept.unmake(id, made.name, { by, at: now(), change });
  const only = { proposal: shown(header), change, keys: [] };
  if (last === null || made.accepted === null || made.accepted !== last.decision.change) return only;
  // What it needed of the proposal was accepted with it, and goes with it, unless something else has come to need it.
  try {
    return await undecided(over, header, { changes, last, by });
  } catch (error) {
    if (error instanceof DictumError && error.code === 'not-revertible') return only;
    throw error;
  }
};
