import type { State } from './state.ts';

/*
 * A file is one writer among others. What it wrote last, what it says now and what stands are compared field by field, so
 * that what others changed since stays.
 */

/**
 * What a file said last, and what stood after that was written, which may differ: a reference that leads to a merged
 * id, a field that somebody else had changed.
 */
export type Base = { file: State; stored: State };

/**
 * `same`: what the file says stands already. `write`: it is to be written, with what others changed. `keep`: the file says
 * what it said, and what others made of it stays. `differ`: fields that both changed, or nothing to compare with; it is
 * left unless somebody forces it.
 */
export type Outcome =
  | { kind: 'same' }
  | { kind: 'write'; state: NonNullable<State> }
  | { kind: 'keep' }
  | { kind: 'differ'; fields: string[]; reason: 'both' | 'unknown' };

type Fields = Record<string, unknown>;

const text = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
/** States as what is written of them, whatever the order of fields. */
const fieldsOf = (state: State): Fields | null =>
  state === null || state.written === null ? null : (JSON.parse(state.written) as Fields);

const namesOf = (...all: (Fields | null)[]): string[] => [...new Set(all.flatMap((each) => Object.keys(each ?? {})))];

/** The fields in which two records differ. */
export const differing = (a: Fields | null, b: Fields | null): string[] =>
  namesOf(a, b).filter((name) => text(a?.[name]) !== text(b?.[name]));

/** Whether two states say the same; a deleted record and one that never was do not. */
const isEqual = (a: State, b: State): boolean => {
  if (a === null || b === null) return a === b;
  if (a.written === null || b.written === null) return a.written === b.written && a.movedTo === b.movedTo;
  return differing(fieldsOf(a), fieldsOf(b)).length === 0;
};

/** What of fields is to be told where records do not stand against one another: whatever differs, or the record itself. */
const told = (file: State, stored: State): string[] => {
  const [a, b] = [fieldsOf(file), fieldsOf(stored)];
  return a === null || b === null ? [] : differing(a, b);
};

/** Compares what a file says with what stands, by what it said last; null where that is not known. */
export const compareThree = (file: NonNullable<State>, stored: State, base: Base | null): Outcome => {
  if (isEqual(file, stored)) return { kind: 'same' };
  if (stored === null) return { kind: 'write', state: file };
  if (base === null) return { kind: 'differ', fields: told(file, stored), reason: 'unknown' };
  if (isEqual(file, base.file)) return { kind: 'keep' };
  const [said, says, stood, stands] = [base.file, file, base.stored, stored].map(fieldsOf);
  if (!said || !says || !stood || !stands)
    return isEqual(stored, base.stored)
      ? { kind: 'write', state: file }
      : { kind: 'differ', fields: told(file, stored), reason: 'both' };
  const ours = differing(said, says);
  const theirs = new Set(differing(stood, stands));
  const both = ours.filter((name) => theirs.has(name) && text(says[name]) !== text(stands[name]));
  if (both.length > 0) return { kind: 'differ', fields: both, reason: 'both' };
  const changed = new Set(ours);
  const merged = Object.fromEntries(
    namesOf(says, stands).flatMap((name) => {
      const from = changed.has(name) ? says : stands;
      return Object.hasOwn(from, name) ? [[name, from[name]] as const] : [];
    }),
  );
  return isEqual({ written: text(merged), movedTo: null }, stored)
    ? { kind: 'keep' }
    : { kind: 'write', state: { written: text(merged), movedTo: null } };
};
