import type { ChangeSet } from '../log/history.ts';
import type { Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';

/** A change set by which a record came to be as it is: its number, when it was, and who made it; null for nobody known. */
export type Deed = Pick<ChangeSet, 'number' | 'at' | 'by'>;

/** Who recorded something, and who changed it last. */
export type Recorded = { first: Deed; last: Deed };

/** Sets that tell of what was there before, and not who made it. */
const TELL_NOBODY: readonly string[] = ['migration', 'pruned'];

/** Who recorded a record; null where the log does not tell. */
export const recordedBy = async (store: Store, key: Key): Promise<Recorded | null> => {
  const [first, last] = await Promise.all(
    [false, true].map((newestFirst) => store.changes({ key, newestFirst, limit: 1, perSet: 0 })),
  );
  const [one] = first!.sets;
  const [other] = last!.sets;
  return one === undefined || other === undefined || TELL_NOBODY.includes(one.kind)
    ? null
    : { first: one, last: other };
};
