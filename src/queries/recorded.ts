import type { Revision } from '../log/history.ts';
import type { Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';

/** A change set by which a record came to be as it is: its number, when it was, and who made it; null for nobody known. */
export type Deed = Pick<Revision, 'number' | 'at' | 'by' | 'kind'>;

/** Who recorded something, and who changed it last. */
export type Recorded = { first: Deed; last: Deed };

/** Sets that tell of what was there before, and not who made it. */
const TELL_NOBODY: readonly string[] = ['migration', 'pruned'];

/** Most records were changed no more often, so that their first change set comes with the last. */
const SOME = 10;

/** Who recorded a record; null where the log does not tell. */
export const recordedBy = async (store: Store, key: Key): Promise<Recorded | null> => {
  const { revisions, more } = await store.revisions({ key, before: null, limit: SOME });
  const earliest = more ? (await store.changes({ key, limit: 1, perSet: 0 })).sets[0] : revisions.at(-1);
  const [last] = revisions;
  return last === undefined || earliest === undefined || TELL_NOBODY.includes(earliest.kind)
    ? null
    : { first: earliest, last };
};
