import { overlap } from '../../src/model/days.ts';
import { timeOf } from '../../src/model/edtf.ts';
import type { Stance } from '../../src/model/stance.ts';
import { inRange, timeKey, type DateRange } from '../../src/model/time-order.ts';
import type { StatementView } from '../../src/model/types/statement.ts';

/*
 * Positions worked out from all statements at once, as they are described.
 */

type Held = { as: 'side' | 'speaker'; actor: string; claim: string };
export type Expected = Held & {
  latest: Stance | null;
  uncertain: boolean;
  since: string | null;
  changed: boolean;
  counts: Record<Stance, number>;
  ids: string[];
};

/** By how many statements each stance was taken. */
const countsOf = (taken: readonly { stance: Stance; view: StatementView }[]): Record<Stance, number> => {
  const of = (stance: Stance): number =>
    new Set(taken.flatMap((each) => (each.stance === stance ? [each.view.id] : []))).size;
  return { affirms: of('affirms'), denies: of('denies'), doubts: of('doubts') };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The positions in a world, in the order of pages by claim. */
export const positionsIn = (statements: readonly StatementView[], range: DateRange | null = null): Expected[] => {
  const held = new Map<string, Held & { taken: { stance: Stance; view: StatementView }[] }>();
  for (const view of statements)
    for (const { claim, stance } of view.stances)
      for (const as of ['side', 'speaker'] as const)
        for (const actor of as === 'side' ? view.sides : view.speakers) {
          if (range !== null && !inRange(view.said, range)) continue;
          const name = `${claim} ${as} ${actor}`;
          const all = held.get(name) ?? { as, actor, claim, taken: [] };
          all.taken.push({ stance, view });
          held.set(name, all);
        }
  return [...held]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { taken, ...holder }]) => {
      const inOrder = taken.toSorted(
        (a, b) => compare(timeKey(a.view.said), timeKey(b.view.said)) || compare(a.view.id, b.view.id),
      );
      const dated = inOrder.filter(({ view }) => view.said !== null);
      const last = dated.at(-1);
      const moments = ({ view }: { view: StatementView }) => timeOf(view.said).moments;
      const uncertain = dated.some((each) => each.stance !== last!.stance && overlap(moments(each), moments(last!)));
      const latest = last === undefined || uncertain ? null : last.stance;
      const begins = dated.findLastIndex(({ stance }) => stance !== latest) + 1;
      return {
        ...holder,
        latest,
        uncertain,
        since: latest === null ? null : dated[begins]!.view.said,
        changed: new Set(taken.map(({ stance }) => stance)).size > 1,
        counts: countsOf(taken),
        ids: [...new Set(inOrder.map(({ view }) => view.id))],
      };
    });
};
