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
