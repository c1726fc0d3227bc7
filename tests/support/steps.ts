/*
 * How much work is done on texts, counted in characters: what is read one by one, and what is cut out, compared,
 * normalised or replaced as a whole. So a test can tell how work grows without a clock.
 */

type Method = (this: string, ...given: unknown[]) => unknown;
type Name = 'charCodeAt' | 'codePointAt' | 'slice' | 'normalize' | 'replace' | 'startsWith' | 'endsWith' | 'trim';

const ONE = 1;
/** What a call costs. */
const COSTS: Record<Name, (text: string, given: unknown[], result: unknown) => number> = {
  charCodeAt: () => ONE,
  codePointAt: () => ONE,
  slice: (_text, _given, result) => String(result).length,
  normalize: (text) => text.length,
  replace: (text) => text.length,
  trim: (text) => text.length,
  startsWith: (_text, [what]) => String(what).length,
  endsWith: (_text, [what]) => String(what).length,
};

export const stepsOf = (run: () => unknown): number => {
  const prototype = String.prototype as unknown as Record<Name, Method>;
  const names = Object.keys(COSTS) as Name[];
  const originals = names.map((name) => [name, prototype[name]] as const);
  let [steps, counting] = [0, true];
  for (const [name, original] of originals)
    prototype[name] = function counted(this: string, ...given: unknown[]): unknown {
      const result = original.apply(this, given);
      if (counting) {
        counting = false;
        steps += COSTS[name](this, given, result);
        counting = true;
      }
      return result;
    };
  try {
    run();
  } finally {
    for (const [name, original] of originals) prototype[name] = original;
  }
  return steps;
};
