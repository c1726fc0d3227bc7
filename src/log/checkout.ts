import type { Key } from '../model/ids.ts';
import type { Change, Store } from '../store/port.ts';
import { erasedError } from './erased.ts';
import { WHOLE } from './state.ts';
import { changeTo } from './revert.ts';

/** How many addresses are looked at together. */
const PAGE = 500;

/**
 * What stood in a store after a change set, some records at a time, with ids that were merged or deleted by then; what
 * was not there yet is left out. A record may refer to one that comes later.
 */
export async function* recordsAt(store: Store, number: number): AsyncGenerator<Change[]> {
  for (let after: Key | null = null; ;) {
    const keys: Key[] = (await store.scan(after, PAGE)).map(({ key }) => key);
    const states = await store.statesAt(keys, number);
    const erased = keys.find((_, i) => states[i]?.erased?.includes(WHOLE));
    if (erased !== undefined) throw erasedError(erased);
    yield keys.flatMap((key, i) => (states[i] === null ? [] : [changeTo(key, states[i]!)]));
    if (keys.length < PAGE) return;
    after = keys.at(-1)!;
  }
}
