/*
 * Many words looked for in a text at once, in one reading of it whatever they and it repeat (Aho and Corasick). Of one
 * alone it takes the steps of Knuth, Morris and Pratt.
 */

export class Needles {
  /** Of each node the code unit that leads to it and where from, and how deep it lies. */
  private readonly unit: Uint16Array;
  private readonly parent: Int32Array;
  private readonly depth: Int32Array;
  /** Of each node the first code unit that leads on, and where to; `more` has the others. */
  private readonly firstUnit: Uint16Array;
  private readonly firstChild: Int32Array;
  private readonly more = new Map<number, number>();
  /** The longest end of what a node stands for that is a beginning of a needle. */
  private readonly fallback: Int32Array;
  /** The needle that ends at a node, -1 where none does; and the nearest fallback at which one does. */
  private readonly needle: Int32Array;
  private readonly shorter: Int32Array;
  private nodes = 1;

  /** @param needles each once, none empty */
  constructor(needles: readonly string[]) {
    const capacity = needles.reduce((sum, each) => sum + each.length, 1);
    this.unit = new Uint16Array(capacity);
    this.parent = new Int32Array(capacity);
    this.depth = new Int32Array(capacity);
    this.firstUnit = new Uint16Array(capacity);
    this.firstChild = new Int32Array(capacity);
    this.fallback = new Int32Array(capacity);
    this.needle = new Int32Array(capacity).fill(-1);
    this.shorter = new Int32Array(capacity);
    for (const [index, needle] of needles.entries()) {
      let node = 0;
      for (let i = 0; i < needle.length; i++)
        node = this.child(node, needle.charCodeAt(i)) || this.grow(node, needle.charCodeAt(i));
      this.needle[node] = index;
    }
    this.link();
  }

  /** Where a code unit leads from a node; 0 where it leads nowhere. */
  private child(node: number, unit: number): number {
    const first = this.firstChild[node]!;
    if (first === 0 || this.firstUnit[node] === unit) return first;
    return this.more.size === 0 ? 0 : (this.more.get(node * 0x10000 + unit) ?? 0);
  }

  private grow(from: number, unit: number): number {
    const node = this.nodes++;
    this.unit[node] = unit;
    this.parent[node] = from;
    this.depth[node] = this.depth[from]! + 1;
    if (this.firstChild[from] === 0) {
      this.firstUnit[from] = unit;
      this.firstChild[from] = node;
    } else this.more.set(from * 0x10000 + unit, node);
    return node;
  }

  private next(from: number, unit: number): number {
    let node = from;
    for (;;) {
      const child = this.child(node, unit);
      if (child !== 0 || node === 0) return child;
      node = this.fallback[node]!;
    }
  }

  /** Links each node to its fallback, those that lie less deep before those that lie deeper. */
  private link(): void {
    const ends = new Int32Array(this.nodes + 1);
    for (let node = 0; node < this.nodes; node++) ends[this.depth[node]! + 1]! += 1;
    for (let depth = 1; depth < ends.length; depth++) ends[depth]! += ends[depth - 1]!;
    const byDepth = new Int32Array(this.nodes);
    for (let node = 0; node < this.nodes; node++) byDepth[ends[this.depth[node]!]!++] = node;
    for (const node of byDepth) {
      if (node === 0) continue;
      const parent = this.parent[node]!;
      const to = parent === 0 ? 0 : this.next(this.fallback[parent]!, this.unit[node]!);
      this.fallback[node] = to;
      this.shorter[node] = this.needle[to]! >= 0 ? to : this.shorter[to]!;
    }
  }

  /** The nearest node at or after one, on the way to shorter needles, whose needle is still wanted; 0 where none is. */
  private wanted(from: number, enough: Uint8Array): number {
    let node = from;
    while (node !== 0 && (this.needle[node]! < 0 || enough[this.needle[node]!] === 1)) node = this.shorter[node]!;
    // The way is made short, so that needles of which there is enough are not passed again and again.
    for (let at = from; at !== node && at !== 0;) {
      const to = this.shorter[at]!;
      this.shorter[at] = node;
      at = to;
    }
    return node;
  }

  /**
   * Tells of every occurrence, overlapping ones too, in the order of their ends, the longer before the shorter.
   * @param found is given the needle and where it has ended; false where there is enough of that needle
   */
  scan(text: string, found: (needle: number, end: number) => boolean): void {
    const enough = new Uint8Array(this.nodes);
    for (let i = 0, node = 0; i < text.length; i++) {
      node = this.next(node, text.charCodeAt(i));
      if (node === 0) continue;
      for (let at = this.wanted(node, enough); at !== 0; at = this.wanted(this.shorter[at]!, enough))
        if (!found(this.needle[at]!, i + 1)) enough[this.needle[at]!] = 1;
    }
  }
}
