import { keyText, refsOf, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { stateBefore, WHOLE, type State } from './state.ts';

/*
 * References that are there no more. Who refers to a record is known; who did so once is found by what change sets took
 * away, which is kept with them.
 */

/** That a change set took away the reference of one record to another. */
export type Dropped = { target: Key; source: Key; number: number };

/** The records that a state of a record refers to, each once. */
export const referencesOf = ({ type }: Key, state: State): Key[] => {
  if (state === null || state.written === null) return [];
  return [...new Map(refsOf(JSON.parse(state.written), TYPES[type].refs).map((key) => [keyText(key), key])).values()];
};

/** Whether a field of a record refers to others; WHOLE does. */
export const isReference = ({ type }: Key, field: string): boolean =>
  field === WHOLE || TYPES[type].refs.some(({ path }) => path[0] === field);

/** The references that a change set took away from a record. */
export const droppedBy = (source: Key, before: State, after: State, number: number): Dropped[] => {
  if (before === null || before.written === null) return [];
  const kept = new Set(referencesOf(source, after).map(keyText));
  return referencesOf(source, before)
    .filter((target) => !kept.has(keyText(target)))
    .map((target) => ({ target, source, number }));
};

/** The references that change sets took away from a record, from what it is now and what they did to it, newest first. */
export const droppedOn = (
  source: Key,
  now: State,
  entries: readonly { number: number; difference: string | null }[],
): Dropped[] => {
  let after = now;
  return entries.flatMap(({ number, difference }) => {
    const before = stateBefore(difference, after);
    const dropped = droppedBy(source, before, after, number);
    after = before;
    return dropped;
  });
};
