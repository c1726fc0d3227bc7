import type { BaseView } from '../model/define.ts';
import type { TypeName } from '../model/ids.ts';
import type { LanguageName } from '../model/names.ts';
import { TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';

/*
 * Names in a language: records that have one in it are called by that, and all others as ever.
 */

/** The types whose records have names. */
const isNamed = (type: TypeName): boolean => 'alternativeNames' in TYPES[type].written.shape;

const baseOf = (language: string): string => language.toLowerCase().split('-')[0]!;

/** The languages themselves, then what is of the same one: `zh-Hans` before `zh-TW` for `zh-Hans`. Former names are none. */
const nearest = (names: readonly LanguageName[], language: string): string | null => {
  const current = names.filter(({ kind }) => kind !== 'former' && kind !== 'transliteration');
  const exact = current.find((name) => name.language?.toLowerCase() === language.toLowerCase());
  return (exact ?? current.find((name) => name.language && baseOf(name.language) === baseOf(language)))?.name ?? null;
};

/** What a record is called in a language. */
export const labelIn = (view: BaseView, language: string | null): string =>
  (language === null ? null : nearest((view as { names?: LanguageName[] }).names ?? [], language)) ?? view.label;

/** A store whose labels are names in a language, where there are any. */
export const inLanguage = (store: Store, language: string): Store => {
  const labels: Store['labels'] = async (keys) => {
    const named = keys.filter(({ type }) => isNamed(type));
    const [plain, read] = await Promise.all([store.labels(keys), named.length === 0 ? null : store.read(named)]);
    const found = new Map(
      (read?.readings ?? []).flatMap((reading, i) =>
        reading.state === 'found' ? [[named[i], labelIn(JSON.parse(reading.json) as BaseView, language)] as const] : [],
      ),
    );
    return keys.map((key, i) => found.get(key) ?? plain[i]!);
  };
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name === 'labels') return labels;
      const own: unknown = Reflect.get(target, name, target);
      return typeof own === 'function' ? (own as (...args: unknown[]) => unknown).bind(target) : own;
    },
  });
};
