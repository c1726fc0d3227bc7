/*
 * Sets of records, a bit for each record by its number, and how the database keeps them: cut into chunks of
 * neighbouring numbers, so that a write only writes the chunks that its records lie in.
 */

/** How many records lie in a chunk. */
export const CHUNK = 4096;
const CHUNK_WORDS = CHUNK / 32;
const CHUNK_BYTES = CHUNK / 8;

export type RecordSet = Uint32Array;

/** The set of no record, for a graph whose greatest number is this. */
export const emptySet = (last: number): RecordSet => new Uint32Array((Math.floor(last / CHUNK) + 1) * CHUNK_WORDS);

export const add = (set: RecordSet, rid: number): void => void (set[rid >>> 5]! |= 1 << (rid & 31));
export const has = (set: RecordSet, rid: number): boolean => ((set[rid >>> 5]! >>> (rid & 31)) & 1) === 1;

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

/** The chunks in which a set has records. */
export const chunksOf = (set: RecordSet): number[] =>
  Array.from({ length: set.length / CHUNK_WORDS }, (_, chunk) => chunk).filter((chunk) =>
    set.subarray(chunk * CHUNK_WORDS, (chunk + 1) * CHUNK_WORDS).some((word) => word !== 0),
  );

/** The numbers of a set's records, in order. */
export const ridsOf = (set: RecordSet): number[] => {
  const rids: number[] = [];
  for (let i = 0; i < set.length; i++) {
    for (let word = set[i]!; word !== 0; word &= word - 1) rids.push(i * 32 + 31 - Math.clz32(word & -word));
  }
  return rids;
};

/** Numbers that the database gave as bytes. */
export const wordsOf = (bytes: Uint8Array, length = bytes.length / 4): Uint32Array =>
  bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, length)
    : new Uint32Array(Uint8Array.from(bytes).buffer, 0, length);
export const halvesOf = (bytes: Uint8Array): Uint16Array =>
  bytes.byteOffset % 2 === 0
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
    : new Uint16Array(Uint8Array.from(bytes).buffer);
export const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A chunk as it is kept: its bits, or where these are more bytes the places of its records within it. */
export const asBytes = (places: readonly number[]): Uint8Array => {
  if (2 * places.length < CHUNK_BYTES) return bytesOf(Uint16Array.from(places));
  const set = emptySet(0);
  for (const place of places) add(set, place);
  return bytesOf(set);
};

/** Adds the records of a kept chunk to a set. */
export const addChunk = (set: RecordSet, chunk: number, bytes: Uint8Array): void => {
  const first = chunk * CHUNK_WORDS;
  if (bytes.length === CHUNK_BYTES) {
    const words = wordsOf(bytes);
    for (let i = 0; i < CHUNK_WORDS; i++) set[first + i]! |= words[i]!;
  } else for (const place of halvesOf(bytes)) add(set, chunk * CHUNK + place);
};
