import type { BaseView } from '../model/define.ts';
import { keyText } from '../model/ids.ts';
import { nameIn } from '../model/name-choice.ts';
import type { LanguageName } from '../model/names.ts';
import type { Store } from '../store/port.ts';
import { NamesIn } from './named-in.ts';

/*
 * What pages call records in the languages of whoever reads: whatever asks a store for labels gets the names in these.
 */

/** What a record is called in some languages; by its label where it has no name in them. */
export const labelIn = (view: BaseView, languages: readonly string[]): string =>
  nameIn((view as { names?: LanguageName[] }).names ?? [], languages)?.name ?? view.label;

/** A store whose labels are names in some languages, where there are any. */
export const inLanguages = (store: Store, languages: readonly string[]): Store => {
  if (languages.length === 0) return store;
  const labels: Store['labels'] = async (keys) => {
    const found = await new NamesIn(store, languages).labels(keys);
    return keys.map((key) => found.get(keyText(key)) ?? null);
  };
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name === 'labels') return labels;
      const own: unknown = Reflect.get(target, name, target);
      return typeof own === 'function' ? (own as (...args: unknown[]) => unknown).bind(target) : own;
    },
  });
};
