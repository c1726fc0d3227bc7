import { referencesIn } from '../bundle/derivation.ts';
import { bundleText } from '../bundle/format.ts';
import type { Signer } from '../bundle/signature.ts';
import type { BaseView } from '../model/define.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { readRecord } from './record.ts';

/** How often a bundle is begun anew because the graph was changed meanwhile. */
const ATTEMPTS = 5;

/** The records that a statement refers to, directly or through others: one reading for each step, however many records it leads to. */
const closureOf = async (store: Store, statement: BaseView): Promise<BaseView[]> => {
  const views = new Map([[keyText(statement), statement]]);
  for (let last = [statement]; last.length > 0;) {
    const next = new Map(last.flatMap(referencesIn).map(({ key }) => [keyText(key), key]));
    const missing: Key[] = [...next].filter(([text]) => !views.has(text)).map(([, key]) => key);
    const { readings } = missing.length === 0 ? { readings: [] } : await store.read(missing);
    last = readings.flatMap((reading) => (reading.state === 'found' ? [JSON.parse(reading.json) as BaseView] : []));
    for (const view of last) views.set(keyText(view), view);
  }
  return [...views.values()];
};

/**
 * The evidence bundle of a statement, as its bytes in text.
 * @throws DictumError `not-found`, `gone`; `overloaded` where the graph does not stand still for as long as reading takes
 */
export const evidenceBundle = async (
  store: Store,
  id: string,
  made: { program: string; signer: Signer | null },
): Promise<{ text: string } | { movedTo: string }> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const version = await store.version();
    const found = await readRecord(store, { type: 'statement', id });
    if ('movedTo' in found) return found;
    const views = await closureOf(store, JSON.parse(found.json) as BaseView);
    // Several readings may be of several states of the graph; a bundle is of one.
    if (version === (await store.version())) return { text: bundleText({ type: 'statement', id }, views, made) };
  }
  throw new DictumError('overloaded', 'the graph is being changed faster than the bundle can be put together');
};
