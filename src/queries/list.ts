import { factMembers } from '../model/fields.ts';
import type { TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { exactly } from '../model/postings.ts';
import { anyOf, type Condition, type ListQuery } from '../model/query.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { Page, Row, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { listParameters, selectionOf, sortsOf } from './list-parameters.ts';
import { refuseUnknown } from './meant.ts';
import { withRevision } from './revision.ts';
import { DEFAULT_LIMIT, readParameters, type RawParameters } from './parameters.ts';
import { tellFacts } from './facts.ts';
import { onThoseClaims } from './stance-conditions.ts';
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
};

/**
 * Reads the parameters of a list.
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const readListRequest = (type: TypeName, raw: RawParameters, fixed: Fixed | null = null): ListRequest => {
  const read = readParameters(raw, listParameters(type, fixed?.filter ?? null)) as Record<string, unknown>;
  const selection = selectionOf(type, read);
  const held = TYPES[type].range === null ? heldAsked(read) : null;
  const sort = (read['sort'] ?? sortsOf(type)[0]) as string;
  const asAsked = (filter: string): string =>
    read['exact'] === true && filtersOf(type).get(filter)!.hierarchical ? exactly(filter) : filter;
  const where = onThoseClaims(
    type,
    fixed === null ? selection.where : [anyOf(asAsked(fixed.filter), fixed.value), ...selection.where],
  );
  const binding = [type, where, selection.range, sort, selection.words, ...(held === null ? [] : [held])];
  const [key, id] =
    read['cursor'] === undefined ? [] : decodeCursor(binding, read['cursor'] as string, ['string', 'string']);
  const facetNames = (read['facets'] ?? []) as string[];
  return {
    binding,
    facetNames,
    held,
    isWritten: isWrittenForm(read),
    given: selection.where,
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
      facets: facetNames.map(asAsked),
      include: (read['include'] ?? []) as string[][],
      fields: (read['fields'] ?? []) as string[][],
    },
  };
};

/** Of a facet: the value that records have which are filed under no other, and values that are not told any more. */
const oddValues = (type: TypeName, facet: string): { absent?: string; old?: readonly string[] } => {
  const kind = filtersOf(type).get(facet)?.kind;
  return kind !== undefined && 'oneOf' in kind ? kind : {};
};

/** Facets as they are told: with the records that are filed under no value, which are those that the others leave of the whole list. */
const toldFacets = (type: TypeName, facets: Page['facets'], total: number | null): Page['facets'] =>
  Object.fromEntries(
    Object.entries(facets).map(([facet, filed]) => {
      const { absent, old = [] } = oddValues(type, facet);
      const counts = filed.filter(({ id }) => !old.includes(id));
      const rest = (total ?? 0) - counts.reduce((sum, { count }) => sum + count, 0);
      if (absent === undefined || rest === 0) return [facet, counts];
      return [
        facet,
        [...counts, { id: absent, label: absent, count: rest }].sort(
          (a, b) => b.count - a.count || compareText(a.id, b.id),
        ),
      ];
    }),
  );

/**
 * One page of a list, and the cursor of the next (null on the last page).
 * @throws DictumError `invalid-parameters` where a filter names a record that is not there
 */
export const listPage = async (
  store: Store,
  { query: asked, given, binding, isWritten, held }: ListRequest,
): Promise<{ page: Page; nextCursor: string | null }> => {
  const { type, count, facets } = asked;
  const query = { ...asked, where: await conditionsHeld(store, type, asked.where, held) };
  // What is asked at once goes to Neo4j together.
  const [found] = await Promise.all([
    store.list({ ...query, count: count || facets.some((facet) => oddValues(type, facet).absent !== undefined) }),
    refuseUnknown(store, type, given),
  ]);
  const rows = isWritten ? await asWritten(store, found.rows) : found.rows;
  const page = {
    ...found,
    rows: isWritten ? rows : rows.map((row) => ({ ...row, json: withRevision(row.json, row.revision, query.fields) })),
    total: count ? found.total : null,
    facets: toldFacets(type, found.facets, found.total),
  };
  const last = found.rows.at(-1);
  return { page, nextCursor: page.more && last ? encodeCursor(binding, [last.key, last.id]) : null };
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
            rows.map((row) => withRevision(row.json, row.revision, query.fields)),
            { members: factMembers(query.fields ?? []) },
          );
    const last = rows.at(-1);
    if (!more || last === undefined) return;
    after = { key: last.key, id: last.id };
  }
}
