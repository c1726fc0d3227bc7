import { keyText, TYPE_NAMES, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';

/** How many records are looked at for it. */
const MOST = 10_000;

/**
 * The statements whose evidence has a record in it, directly or through others, as their bundles have it; `more`: whether
 * there are so many records that not all were looked at.
 */
export const statementsOn = async (store: Store, key: Key): Promise<{ statements: string[]; more: boolean }> => {
  const number = await store.lastChange();
  const seen = new Map<string, Key>([[keyText(key), key]]);
  const types = TYPE_NAMES.filter((type) => type !== 'relation');
  let wave: Key[] = [key];
  while (wave.length > 0 && seen.size < MOST) {
    const query = { keys: wave, types, number, most: Number.MAX_SAFE_INTEGER - 1 };
    const found = (await store.referringAt(query)).map((each) => each.key);
    wave = found.filter((each) => !seen.has(keyText(each)));
    for (const each of wave) seen.set(keyText(each), each);
    // What a statement is evidence for rests on nothing of it.
    wave = wave.filter(({ type }) => type !== 'statement');
  }
  const statements = [...seen.values()].filter(({ type }) => type === 'statement').map(({ id }) => id);
  return { statements: statements.sort(), more: wave.length > 0 };
};
