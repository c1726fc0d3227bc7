import { sortedUnique } from './order.ts';

/** That one source rests on another. */
export type RestsOn = { from: string; to: string };

/**
 * The independent roots of a set of sources, by the links between them: what is left when each source is followed to
 * what it rests on, to the end. A ring of sources that rest on one another and on nothing outside is one root, named by
 * its first id.
 */
export const independentRoots = (start: readonly string[], links: readonly RestsOn[]): string[] => {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    const targets = next.get(from);
    if (targets) targets.push(to);
    else next.set(from, [to]);
  }
  const roots = new RootSets(Infinity);
  roots.add(start, next);
  return sortedUnique(roots.of(start));
};

/** The independent roots of sources, worked out once for all that share them; of no set are more than `limit` told. */
export class RootSets {
  private readonly limit: number;
  private readonly roots = new Map<string, readonly string[]>();

  constructor(limit: number) {
    this.limit = limit;
  }

  has(source: string): boolean {
    return this.roots.has(source);
  }

  /** The roots of some sources that were added, at most `limit`. */
  of(sources: readonly string[]): string[] {
    const found = new Set<string>();
    for (const source of sources) {
      for (const root of this.roots.get(source)!) {
        if (found.size === this.limit) return [...found];
        found.add(root);
      }
    }
    return [...found];
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
      if (this.roots.has(source)) continue;
      enter(source);
      for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
        const target = next.get(top.node)?.[top.step++];
        if (target !== undefined) {
          if (this.roots.has(target)) continue;
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

  /** Gives the members of a ring, mostly a single source, the roots of what they rest on outside of it, or else themselves. */
  private close(ring: readonly string[], next: ReadonlyMap<string, readonly string[]>): void {
    const outside = ring.flatMap((member) => (next.get(member) ?? []).filter((target) => this.roots.has(target)));
    const roots = outside.length === 0 ? [sortedUnique(ring)[0]!] : this.of(outside);
    for (const member of ring) this.roots.set(member, roots);
  }
}
