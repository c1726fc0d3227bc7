import type { BaseView } from '../model/define.ts';
import { keyText, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { filtersOf } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { chosenIn, chosenKeys, shownFacets, type Chosen, type FacetShown } from './list-page.ts';
import type { RawParameters } from './parameters.ts';
import { anyOf } from '../search/query.ts';
import { readWords } from './list-parameters.ts';
import { hitsOf, search } from './search.ts';

/*
 * Search as people look at it: hits with how many there are of each type, and of one type what they can be narrowed down by.
 */

export type SearchShown = {
  found: Awaited<ReturnType<typeof search>>;
  /** Where no record has all of the words, those that have most of them, as of a whole question that somebody typed. */
  nearest: Awaited<ReturnType<typeof search>>['hits'];
  /** The only type that is searched; null where several are. */
  type: TypeName | null;
  byType: ReadonlyMap<string, number>;
  facets: FacetShown[];
  chosen: Chosen[];
  /** The records that were found, by `type/id`. */
  views: ReadonlyMap<string, BaseView>;
  labels: Labels;
};

const LIMIT = '25';
const NEAREST = 10;

const nearestTo = async (store: Store, q: RawParameters[string], types: readonly TypeName[]) => {
  const words = anyOf(readWords([q ?? ''].flat().join(' ')));
  if (words === null) return [];
  const { hits } = await store.search({ words, types, selection: null, offset: 0, limit: NEAREST });
  return hitsOf(hits, words);
};

const viewsOf = async (store: Store, hits: SearchShown['nearest']): Promise<SearchShown['views']> => {
  const { readings } = hits.length === 0 ? { readings: [] } : await store.read(hits);
  return new Map(
    readings
      .flatMap((reading) => ('json' in reading ? [JSON.parse(reading.json) as BaseView] : []))
      .map((view) => [keyText(view), view]),
  );
};

/** @throws DictumError as `search` does */
export const searchShown = async (store: Store, raw: RawParameters): Promise<SearchShown> => {
  const type = TYPE_NAMES.find((name) => name === raw['type']) ?? null;
  const names = type === null ? [] : shownFacets(type);
  // Of one type the others are counted besides.
  const [found, everything] = await Promise.all([
    search(store, { limit: LIMIT, ...raw, facets: ['type', ...names].join(',') }),
    type === null ? null : search(store, { q: raw['q'], limit: '1', facets: 'type' }),
  ]);
  const facets = found.facets ?? {};
  const chosen = type === null ? [] : chosenIn(type, raw).filter(({ filter }) => filter !== 'type');
  const byType = (everything ?? found).facets?.['type'] ?? [];
  const nearest =
    found.hits.length > 0 || chosen.length > 0
      ? []
      : await nearestTo(store, raw['q'], type === null ? TYPE_NAMES : [type]);
  const views = await viewsOf(store, [...found.hits, ...nearest]);
  return {
    found,
    nearest,
    type,
    byType: new Map(byType.map(({ id, count }) => [id, count])),
    facets: names.map((name) => ({
      filter: filtersOf(type!).get(name)!,
      counts: facets[name] ?? [],
      size: found.facetSizes[name] ?? 0,
    })),
    chosen,
    views,
    labels: await labelsOf(store, [
      ...[...views.values()].flatMap(keysIn),
      ...(type === null ? [] : chosenKeys(type, chosen)),
    ]),
  };
};
