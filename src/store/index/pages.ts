import type { ListQuery } from '../../model/query.ts';
import type { Page, Part, SequencePlace } from '../port.ts';
import { countOf, facetsOf, isCountKept, isFacetKept } from './counts.ts';
import { planOf, type Plan } from './plan.ts';
import { isReadInOrder, pageOf, selectedBy } from './selected.ts';
import { all, type Steps } from './steps.ts';

/*
 * Pages of lists as the numbers of their records.
 */

/** A page of a list: the numbers of its records in order, one more than its limit where further ones follow. */
export type RidPage = Pick<Page, 'total' | 'facets' | 'facetSizes'> & { rids: number[] };

/** The same of a list by its plan; null where nothing can match. */
export function* ridPageOf(query: ListQuery, plan: Plan | null): Steps<RidPage> {
  const { type, facets, count, limit } = query;
  if (plan === null) return { rids: [], total: count ? 0 : null, ...(yield* facetsOf(type, facets, null, null)) };
  const isSetNeeded =
    !isReadInOrder(plan) || (count && !isCountKept(plan)) || facets.some((filter) => !isFacetKept(type, filter, plan));
  const set = isSetNeeded ? yield* selectedBy(plan) : null;
  const [rids, total, counted] = (yield* all<unknown>([
    pageOf(plan, { ...query, limit: limit + 1 }, set),
    count ? countOf(plan, set) : NOTHING(),
    facets.length > 0 ? facetsOf(type, facets, plan, set) : facetsOf(type, facets, null, null),
  ])) as [number[], number, Pick<Page, 'facets' | 'facetSizes'>];
  return { rids, total: count ? total : null, ...counted };
}

const NOTHING = (): Steps<unknown> => all([]);

/** How many lists are read side by side. */
const AT_ONCE = 8;

/**
 * The records of a page of several lists one after another, one more than its limit where further ones follow; by the
 * number of their list.
 */
export function* ridSequence(
  parts: readonly Part[],
  after: SequencePlace | null,
  limit: number,
  perPart: number | null,
): Steps<{ part: number; plan: Plan; rids: number[] }[]> {
  const found: { part: number; plan: Plan; rids: number[] }[] = [];
  let left = limit + 1;
  let atOnce = 0;
  for (let from = after?.part ?? 0; from < parts.length; from += atOnce) {
    if (left === 0) break;
    // No more than so many come of each, so that none of these is read in vain.
    atOnce = Math.max(AT_ONCE, perPart === null ? 0 : Math.floor(left / perPart));
    const some = parts.slice(from, from + atOnce).map((part, i) => ({ ...part, part: from + i }));
    const plans = yield* all(some.map(({ type, where, range = null, sort }) => planOf({ type, where, range }, sort)));
    const wanted = some.flatMap((part, i) => (plans[i] === null ? [] : [{ ...part, plan: plans[i]! }]));
    const pages = yield* all(
      wanted.map(({ part, plan, descending = false }) =>
        pageOf(plan, {
          after: after?.part === part ? after : null,
          descending,
          limit: Math.min(perPart ?? Infinity, left),
        }),
      ),
    );
    wanted.forEach(({ part, plan }, i) => {
      const rids = pages[i]!.slice(0, left);
      left -= rids.length;
      if (rids.length > 0) found.push({ part, plan, rids });
    });
  }
  return found;
}
