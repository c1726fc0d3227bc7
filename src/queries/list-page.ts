import type { TypeName } from '../model/ids.ts';
import type { BaseView } from '../model/define.ts';
import { keyOf, type Key } from '../model/ids.ts';
import { filtersOf, TYPES, type Filter } from '../model/types.ts';
import type { FacetCount, Page, Store } from '../store/port.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { listPage, readListRequest, type ListRequest } from './list.ts';
import { sortsOf } from './list-parameters.ts';
import type { RawParameters } from './parameters.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/*
 * A list as people look at it: a page of it, counts by the filters that matter most, and what was chosen by name.
 */

/** The filters that a list is counted by where people look at it; those that the model has. */
const FACETS: Readonly<Record<TypeName, readonly string[]>> = {
  statement: [
    'speaker',
    'representing',
    'directness',
    'topic',
    'region',
    'forum',
    'event',
    'publisher',
    'mode',
    'verification',
  ],
  claim: ['speaker', 'representing', 'disputed', 'directness', 'independentRoots', 'topic', 'region', 'forum', 'event'],
  actor: ['kind', 'belongsTo', 'memberOf', 'region', 'topic', 'event'],
  source: ['publisher', 'author', 'cslType', 'language', 'status', 'referenceData'],
  passage: ['source', 'speaker', 'verification', 'has'],
  citation: ['source', 'citedSource', 'publisher', 'ibid'],
  event: ['host', 'region', 'participant', 'partOf'],
  forum: ['member', 'region'],
  region: ['broader'],
  topic: ['broader'],
  snapshot: ['source', 'textStored', 'mediaType'],
  membership: ['forum', 'member', 'status', 'source'],
  relation: ['kind', 'author', 'disagreement'],
  check: ['status', 'method', 'of', 'source'],
};

/** Counts by one filter, and how many values there are in all. */
export type FacetShown = { filter: Filter; counts: FacetCount[]; size: number };

/** The counts of a page by some filters: with `exact` they stand there by other names than those of the filters. */
export const facetsShown = (
  type: TypeName,
  names: readonly string[],
  { query }: ListRequest,
  { facets, facetSizes }: Page,
): FacetShown[] =>
  names.map((name, i) => ({
    filter: filtersOf(type).get(name)!,
    counts: facets[query.facets[i]!] ?? [],
    size: facetSizes[query.facets[i]!] ?? 0,
  }));

/** A value that a list was narrowed down by. */
export type Chosen = { filter: string; value: string; form: 'any' | 'not' | 'each' };

export type ListShown = {
  type: TypeName;
  records: BaseView[];
  total: number;
  nextCursor: string | null;
  facets: FacetShown[];
  /** How they lie in time; null where they do not, and on further pages. */
  timeline: Timeline | null;
  chosen: Chosen[];
  /** All filters of the list. */
  filters: ReadonlyMap<string, Filter>;
  sorts: string[];
  sort: string;
  labels: Labels;
};

/** The order in which people see a list where they choose none: what is newest first, and what has no time last. */
export const sortShown = (type: TypeName): string => {
  const { range } = TYPES[type];
  return range === null ? sortsOf(type)[0]! : `-${range.sort}`;
};

const LIMIT = '25';
/** Parameters that say how answers are written, which pages have no use for. */
const OF_ANSWERS: readonly string[] = ['fields', 'include', 'facets', 'histogram', 'count'];

/** The facets by which a list is counted where people look at it. */
export const shownFacets = (type: TypeName): string[] => FACETS[type].filter((name) => filtersOf(type).has(name));

/** The values that were asked for by filters whose values form a set. */
export const chosenIn = (type: TypeName, raw: RawParameters): Chosen[] =>
  Object.entries(raw).flatMap(([name, given]): Chosen[] => {
    const filter = filtersOf(type).get(name);
    if (filter === undefined || given === undefined || ('text' in filter.kind && filter.kind.text === 'words'))
      return [];
    return [given].flat().flatMap((text) => {
      const each = text.startsWith('all:');
      return text
        .replace(/^all:/, '')
        .split(',')
        .map((value): Chosen => ({
          filter: name,
          value: value.trim().replace(/^!/, ''),
          form: value.trim().startsWith('!') ? 'not' : each ? 'each' : 'any',
        }));
    });
  });

/** The records that were chosen, which are called by their names. */
export const chosenKeys = (type: TypeName, chosen: readonly Chosen[]): Key[] =>
  chosen.flatMap(({ filter, value }): Key[] => {
    const { kind } = filtersOf(type).get(filter)!;
    return 'ref' in kind ? [keyOf(`${kind.ref}/${value}`)] : [];
  });

/** @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch` */
export const listShown = async (store: Store, type: TypeName, given: RawParameters): Promise<ListShown> => {
  const filters = filtersOf(type);
  const raw = Object.fromEntries(Object.entries(given).filter(([name]) => !OF_ANSWERS.includes(name)));
  const facets = shownFacets(type);
  const request = readListRequest(type, {
    limit: LIMIT,
    ...(TYPES[type].within === null && { sort: sortShown(type) }),
    ...raw,
    count: 'true',
    ...(facets.length > 0 && { facets: facets.join(',') }),
  });
  const [{ page, nextCursor }, timeline] = await Promise.all([
    listPage(store, request),
    request.query.after === null ? timelineOf(store, request.query) : null,
  ]);
  const records = page.rows.map(({ json }) => JSON.parse(json) as BaseView);
  const chosen = chosenIn(type, raw);
  return {
    type,
    records,
    total: page.total ?? records.length,
    nextCursor,
    facets: facetsShown(type, facets, request, page),
    timeline,
    chosen,
    filters,
    sorts: sortsOf(type),
    sort: `${request.query.descending ? '-' : ''}${request.query.sort}`,
    labels: await labelsOf(store, [...records.flatMap(keysIn), ...chosenKeys(type, chosen)]),
  };
};

/** The parameters by which a list is narrowed down to a time; null where its records have none. */
export const rangeOf = (type: TypeName): { from: string; to: string } | null => TYPES[type].range;
