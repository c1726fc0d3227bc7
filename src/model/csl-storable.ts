import type { z } from 'zod';

/*
 * What a store can hold of JSON that is taken as it is.
 */

/** How deep values may lie in one another. */
const DEEPEST = 12;

const UNSTORABLE = /[\0\p{Surrogate}]/u;

type Fault = { path: (string | number)[]; message: string };

const faultsIn = function* (value: unknown, path: (string | number)[]): Generator<Fault> {
  if (path.length > DEEPEST) return yield { path, message: `values lie more than ${DEEPEST} deep; take them out` };
  if (typeof value === 'string' && UNSTORABLE.test(value))
    yield { path, message: 'a text cannot hold U+0000 or half of a surrogate pair; take it out' };
  if (typeof value === 'number' && !Number.isFinite(value)) yield { path, message: 'not a number of JSON' };
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* faultsIn(item, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    if (!isPlain(value)) yield { path, message: 'not a value of JSON; write it as a text' };
    for (const [name, member] of Object.entries(value)) {
      if (name === '__proto__' || UNSTORABLE.test(name))
        yield { path, message: `a member cannot be called ${JSON.stringify(name)}; take it out` };
      yield* faultsIn(member, [...path, name]);
    }
  }
};

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A check for zod: that a value can be stored and given back as it is. */
export const Storable = (value: object, context: z.core.$RefinementCtx): void => {
  for (const { path, message } of faultsIn(value, []))
    context.issues.push({ code: 'custom', path, message, input: value });
};
