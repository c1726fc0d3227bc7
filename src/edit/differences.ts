import { isObject } from './merge-patch.ts';

/**
 * Where two values differ: the JSON pointer, and what stands there in each; a side that has nothing there is left out.
 */
export type Difference = { pointer: string; before?: unknown; after?: unknown };

/** How many are told, and how long a text of them may be. */
const [MOST, LONGEST] = [100, 500];

const shortened = (value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST
    ? `${value.slice(0, LONGEST)}… (${value.length} characters)`
    : value;

const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function* walk(before: unknown, after: unknown, pointer: string): Generator<Difference> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const bothObjects = isObject(before) && isObject(after);
  const bothLists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (!bothObjects && !bothLists) {
    yield {
      pointer,
      ...(before !== undefined && { before: shortened(before) }),
      ...(after !== undefined && { after: shortened(after) }),
    };
    return;
  }
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  for (const name of new Set([...was.keys(), ...is.keys()]))
    yield* walk(was.get(name), is.get(name), pointer + step(name));
}

/** The first of the places in which two records differ, but for some of their fields. */
export const differences = (
  before: object | null,
  after: object | null,
  hidden: readonly string[] = [],
): Difference[] => {
  const found: Difference[] = [];
  for (const difference of walk(before ?? {}, after ?? {}, '')) {
    const isHidden = hidden.some((name) => difference.pointer.startsWith(step(name)));
    found.push(isHidden ? { pointer: difference.pointer } : difference);
    if (found.length === MOST) break;
  }
  return found;
};
