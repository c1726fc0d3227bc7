import { factMembers } from '../model/fields.ts';
import type { TypeName } from '../model/ids.ts';
import { exactly } from '../model/index-keys.ts';
import { anyOf, type Condition, type ListQuery } from '../model/query.ts';
import type { TimeUnit } from '../model/time-units.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { WordQuery } from '../search/query.ts';
import type { Page, Row, Store } from '../store/port.ts';
import { withDisputes } from './disputes.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { besideOthers, facetsBeside, facetSize, takesTotal, toldFacets } from './facet-values.ts';
import { histogramOf, histogramUnit, type HistogramShown } from './histogram.ts';
import { listParameters, selectionOf } from './list-parameters.ts';
import { refuseUnknown } from './unknown-records.ts';
import { withRevision } from './revision.ts';
import { DEFAULT_LIMIT, readParameters, type RawParameters } from './parameters.ts';
import { tellFacts } from './facts.ts';
import { conditionsHeld, heldAsked, type Held } from './time-parameters.ts';
import { isWrittenForm, writtenForms } from './written-form.ts';

/** A list made narrower by its address: `/actors/wang-yi/statements` fixes the speaker. */
export type Fixed = { filter: string; value: string };

/** A list as asked for, and what of its records is to be shown. */
export type ListRequest = {
  query: ListQuery;
  given: readonly Condition[];
  binding: unknown;
  facetNames: string[];
  /** Whether records are to be given as they are written. */
  isWritten: boolean;
  /** The time in which what holds through memberships is to have held. */
  held: Held | null;
  /** The unit of time in which its records are to be counted. */
  histogram: TimeUnit | null;
};

/** A filter under the name that its exact form has where that is asked for. */
export const asFiledIn = (type: TypeName, read: Readonly<Record<string, unknown>>, filter: string): string =>
  read['exact'] === true && filtersOf(type).get(filter)!.hierarchical ? exactly(filter) : filter;

/** The records that parameters ask for, with what of the conditions was given as such. */
type AskedSelection = Pick<ListQuery, 'where' | 'range'> & {
  words: WordQuery | null;
  held: Held | null;
  given: readonly Condition[];
};

/** @throws DictumError `invalid-parameters` where a range ends before it begins */
export const askedIn = (type: TypeName, read: Record<string, unknown>, fixed: Fixed | null): AskedSelection => {
  const { where: given, ...selection } = selectionOf(type, read);
  const narrowed = fixed === null ? given : [anyOf(asFiledIn(type, read, fixed.filter), fixed.value), ...given];
  const held = TYPES[type].range === null ? heldAsked(read) : null;
  return { ...selection, where: besideOthers(type, narrowed), held, given };
};

/** The order of a list where none is asked for. */
const orderOf = (type: TypeName, where: readonly Condition[]): string => {
  const { within, sorts } = TYPES[type];
  const isNarrowed = where.some(
    ({ filter, any, none }) => within?.filters.includes(filter) === true && any.length === 1 && none.length === 0,
  );
  return isNarrowed ? within!.sort : Object.keys(sorts)[0]!;
};

/**
 * Reads the parameters of a list.
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const readListRequest = (type: TypeName, raw: RawParameters, fixed: Fixed | null = null): ListRequest => {
  const read = readParameters(raw, listParameters(type, fixed?.filter ?? null)) as Record<string, unknown>;
  const { where, held, given, ...selection } = askedIn(type, read, fixed);
  const sort = (read['sort'] ?? orderOf(type, where)) as string;
  const binding = [type, where, selection.range, sort, selection.words, ...(held === null ? [] : [held])];
  const [key, id] =
    read['cursor'] === undefined ? [] : decodeCursor(binding, read['cursor'] as string, ['string', 'string']);
  const facetNames = (read['facets'] ?? []) as string[];
  return {
    binding,
    facetNames,
    held,
    isWritten: isWrittenForm(read),
    histogram: histogramUnit(read),
    given,
    query: {
      type,
      where,
      range: selection.range,
      words: selection.words,
      sort: sort.replace(/^-/, ''),
      descending: sort.startsWith('-'),
      after: key === undefined ? null : { key: key as string, id: id as string },
      limit: (read['limit'] ?? DEFAULT_LIMIT) as number,
      count: read['count'] === true,
      facets: facetNames.map((name) => asFiledIn(type, read, name)),
      include: (read['include'] ?? []) as string[][],
      fields: (read['fields'] ?? []) as string[][],
    },
  };
};

export type ListPage = { page: Page; histogram: HistogramShown | null; nextCursor: string | null };

/**
 * One page of a list, and the cursor of the next (null on the last page); `disputes`: with the rules by which each record
 * is disputed, which take a question of their own.
 * @throws DictumError `invalid-parameters` where a filter names a record that is not there
 */
export const listPage = async (
  store: Store,
  { query: asked, given, binding, isWritten, held, histogram: unit }: ListRequest,
  { disputes = false }: { disputes?: boolean } = {},
): Promise<ListPage> => {
  const { type, count, facets } = asked;
  const query = { ...asked, where: await conditionsHeld(store, type, asked.where, held) };
  // What is asked at once goes to Neo4j together.
  const [found, beside, histogram] = await Promise.all([
    store.list({ ...query, count: count || facets.some((facet) => takesTotal(type, facet)) }),
    facetsBeside(store, query, facets),
    unit === null ? null : histogramOf(store, query, unit),
    refuseUnknown(store, type, given),
  ]);
  const rows = isWritten
    ? await asWritten(store, found.rows)
    : disputes
      ? await withDisputes(store, type, found.rows, query.fields)
      : found.rows;
  const told = toldFacets(type, { ...found.facets, ...beside }, found.total);
  const page = {
    ...found,
    rows: rows.map((row) => ({ ...row, json: withRevision(row.json, row.revision, query.fields) })),
    total: count ? found.total : null,
    facets: told,
    facetSizes: Object.fromEntries(facets.map((facet) => [facet, facetSize(type, facet, told, found.facetSizes)])),
  };
  const last = found.rows.at(-1);
  return { page, histogram, nextCursor: page.more && last ? encodeCursor(binding, [last.key, last.id]) : null };
};

/** Rows with their records as they are written. */
const asWritten = async (store: Store, rows: readonly Row[]): Promise<Row[]> => {
  const texts = await writtenForms(store, rows);
  const found = new Map(texts.map((json) => [(JSON.parse(json) as { id: string }).id, json]));
  return rows.flatMap((row) => (found.has(row.id) ? [{ ...row, json: found.get(row.id)! }] : []));
};

/** How many records are read at a time where a whole list is wanted. */
const STREAM_PAGE = 200;

/** Every record of a list to its end, page by page, as JSON texts; nothing is read ahead of what is taken. */
export async function* listAll(store: Store, { query: asked, isWritten, held }: ListRequest): AsyncGenerator<string[]> {
  const query = { ...asked, where: await conditionsHeld(store, asked.type, asked.where, held) };
  let { after } = query;
  for (;;) {
    const { rows, more } = await store.list({ ...query, limit: STREAM_PAGE, after });
    if (rows.length > 0)
      yield isWritten
        ? (await asWritten(store, rows)).map((row) => row.json)
        : await tellFacts(
            store,
            (await withDisputes(store, query.type, rows, query.fields)).map((row) =>
              withRevision(row.json, row.revision, query.fields),
            ),
            { members: factMembers(query.fields ?? []) },
          );
    const last = rows.at(-1);
    if (!more || last === undefined) return;
    after = { key: last.key, id: last.id };
  }
}
