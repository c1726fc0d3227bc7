/*
 * Lists of records in order, cut into blocks: each block has the numbers of neighbouring records, and is found by the
 * place of its first one. Where else a record stands is looked up at the record itself, so that an entry is one number.
 */

/** How many records a block has at most, and how many it is made with, so that some more have room. */
const BLOCK = 512;
export const FILLED = 448;

/** From how many records on a value has its records in blocks; fewer are put in order when they are read. */
export const FEW = 64;

/** How many blocks so many records take. */
export const blocksFor = (records: number): number => Math.ceil(records / FILLED);

/** The first of so many positions for which something is so that is so for all after it; their number where it is so for none. */
export const firstPosition = (length: number, isSo: (position: number) => boolean): number => {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isSo(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
};

/** Cuts a list into blocks of much the same length, none longer than `most`. */
export const cut = (rids: ArrayLike<number>, most = BLOCK): Uint32Array[] => {
  const all = Uint32Array.from(rids);
  const blocks = Math.ceil(all.length / most);
  return Array.from({ length: blocks }, (_, i) =>
    all.slice(Math.floor((i * all.length) / blocks), Math.floor(((i + 1) * all.length) / blocks)),
  );
};
