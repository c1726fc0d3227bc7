import { z } from 'zod';
import type { BaseView, Look, Report, ValueFilter } from './define.ts';
import { ref, type TypeName } from './ids.ts';
import { sortedUnique } from './order.ts';

type Node = BaseView & { ancestors: string[] };

/** `ids` and everything above them in their hierarchy. */
export const withAncestors = (type: TypeName, ids: readonly string[], look: Look): string[] =>
  sortedUnique(ids.flatMap((id) => [id, ...(look<Node>(type, id)?.ancestors ?? [])]));

/** Only what lies above `ids` and is not among them. */
export const above = (type: TypeName, ids: readonly string[], look: Look): string[] =>
  withAncestors(type, ids, look).filter((id) => !ids.includes(id));

/*
 * A region may lie in another in part only, or as some source says and others dispute. What lies further up is then
 * reached so too, unless another way leads there that has neither.
 */

/** Regions that are reached in part only, and those that are reached by a disputed inclusion alone. */
export type Reach = { inPart: string[]; disputed: string[] };
export const reach = z
  .object({
    inPart: z.array(ref('region', 'A region.')).describe('Those that it lies in with a part of it only.'),
    disputed: z.array(ref('region', 'A region.')).describe('Those that it lies in as some source says.'),
  })
  .describe(
    'Which of the regions above are reached through an inclusion in part or one that is disputed, and no other way.',
  );

const PLAIN = 0;
const IN_PART = 1;
const DISPUTED = 2;

/** A step up to a region: whether it lies there in part, and whether that is what a source says and others dispute. */
export type Step = { region: string; part: boolean; disputed: boolean };

/** How the regions above some steps are reached: by the best way that leads there. */
export const reachOf = (steps: readonly Step[], look: Look): Reach => {
  const best = new Map<string, number>();
  const arrive = (id: string, by: number): unknown => best.set(id, Math.min(by, best.get(id) ?? DISPUTED));
  for (const { region, part, disputed } of steps) {
    const step = disputed ? DISPUTED : part ? IN_PART : PLAIN;
    const view = look<Node & { reach: Reach }>('region', region);
    arrive(region, step);
    for (const id of view?.ancestors ?? []) {
      const above = view!.reach.disputed.includes(id) ? DISPUTED : view!.reach.inPart.includes(id) ? IN_PART : PLAIN;
      arrive(id, Math.max(step, above));
    }
  }
  const reached = (by: number): string[] => sortedUnique([...best].flatMap(([id, how]) => (how === by ? [id] : [])));
  return { inPart: reached(IN_PART), disputed: reached(DISPUTED) };
};

/** The same of regions that something lies in plainly. */
export const reachFrom = (regions: readonly string[], look: Look): Reach =>
  reachOf(
    regions.map((region) => ({ region, part: false, disputed: false })),
    look,
  );

/** What a rule is called where it rests on such an inclusion. */
export const QUALIFIED = { inPart: 'in-part', disputed: 'disputed' } as const;

/** A rule by which a region is reached, as it is called. */
export const reachedBy = (rule: string, region: string, { inPart, disputed }: Reach): string =>
  disputed.includes(region)
    ? `${rule}-${QUALIFIED.disputed}`
    : inPart.includes(region)
      ? `${rule}-${QUALIFIED.inPart}`
      : rule;

/** The derived field of every type that is ordered in a hierarchy. */
export const ancestors = {
  shape: (type: TypeName) => ({
    ancestors: z.array(ref(type, 'One above.')).describe('Everything above it in its hierarchy.'),
  }),
  derive: (
    type: TypeName,
    id: string,
    parents: readonly string[],
    look: Look,
    report: Report,
  ): { ancestors: string[] } => {
    const found = withAncestors(type, parents, look);
    if (found.includes(id))
      report(
        '',
        `${id} lies above itself: one of ${parents.join(', ')} leads back to it; take one step of the circle out`,
      );
    return { ancestors: found };
  },
};

/** The filters of a SKOS hierarchy. */
export const broaderFilters = (type: TypeName) =>
  ({
    broader: {
      about: `Those that lie under this ${type}, however deep`,
      ref: type,
      values: (view) => view.broader,
      broader: (view) => view.ancestors,
    },
  }) satisfies Record<string, ValueFilter<{ broader: string[]; ancestors: string[] }>>;
