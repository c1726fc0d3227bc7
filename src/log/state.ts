import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/*
 * What stands at an address, and the difference by which one goes back from a state to the one before. The record itself
 * is the body of what is newest; the log holds differences alone.
 */

/**
 * What stands at an address: a record as it is written, an id merged into another, or a deleted one (neither). Null
 * where nothing was ever written. `erased`: the fields that were there and are erased for good (erase.ts); WHOLE for
 * all of it.
 */
export type State = { written: string | null; movedTo: string | null; erased?: readonly string[] } | null;

/** Stands for all fields of a record that is erased. */
export const WHOLE = '*';

export const isSameState = (a: State, b: State): boolean =>
  a === b || (a !== null && b !== null && a.written === b.written && a.movedTo === b.movedTo);

/** A short digest of a state, by which a replay of the log proves itself. */
export const stateDigest = (state: State): string =>
  createHash('sha256')
    .update(
      state === null
        ? ''
        : JSON.stringify([state.written, state.movedTo, ...(state.erased === undefined ? [] : [state.erased])]),
    )
    .digest('base64url')
    .slice(0, 12);

type Fields = Record<string, unknown>;

/**
 * `whole`: the state itself. `set`, `unset`, `order`: fields of the record that were other, were not there, and how all
 * were ordered, where that is not as now.
 */
type Difference =
  | { whole: NonNullable<State> }
  | { set: Fields; unset?: string[]; order?: string[]; erased?: readonly string[] };

/** From so many characters on a difference is kept compressed. */
const LONG = 1000;

/** How the text of a whole state begins: as it is, and compressed. By that an engine finds it. */
export const WHOLE_STATE = ['{"whole"', 'Z'] as const;

const packed = (difference: Difference): string => {
  const text = JSON.stringify(difference);
  const mark = 'whole' in difference ? 'Z' : 'z';
  return text.length < LONG ? text : `${mark}${deflateRawSync(Buffer.from(text)).toString('base64')}`;
};

const unpacked = (text: string): string =>
  /^[zZ]/.test(text) ? inflateRawSync(Buffer.from(text.slice(1), 'base64')).toString('utf8') : text;

const fieldsDifference = (before: Fields, after: Fields): Difference => {
  const [was, is] = [Object.keys(before), Object.keys(after)];
  const changed = was.filter(
    (name) => !Object.hasOwn(after, name) || JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const unset = is.filter((name) => !Object.hasOwn(before, name));
  return {
    set: Object.fromEntries(changed.map((name) => [name, before[name]])),
    ...(unset.length > 0 && { unset }),
    ...(JSON.stringify(was) !== JSON.stringify(is) && { order: was }),
  };
};

const applied = (difference: Difference, after: State): State => {
  if ('whole' in difference) return difference.whole;
  const { set, unset = [], order, erased } = difference;
  const now = JSON.parse(after!.written!) as Fields;
  const fields: Fields = { ...now, ...set };
  const names = order ?? Object.keys(now).filter((name) => !unset.includes(name));
  return {
    written: JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]]))),
    movedTo: null,
    ...(erased !== undefined && { erased }),
  };
};

/** Of so many changes of a record one holds the whole of what was before. */
const KEYFRAME_EVERY = 32;

/**
 * Whether a change holds the whole of what was before and no difference to it (a keyframe), so that one who goes back
 * need not begin at what stands now. Drawn from where it stands: a write looks for no earlier one.
 */
export const isKeyframe = (address: string, number: number): boolean =>
  createHash('sha256').update(`${number} ${address}`).digest().readUInt32BE() % KEYFRAME_EVERY === 0;

/** The difference that leads from a state back to the one before, as text; null where nothing was before. */
export const differenceTo = (before: State, after: State, keyframe = false): string | null => {
  if (before === null) return null;
  const whole: Difference = { whole: before };
  if (keyframe || before.written === null || after === null || after.written === null) return packed(whole);
  const difference: Difference = {
    ...fieldsDifference(JSON.parse(before.written) as Fields, JSON.parse(after.written) as Fields),
    ...(before.erased !== undefined && { erased: before.erased }),
  };
  // Whatever JSON does with odd names, one gets back what was there.
  return packed(isSameState(applied(difference, after), before) ? difference : whole);
};

/** The state before, from the one after and the difference. @throws Error where the two do not fit together */
export const stateBefore = (difference: string | null, after: State): State =>
  difference === null ? null : applied(JSON.parse(unpacked(difference)) as Difference, after);
