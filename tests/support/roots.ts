import { RootSets } from '../../src/model/roots.ts';

/** That one source rests on another. */
export type RestsOn = { from: string; to: string };

/** The independent roots of some sources, by all steps between sources; `most`: how many of a ring are told by name. */
export const independentRoots = (start: readonly string[], links: readonly RestsOn[], most?: number): string[] => {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) next.set(from, [...(next.get(from) ?? []), to]);
  const roots = new RootSets(most);
  roots.add(start, next);
  return roots.of(start);
};
