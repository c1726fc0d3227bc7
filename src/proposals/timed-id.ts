import { randomBytes } from 'node:crypto';

/* Ids that stand in the order of a number, as of a time, with what tells those of one moment apart. */

const DIGITS = 9;

export const TIMED_ID = /^[0-9a-z]{9}[0-9a-f]{6}$/;

/** An id among others by `order`, a whole number below 36⁹, and among those of one order by `nth`, to 255; by chance where left out. */
export const timedId = (order: number, nth?: number): string => {
  const chance = randomBytes(3).toString('hex');
  const rest = nth === undefined ? chance : `${Math.min(nth, 255).toString(16).padStart(2, '0')}${chance.slice(2)}`;
  return `${order.toString(36).padStart(DIGITS, '0')}${rest}`;
};
