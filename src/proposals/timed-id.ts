import { randomBytes } from 'node:crypto';

/* Ids that stand in the order of a number, as of a time, with what tells those of one moment apart. */

const DIGITS = 9;

export const TIMED_ID = /^[0-9a-z]{15}$/;

/** An id among others by `order`, a whole number below 36⁹, and among those of one order by chance. */
export const timedId = (order: number): string =>
  `${order.toString(36).padStart(DIGITS, '0')}${randomBytes(3).toString('hex')}`;
