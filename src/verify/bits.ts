/*
 * A set of places of a text, one bit for each, with which the n-th of them is found and those before a place are counted:
 * the way between positions in two forms of one text in an eighth of a byte for each.
 */

/** How many words of 32 bits one count is kept for. */
const BLOCK = 16;

const ones = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

export class Bits {
  private words: Uint32Array<ArrayBuffer>;
  /** How many stand before each block; made anew when something is asked after something was added. */
  private before: Uint32Array | null = null;

  constructor(capacity: number) {
    this.words = new Uint32Array((capacity >>> 5) + 1);
  }

  add(at: number): void {
    if (at >>> 5 >= this.words.length) {
      const wider = new Uint32Array(Math.max((at >>> 5) + 1, this.words.length * 2));
      wider.set(this.words);
      this.words = wider;
    }
    this.words[at >>> 5]! |= 1 << (at & 31);
    this.before = null;
  }

  has(at: number): boolean {
    return at >= 0 && ((this.words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  private counts(): Uint32Array {
    if (this.before === null) {
      this.before = new Uint32Array(Math.ceil(this.words.length / BLOCK) + 1);
      for (let i = 0, count = 0; i < this.words.length; i++) {
        count += ones(this.words[i]!);
        if ((i + 1) % BLOCK === 0 || i === this.words.length - 1) this.before[Math.floor(i / BLOCK) + 1] = count;
      }
    }
    return this.before;
  }

  get size(): number {
    return this.counts().at(-1)!;
  }

  /** How many stand before a place. */
  rank(at: number): number {
    const counts = this.counts();
    const last = Math.min(Math.max(at, 0) >>> 5, this.words.length);
    let count = counts[Math.floor(last / BLOCK)]!;
    for (let i = Math.floor(last / BLOCK) * BLOCK; i < last; i++) count += ones(this.words[i]!);
    const rest = last < this.words.length && at > 0 ? at & 31 : 0;
    return rest === 0 ? count : count + ones(this.words[last]! & ((1 << rest) - 1));
  }

  /** The place of the n-th, counted from nought; -1 where there are not so many. */
  select(n: number): number {
    const counts = this.counts();
    if (n < 0 || n >= counts.at(-1)!) return -1;
    let [low, high] = [0, counts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (counts[middle]! <= n) low = middle;
      else high = middle;
    }
    let rest = n - counts[low]!;
    let i = low * BLOCK;
    for (let count = ones(this.words[i]!); rest >= count; count = ones(this.words[i]!)) {
      rest -= count;
      i += 1;
    }
    let word = this.words[i]!;
    for (; rest > 0; rest--) word &= word - 1;
    return i * 32 + 31 - Math.clz32(word & -word);
  }
}
