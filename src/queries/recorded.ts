import type { History, Revision } from '../log/history.ts';
import type { State } from '../log/state.ts';
import type { Key } from '../model/ids.ts';

/** A change set by which a record came to be as it is: its number, when it was, who made it, and why; null for nobody known. */
export type Deed = Pick<Revision, 'number' | 'at' | 'by' | 'kind' | 'comment'>;

/** Who recorded something, and who changed it last. */
export type Recorded = { first: Deed; last: Deed };

/** Most records were changed no more often, so that their first change set comes with the last. */
const SOME = 10;

type Told = { deed: Deed; before: State };

/** The earliest that the log has of a record. */
const earliest = async (history: Pick<History, 'changes'>, key: Key): Promise<Told | null> => {
  const [set] = (await history.changes({ key, limit: 1, perSet: 1 })).sets;
  return set === undefined ? null : { deed: set, before: set.changes[0]?.before ?? null };
};

/** Who recorded a record; null where the log does not tell: it was there before the log, or that was pruned since. */
export const recordedBy = async (
  history: Pick<History, 'revisions' | 'changes'>,
  key: Key,
): Promise<Recorded | null> => {
  const { revisions, more } = await history.revisions({ key, before: null, limit: SOME });
  const [last, oldest] = [revisions[0], revisions.at(-1)];
  if (last === undefined || oldest === undefined) return null;
  const first = more ? await earliest(history, key) : { deed: oldest, before: oldest.before };
  if (first === null || first.before !== null || first.deed.kind === 'migration') return null;
  return { first: first.deed, last };
};
