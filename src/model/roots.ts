import { sortedUnique } from './order.ts';

/**
 * Sources that rest on one another, mostly a single one: all roots, or where those are too many the rings that have
 * them.
 */
type Ring = { roots: readonly string[] } | { on: readonly Ring[] };

/**
 * The independent roots of sources: what is left when each source is followed to what it rests on, to the end. A ring
 * of sources that rest on one another and on nothing outside is one root, named by its first id. Worked out once for
 * all that share them.
 */
export class RootSets {
  /**
   * How many roots a ring has by itself at most; so what is kept grows with the steps between sources and no faster.
   */
  private readonly most: number;
  private readonly rings = new Map<string, Ring>();

  constructor(most = 100) {
    this.most = most;
  }

  has(source: string): boolean {
    return this.rings.has(source);
  }

  /** The roots of some sources that were added, in order of id. */
  of(sources: readonly string[]): string[] {
    const found = new Set<string>();
    const seen = new Set<Ring>();
    const waiting = sources.map((source) => this.rings.get(source)!);
    for (let ring = waiting.pop(); ring !== undefined; ring = waiting.pop()) {
      if (seen.has(ring)) continue;
      seen.add(ring);
      if ('on' in ring) waiting.push(...ring.on);
      else for (const root of ring.roots) found.add(root);
    }
    return sortedUnique([...found]);
  }

  /**
   * Works out the roots of some sources and of all that they rest on; `next` has every step between those that were
   * not added before. Tarjan's algorithm, without recursion: a ring is complete once all that it rests on is.
   */
  add(sources: readonly string[], next: ReadonlyMap<string, readonly string[]>): void {
    const low = new Map<string, number>();
    const index = new Map<string, number>();
    const open: string[] = [];
    const work: { node: string; step: number }[] = [];
    const enter = (node: string): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      open.push(node);
      work.push({ node, step: 0 });
    };
    for (const source of sources) {
      if (this.rings.has(source)) continue;
      enter(source);
      for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
        const target = next.get(top.node)?.[top.step++];
        if (target !== undefined) {
          if (this.rings.has(target)) continue;
          if (!index.has(target)) enter(target);
          else low.set(top.node, Math.min(low.get(top.node)!, index.get(target)!));
          continue;
        }
        work.pop();
        const parent = work.at(-1);
        if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(top.node)!));
        if (low.get(top.node) === index.get(top.node)) this.close(open.splice(open.lastIndexOf(top.node)), next);
      }
    }
  }

  /** A ring has the roots of what it rests on outside of it, or else is one itself. */
  private close(members: readonly string[], next: ReadonlyMap<string, readonly string[]>): void {
    const outside = [
      ...new Set(
        members.flatMap((member) => (next.get(member) ?? []).flatMap((target) => this.rings.get(target) ?? [])),
      ),
    ];
    const ring = outside.length === 0 ? { roots: [sortedUnique(members)[0]!] } : this.join(outside);
    for (const member of members) this.rings.set(member, ring);
  }

  private join(rings: readonly Ring[]): Ring {
    if (rings.length === 1) return rings[0]!;
    const roots = new Set<string>();
    for (const ring of rings) {
      if ('on' in ring) return { on: rings };
      for (const root of ring.roots) roots.add(root);
      if (roots.size > this.most) return { on: rings };
    }
    return { roots: [...roots] };
  }
}
