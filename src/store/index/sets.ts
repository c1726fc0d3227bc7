/*
 * Sets of records while a question is answered: a bit for each record by its number.
 */

export type RecordSet = Uint32Array;

/** The set of no record, for a graph whose greatest number is this. */
export const emptySet = (last: number): RecordSet => new Uint32Array((last >>> 5) + 1);

export const addTo = (set: RecordSet, rids: Iterable<number>): void => {
  for (const rid of rids) set[rid >>> 5]! |= 1 << (rid & 31);
};
export const has = (set: RecordSet, rid: number): boolean => ((set[rid >>> 5]! >>> (rid & 31)) & 1) === 1;
export const leaveOutOne = (set: RecordSet, rid: number): void => void (set[rid >>> 5]! &= ~(1 << (rid & 31)));

/** Leaves in a set what another has too, or lacks. */
export const keepOnly = (set: RecordSet, other: RecordSet): void => {
  for (let i = 0; i < set.length; i++) set[i]! &= other[i]!;
};
export const leaveOut = (set: RecordSet, other: RecordSet): void => {
  for (let i = 0; i < set.length; i++) set[i]! &= ~other[i]!;
};

/** How many of 32 bits are set (Warren, Hacker's Delight, 5-1). */
const bitsIn = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

export const sizeOf = (set: RecordSet): number => {
  let size = 0;
  for (let i = 0; i < set.length; i++) if (set[i] !== 0) size += bitsIn(set[i]!);
  return size;
};

/** The numbers of a set's records, in order. */
export const ridsOf = (set: RecordSet): number[] => {
  const rids: number[] = [];
  for (let i = 0; i < set.length; i++) {
    for (let word = set[i]!; word !== 0; word &= word - 1) rids.push(i * 32 + 31 - Math.clz32(word & -word));
  }
  return rids;
};

/** Numbers that the database gave as bytes. */
export const wordsOf = (bytes: Uint8Array, length = bytes.length >>> 2): Uint32Array =>
  bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, length)
    : new Uint32Array(Uint8Array.from(bytes).buffer, 0, length);
export const halvesOf = (bytes: Uint8Array): Uint16Array =>
  bytes.byteOffset % 2 === 0
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 1)
    : new Uint16Array(Uint8Array.from(bytes).buffer);
export const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
