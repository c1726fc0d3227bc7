import { refPaths, type RefPath, type TypeName } from './ids.ts';
import { ALL_TYPES } from './types.ts';

const paths = new Map(
  ALL_TYPES.map((type) => {
    const byName = new Map<string, RefPath[]>();
    for (const path of refPaths(type.view)) {
      const name = path.path.filter((step) => step !== '*').join('.');
      byName.set(name, [...(byName.get(name) ?? []), path]);
    }
    return [type.name, byName] as const;
  }),
);

/** The references of a type that `include` can follow, by dotted field path. */
export const includePathsOf = (type: TypeName): ReadonlyMap<string, RefPath[]> => paths.get(type)!;

/** How deep `include` follows references. */
const MOST_HOPS = 4;

/**
 * A dotted path of reference fields as hops: `passages.citations.source` goes from a statement to its passages, their
 * footnotes and the sources those cite. A field of a record may itself have dots (`quotes.passage`): the longest
 * field that fits is taken.
 * @returns the hops, or the word at which the path leaves the model and what could stand there
 */
export const parseInclude = (
  type: TypeName,
  text: string,
): { hops: string[] } | { unknown: string; known: string[] } => {
  const hops: string[] = [];
  let types: readonly TypeName[] = [type];
  let rest = text.split('.');
  while (rest.length > 0) {
    const known = new Map(types.flatMap((name) => [...includePathsOf(name)]));
    const length = [...rest.keys()]
      .map((i) => rest.length - i)
      .find((count) => known.has(rest.slice(0, count).join('.')));
    if (length === undefined || hops.length === MOST_HOPS)
      return { unknown: rest.join('.'), known: hops.length === MOST_HOPS ? [] : [...known.keys()] };
    const hop = rest.slice(0, length).join('.');
    hops.push(hop);
    types = [...new Set(known.get(hop)!.flatMap((path) => path.types))];
    rest = rest.slice(length);
  }
  return { hops };
};
