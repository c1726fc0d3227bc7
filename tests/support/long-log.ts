import type { History } from '../../src/log/history.ts';
import type { ChangesQuery } from '../../src/log/reader.ts';
import type { Key } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { write } from './store.ts';
import { actor, topic } from './world.ts';

/*
 * A log in which one record is changed very often, and what it is asked for of its beginning.
 */

/** How often the one record is changed, each time by a set of its own: in a short log and in a long one. */
export const CHANGES = [60, 600] as const;
const HOT: Key = { type: 'actor', id: 'hot' };
const RARE: Key = { type: 'topic', id: 'rare' };

const changes =
  (of: Partial<ChangesQuery>) =>
  (history: History): Promise<unknown> =>
    history.changes({ limit: 20, perSet: 10, ...of });

/** What was at the beginning of each log. */
export const EARLY: Record<string, (history: History) => Promise<unknown>> = {
  'the first page of the feed': changes({}),
  'the sets of one author': changes({ by: 'eve' }),
  'the sets of one kind': changes({ kind: 'import' }),
  'the sets that changed records of a type': changes({ type: 'topic' }),
  'the sets that changed a record': changes({ key: RARE }),
  'the first sets that changed the record that is changed most': changes({ key: HOT }),
  'one set': (history) => history.change({ number: 3, after: 0, limit: 10 }),
  'the first revisions of the record that is changed most': (history) =>
    history.revisions({ key: HOT, before: 20, limit: 10 }),
  'what it was after the second set': (history) => history.statesAt([HOT], 2),
  'who changed it last by then': (history) => history.revisionsAt([HOT], 2),
};

/** Writes such a log into a store that is empty. */
export const correct = async (store: Store, many: number): Promise<void> => {
  await store.write([topic('rare'), actor('hot')], { by: 'eve', kind: 'import' });
  await write(store, topic('rare', { description: 'Once' }));
  for (let n = 0; n < many; n++)
    await store.write([actor('hot', { description: `${n} ${'as it was corrected '.repeat(20)}` })], { by: 'ada' });
};
