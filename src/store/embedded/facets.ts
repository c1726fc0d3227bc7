import { isOwnFacet, isSummed } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { once } from '../../model/once.ts';
import { referredBy } from '../../model/postings.ts';
import type { FacetCount, FacetPage, FacetPlace, FacetQuery } from '../facets.ts';
import { FACET_VALUES } from '../port.ts';
import { ridsOf, sizeOf, type RecordSet } from '../index/sets.ts';
import { blocksOf, countValues } from './columns.ts';
import { firstPlan, type Plan } from './select.ts';
import { selectedBy } from './selected.ts';
import type { Database } from './sqlite.ts';
import { fieldOf, filedWithin, rangeOf, termsIn } from './terms.ts';

/*
 * Facets: counts that are kept where there are some, and otherwise those of what a plan selects.
 */

/** Values and their counts as SQL, and how many values there are, where not all of them are among these. */
type Counts = { text: string; values: (string | number)[]; size?: number };

/** How many records a block of a column has to have of a set for that to be read faster than what each of them is filed under. */
const DENSE = 8;

type FacetValues = Pick<FacetPage, 'values' | 'size'>;

/** Reads facets of what a plan selects, of which `set` has the records. */
export const facetReader = (
  database: Database,
  type: TypeName,
  plan: Plan,
  set: () => RecordSet,
): ((filter: string, limit: number, after?: FacetPlace | null) => FacetValues) => {
  const blocks = once(() => blocksOf(set()));
  const isDense = once(() => sizeOf(set()) >= DENSE * blocks().length);
  const counted = (filter: string, field: number, most: number): Counts => {
    const { counts, size } =
      isOwnFacet(type, filter) && isDense()
        ? countValues(database, field, set(), blocks(), most)
        : countEach(database, field, ridsOf(set()));
    return {
      size,
      text: "SELECT t.value AS id, d.value ->> 'n' AS n FROM json_each(?) d CROSS JOIN term t ON t.tid = d.value ->> 'tid'",
      values: [JSON.stringify(counts)],
    };
  };
  return (filter, limit, after = null) => {
    const field = fieldOf(database, type, filter);
    if (field === null) return { values: [], size: 0 };
    // What comes after a place may be any value.
    const counts = keptCounts(type, filter, field, plan) ?? counted(filter, field, after === null ? limit : Infinity);
    return greatestOf(database, counts, referredBy(type, filter), after, limit);
  };
};

/** How many of some records have each value of a field, looked up at each of them. */
const countEach = (
  database: Database,
  field: number,
  rids: readonly number[],
): { counts: { tid: number; n: number }[]; size: number } => {
  const counts = new Map<number, number>();
  for (const rid of rids)
    for (const tid of filedWithin(database, rid, field)) counts.set(tid, (counts.get(tid) ?? 0) + 1);
  return { counts: [...counts].map(([tid, n]) => ({ tid, n })), size: counts.size };
};

/** The counts of a facet that are kept; null where none are. */
const keptCounts = (type: TypeName, filter: string, field: number, { alone }: Plan): Counts | null => {
  const [only, ...others] = alone?.terms ?? [];
  if (only === undefined || others.length > 0) return null;
  if (alone?.isAll)
    return { text: 'SELECT value AS id, records AS n FROM term WHERE field = ? AND records > 0', values: [field] };
  if (only.summed === 0 || !isSummed(type, filter)) return null;
  return {
    text: 'SELECT t.value AS id, s.records AS n FROM sum s CROSS JOIN term t ON t.tid = s.value WHERE s.tid = ? AND s.value >= ? AND s.value < ?',
    values: [only.tid, ...rangeOf(field)],
  };
};

/** Whether the counts of a facet are kept, and are those of no more than so many values. */
export const isFacetShort = (database: Database, type: TypeName, filter: string, plan: Plan, most: number): boolean => {
  const field = fieldOf(database, type, filter);
  return field === null || (keptCounts(type, filter, field, plan) !== null && termsIn(database, field) <= most);
};

/** The values with the greatest counts after a place, with the labels of records where they refer to some, and how many values there are. */
const greatestOf = (
  database: Database,
  counts: Counts,
  ref: TypeName | null,
  after: FacetPlace | null,
  limit: number,
): FacetValues => {
  const { text, values, size } = counts;
  const label =
    ref === null ? 'g.id' : 'coalesce((SELECT r.label FROM record r WHERE r.type = ? AND r.id = g.id), g.id)';
  const rows: (FacetCount & { all_values: number })[] = database
    .prepare(
      `WITH counts AS MATERIALIZED (${text})
       SELECT g.id, ${label} AS label, g.n AS count, (SELECT count(*) FROM counts) AS all_values FROM
         (SELECT id, n FROM counts ${after === null ? '' : 'WHERE n < ? OR (n = ? AND id > ?)'} ORDER BY n DESC, id LIMIT ?) g`,
    )
    .all(
      ...values,
      ...(ref === null ? [] : [ref]),
      ...(after === null ? [] : [after.count, after.count, after.id]),
      limit,
    );
  return {
    values: rows.map(({ id, label: called, count }) => ({ id, label: called, count })),
    size: size ?? rows[0]?.all_values ?? (after === null ? 0 : greatestOf(database, counts, ref, null, 1).size),
  };
};

export const readFacet = (database: Database, { selection, facet, after, limit }: FacetQuery): FacetPage => {
  const plan = firstPlan(database, selection);
  if (plan === null) return { values: [], more: false, size: 0 };
  const read = facetReader(
    database,
    selection.type,
    plan,
    once(() => selectedBy(database, plan)),
  );
  const { values, size } = read(facet, limit + 1, after);
  return { values: values.slice(0, limit), more: values.length > limit, size };
};

/** Each of some facets, their commonest values only. */
export const commonest = (
  facets: readonly string[],
  read: ReturnType<typeof facetReader>,
): { facets: Record<string, FacetCount[]>; facetSizes: Record<string, number> } => {
  const found = facets.map((filter) => [filter, read(filter, FACET_VALUES)] as const);
  return {
    facets: Object.fromEntries(found.map(([filter, { values }]) => [filter, values])),
    facetSizes: Object.fromEntries(found.map(([filter, { size }]) => [filter, size])),
  };
};
