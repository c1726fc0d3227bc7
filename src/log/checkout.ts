import { keyText, refsOf, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Change, Store } from '../store/port.ts';
import { erasedError } from './erased.ts';
import { changeTo } from './revert.ts';
import { WHOLE, type State } from './state.ts';

/** How many addresses are looked at together. */
const PAGE = 500;

type Stood = { key: Key; state: NonNullable<State> };

/** What stood after a change set, in pages; what was not there yet is left out. */
async function* statesAt(store: Store, number: number): AsyncGenerator<Stood[]> {
  for (let after: Key | null = null; ;) {
    const keys: Key[] = (await store.scan(after, PAGE)).map(({ key }) => key);
    const states = await store.statesAt(keys, number);
    yield keys.flatMap((key, i) => (states[i] == null ? [] : [{ key, state: states[i] }]));
    if (keys.length < PAGE) return;
    after = keys.at(-1)!;
  }
}

/** Whether so much of it is erased that it is no record any more. */
const isErased = ({ key, state: { written, erased = [] } }: Stood): boolean =>
  erased.includes(WHOLE) ||
  (erased.length > 0 && written !== null && !TYPES[key.type].written.safeParse(JSON.parse(written)).success);

const refersTo = ({ key, state: { written, movedTo } }: Stood, some: ReadonlyMap<string, unknown>): boolean =>
  movedTo !== null
    ? some.has(keyText({ type: key.type, id: movedTo }))
    : written !== null &&
      refsOf(JSON.parse(written) as object, TYPES[key.type].refs).some((target) => some.has(keyText(target)));

/** Why a record that stood at a moment cannot be put back: it is erased, or what it refers to, directly or through others, is. */
export type Lacking = 'is erased' | 'refers to what is erased';

/** What cannot be put back of a moment, by its address as type/id. */
export const lackingAt = async (store: Store, number: number): Promise<Map<string, Lacking>> => {
  const lacking = new Map<string, Lacking>();
  // Where nothing was ever erased, as in most stores, nobody has to look.
  if ((await store.changes({ kind: 'erase', open: true, limit: 1, perSet: 0 })).sets.length === 0) return lacking;
  for await (const page of statesAt(store, number))
    for (const stood of page) if (isErased(stood)) lacking.set(keyText(stood.key), 'is erased');
  // Again as long as there are more, so that no references of a whole graph are held in memory.
  for (let known = 0; known < lacking.size;) {
    known = lacking.size;
    for await (const page of statesAt(store, number))
      for (const stood of page)
        if (!lacking.has(keyText(stood.key)) && refersTo(stood, lacking))
          lacking.set(keyText(stood.key), 'refers to what is erased');
  }
  return lacking;
};

/**
 * What stood in a store after a change set, some records at a time, with ids that were merged or deleted by then, but
 * without those that are lacking. A record may refer to one that comes later.
 * @throws DictumError `erased` where one is, and is not among those
 */
export async function* recordsAt(
  store: Store,
  number: number,
  lacking: ReadonlyMap<string, Lacking> = new Map(),
): AsyncGenerator<Change[]> {
  for await (const page of statesAt(store, number)) {
    const whole = page.filter(({ key }) => !lacking.has(keyText(key)));
    const erased = whole.find(({ state }) => state.erased?.includes(WHOLE));
    if (erased !== undefined) throw erasedError(erased.key);
    yield whole.map(({ key, state }) => changeTo(key, state));
  }
}
