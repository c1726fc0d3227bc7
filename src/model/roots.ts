import { sortedUnique } from './order.ts';

/** That one source rests on another. */
export type RestsOn = { from: string; to: string };

/** The independent roots of a set of sources, by the links between them. */
export const independentRoots = (start: readonly string[], links: readonly RestsOn[]): string[] => {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    const targets = next.get(from);
    if (targets) targets.push(to);
    else next.set(from, [to]);
  }
  return rootsWithin(start, next);
};

/**
 * The independent roots of a set of sources: what is left when each source is followed to what it rests on (`next`),
 * to the end. A ring of sources that rest on one another and on nothing outside is one root, named by its first id.
 *
 * Tarjan's algorithm, without recursion; linear in the sources that are reached and their links.
 */
export const rootsWithin = (start: readonly string[], next: ReadonlyMap<string, readonly string[]>): string[] => {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const component = new Map<string, string>();
  const work: { node: string; step: number }[] = [];
  const enter = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    open.push(node);
    work.push({ node, step: 0 });
  };
  for (const source of start) {
    if (index.has(source)) continue;
    enter(source);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const target = next.get(top.node)?.[top.step++];
      if (target !== undefined) {
        if (!index.has(target)) enter(target);
        else if (!component.has(target)) low.set(top.node, Math.min(low.get(top.node)!, index.get(target)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(top.node)!));
      if (low.get(top.node) === index.get(top.node)) {
        const members = sortedUnique(open.splice(open.lastIndexOf(top.node)));
        for (const member of members) component.set(member, members[0]!);
      }
    }
  }
  const resting = new Set([...component].flatMap(([source, name]) => ((next.get(source) ?? []).some((target) => component.get(target) !== name) ? [name] : [])));
  return sortedUnique([...component.values()].filter((name) => !resting.has(name)));
};
