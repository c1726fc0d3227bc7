import { keyOf, keyText, refPaths, refsOf, type Key } from '../model/ids.ts';
import { once } from '../model/once.ts';
import type { BaseView } from '../model/define.ts';
import type { TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';

/** Labels by `type/id`. */
export type Labels = ReadonlyMap<string, string>;

const pathsOf = once((type: TypeName) => refPaths(TYPES[type].view));

/** Every record that an answer names, in its derived fields too. */
export const keysIn = (view: BaseView): Key[] => [
  ...refsOf(view, pathsOf(view.type)),
  ...((view as { chains?: { because: { ids: string[] }[] }[] }).chains ?? []).flatMap(factKeys),
];

/** The records that the facts behind a derivation name. */
export const factKeys = ({ because }: { because: readonly { ids: readonly string[] }[] }): Key[] =>
  because.flatMap(({ ids }) => ids.map(keyOf));

/** The labels of some records, in one question; of those that are not there none. */
export const labelsOf = async (store: Questions, keys: readonly Key[]): Promise<Labels> => {
  const texts = [...new Set(keys.map(keyText))];
  if (texts.length === 0) return new Map();
  const labels = await store.labels(texts.map(keyOf));
  return new Map(texts.flatMap((text, i) => (labels[i] === null ? [] : [[text, labels[i]!] as const])));
};
