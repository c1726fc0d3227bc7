import { keyText, refsOf, type Key } from './ids.ts';
import { gatherersOf, rankOf, TYPES } from './types.ts';

/** The records that gather one of this content (`Gathering` in define.ts). */
export const gatherersIn = ({ type }: Pick<Key, 'type'>, record: object | null): Key[] =>
  gatherersOf(type).flatMap((gatherer) =>
    refsOf(
      record,
      TYPES[type].refs.filter(({ path }) => path[0] === gatherer.through),
    ).filter((target) => target.type === gatherer.type),
  );

/** Whether what refers to another may be derived from it: not what that one gathers, nor what stands before it. */
export const restsOn = ({ type }: Pick<Key, 'type'>, other: Pick<Key, 'type'>): boolean =>
  rankOf(type) >= rankOf(other.type) && !TYPES[other.type].gathers.some(({ from }) => from === type);

/** What each of some records gathers among them, by its address. */
export const gatheredAmong = <V extends Key>(views: readonly V[]): Map<string, V[]> => {
  const found = new Map<string, V[]>();
  for (const view of views)
    for (const target of gatherersIn(view, view)) {
      const others = found.get(keyText(target));
      if (others) others.push(view);
      else found.set(keyText(target), [view]);
    }
  return found;
};
