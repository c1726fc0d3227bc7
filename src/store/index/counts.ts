import { isOwnFacet, isSummed } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { referredBy } from '../../model/index-keys.ts';
import type { Selection } from '../../model/query.ts';
import type { FacetCount, FacetPage, FacetPlace, FacetQuery } from '../facets.ts';
import { FACET_VALUES, type Page } from '../port.ts';
import { blocksOf, countValues } from './columns.ts';
import { firstPlan, type Plan } from './plan.ts';
import { selectedBy, type KnownSets } from './selected.ts';
import { ridsOf, sizeOf, type RecordSet } from './sets.ts';
import { all, ask, askEach, type Counted, type Steps } from './steps.ts';
import { eachValue, fieldOfTerm, TERMS } from './values.ts';

/*
 * How many records a plan selects, and the values of facets that most of them have: from numbers that are kept, or by the
 * set of what is selected.
 */

/** Whether the number of what a plan selects is kept: of one term, or of two of which one has sums by the other. */
export const isCountKept = ({ alone }: Plan): boolean => {
  const [one, other, ...further] = alone?.terms ?? [];
  if (one === undefined || further.length > 0) return false;
  return other === undefined || (one.isSummed && other.isValue) || (other.isSummed && one.isValue);
};

/** How many records a plan selects; `set`: those, unless the number is kept. */
export function* countOf(plan: Plan, set: RecordSet | null): Steps<number> {
  if (!isCountKept(plan)) return sizeOf(set!);
  const [one, other] = plan.alone!.terms as [Plan['groups'][0]['terms'][0], Plan['groups'][0]['terms'][0]?];
  if (other === undefined) return one.records;
  const [summed, value] = one.isSummed && other.isValue ? [one, other] : [other, one];
  return (yield* ask('sum', summed.tid)).get(value.tid) ?? 0;
}

/** How many records each selection has; they are worked out side by side. */
export function* countsOf(selections: readonly Selection[]): Steps<number[]> {
  const known: KnownSets = new Map();
  const plans = yield* all(selections.map(firstPlan));
  function* count(plan: Plan | null): Steps<number> {
    if (plan === null) return 0;
    return yield* countOf(plan, isCountKept(plan) ? null : yield* selectedBy(plan, known));
  }
  return yield* all(plans.map(count));
}

/** Whether the counts of a facet are kept. */
export const isFacetKept = (type: TypeName, filter: string, { alone }: Plan): boolean => {
  const [only, ...others] = alone?.terms ?? [];
  return only !== undefined && others.length === 0 && (alone!.isAll || (only.isSummed && isSummed(type, filter)));
};

/** How many records a block of a column has to have of a set for that to be read faster than what each of them is filed under. */
const DENSE = 8;

type FacetValues = Pick<FacetPage, 'values' | 'size'>;

/** Which values of a facet: so many after a place. */
type Window = { after: FacetPlace | null; limit: number };

/** The commonest values of facets; `set`: what the plan selects, unless the counts of all of them are kept. */
export function* facetsOf(
  type: TypeName,
  facets: readonly string[],
  plan: Plan | null,
  set: RecordSet | null,
): Steps<Pick<Page, 'facets' | 'facetSizes'>> {
  const window = { after: null, limit: FACET_VALUES };
  const found = plan === null ? facets.map(() => NO_VALUES) : yield* facetValues(type, facets, plan, set, window);
  return {
    facets: Object.fromEntries(facets.map((filter, i) => [filter, found[i]!.values])),
    facetSizes: Object.fromEntries(facets.map((filter, i) => [filter, found[i]!.size])),
  };
}

/** A page of the values of a facet. */
export function* facetPageOf({ selection, facet, after, limit }: FacetQuery): Steps<FacetPage> {
  const { type } = selection;
  const plan = yield* firstPlan(selection);
  if (plan === null) return { ...NO_VALUES, more: false };
  const set = isFacetKept(type, facet, plan) ? null : yield* selectedBy(plan);
  const [found] = yield* facetValues(type, [facet], plan, set, { after, limit: limit + 1 });
  const { values, size } = found!;
  return { values: values.slice(0, limit), more: values.length > limit, size };
}

const NO_VALUES: FacetValues = { values: [], size: 0 };

function* facetValues(
  type: TypeName,
  facets: readonly string[],
  plan: Plan,
  set: RecordSet | null,
  window: Window,
): Steps<FacetValues[]> {
  const fields = yield* askEach(
    'field',
    facets.map((filter) => ({ type, filter })),
  );
  const blocks = set === null ? [] : blocksOf(set);
  const isDense = set !== null && sizeOf(set) >= DENSE * blocks.length;
  const wanted = facets.map((filter, i) => ({
    ref: referredBy(type, filter),
    field: fields[i]!,
    isKept: isFacetKept(type, filter, plan),
    isColumn: isDense && isOwnFacet(type, filter),
  }));
  const walked = wanted.filter(({ field, isKept, isColumn }) => field !== null && !isKept && !isColumn);
  const each =
    walked.length === 0 ? null : yield* countEach(set!, new Set(walked.flatMap(({ field }) => field?.field ?? [])));
  function* one({ ref, field, isKept, isColumn }: (typeof wanted)[number]): Steps<FacetValues> {
    if (field === null) return NO_VALUES;
    if (isKept && plan.alone!.isAll) {
      const { values, size } = yield* ask('commonest', { field: field.field, ...window });
      return { values: yield* labelled(ref, values), size };
    }
    const counts = isKept
      ? yield* ask('sum', plan.alone!.terms[0]!.tid)
      : isColumn
        ? yield* countValues(field, set!, blocks)
        : each!;
    const own = [...counts].filter(([tid]) => fieldOfTerm(tid) === field.field);
    return { values: yield* labelled(ref, yield* greatest(own, window)), size: own.length };
  }
  return yield* all(wanted.map(one));
}

/** How many records of a set have each value of some fields, looked up at each of them. */
function* countEach(set: RecordSet, fields: ReadonlySet<number>): Steps<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const bytes of yield* ask('values', ridsOf(set))) {
    if (bytes === null) continue;
    eachValue(bytes, (field, number) => {
      const tid = field * TERMS + number;
      if (fields.has(field)) counts.set(tid, (counts.get(tid) ?? 0) + 1);
    });
  }
  return counts;
}

/** The values with the greatest counts after a place, and those with the smaller id first. */
function* greatest(counts: [tid: number, n: number][], { after, limit }: Window): Steps<Counted[]> {
  const left = after === null ? counts : counts.filter(([, n]) => n <= after.count);
  // Of those that are as common as the place all are looked at.
  const smaller = left.map(([, n]) => n).filter((n) => after === null || n < after.count);
  const least = smaller.sort((a, b) => b - a)[limit - 1] ?? 0;
  const some = left.filter(([, n]) => n >= least);
  const ids =
    some.length === 0
      ? []
      : yield* ask(
          'names',
          some.map(([tid]) => tid),
        );
  return some
    .map(([, n], i): Counted => ({ id: ids[i]!, n }))
    .filter(({ id, n }) => after === null || n < after.count || compareText(id, after.id) > 0)
    .sort((a, b) => b.n - a.n || compareText(a.id, b.id))
    .slice(0, limit);
}

/** The same with the labels of records where they refer to some. */
function* labelled(ref: TypeName | null, counted: readonly Counted[]): Steps<FacetCount[]> {
  const ids = counted.map(({ id }) => id);
  const labels = ref === null || ids.length === 0 ? [] : yield* ask('labels', { type: ref, ids });
  return counted.map(({ id, n }, i) => ({ id, label: labels[i] ?? id, count: n }));
}
