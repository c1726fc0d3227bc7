/*
 * The values that a record is filed under, as bytes: the numbers of its values in order, and how often it is filed under
 * each. So a record carries its own part of the index in one row.
 */

/** How many values a field can have; their numbers begin at that of the field times this. */
export const TERMS = 2 ** 32;

/** The field that a value belongs to. */
export const fieldOfTerm = (tid: number): number => Math.floor(tid / TERMS);

/** The number of a value among those of its field. */
export const numberWithin = (tid: number): number => tid % TERMS;

/** Numbers of values, with how often a record is filed under each (never 0), or by how much that changes. */
export type Values = Map<number, number>;

const zigzag = (number: number): number => (number < 0 ? -2 * number - 1 : 2 * number);

/** The most bytes that a value takes: the step of its field, its number, how often it is there. */
const MOST_BYTES = 20;

/**
 * For each value, in order: how much further its field is than the last one, doubled, and one more where it is not there
 * just once; its number, counted from the last of the same field; then how often it is there, where that is not once.
 */
export const encodeValues = (values: Values): Uint8Array => {
  const bytes = new Uint8Array(MOST_BYTES * values.size);
  let at = 0;
  const put = (number: number): void => {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128;
    bytes[at++] = rest;
  };
  let [field, number] = [0, 0];
  for (const tid of Float64Array.from(values.keys()).sort()) {
    const times = values.get(tid)!;
    const step = fieldOfTerm(tid) - field;
    if (step > 0) number = 0;
    put(2 * step + (times === 1 ? 0 : 1));
    put(numberWithin(tid) - number);
    if (times !== 1) put(zigzag(times));
    field += step;
    number = numberWithin(tid);
  }
  return bytes.slice(0, at);
};

/** Tells each value of a record, in order. */
export const eachValue = (bytes: Uint8Array, tell: (field: number, number: number, times: number) => void): void => {
  let [at, field, number] = [0, 0, 0];
  const next = (): number => {
    let [sum, unit] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      sum += (byte & 127) * unit;
      if (byte < 128) return sum;
      unit *= 128;
    }
  };
  while (at < bytes.length) {
    const head = next();
    const step = head >>> 1;
    field += step;
    number = (step > 0 ? 0 : number) + next();
    if ((head & 1) === 0) tell(field, number, 1);
    else {
      const times = next();
      tell(field, number, times % 2 === 0 ? times / 2 : -(times + 1) / 2);
    }
  }
};

export const decodeValues = (bytes: Uint8Array): Values => {
  const values: Values = new Map();
  eachValue(bytes, (field, number, times) => values.set(field * TERMS + number, times));
  return values;
};

/** Adds a change to the values of a record; those under which it is filed from then on, and no longer. */
export const addValues = (values: Values, change: Values): { come: number[]; gone: number[] } => {
  const [come, gone]: [number[], number[]] = [[], []];
  for (const [tid, step] of change) {
    const was = values.get(tid) ?? 0;
    if (was + step === 0) values.delete(tid);
    else values.set(tid, was + step);
    if (was === 0 && step !== 0) come.push(tid);
    else if (was !== 0 && was + step === 0) gone.push(tid);
  }
  return { come, gone };
};
