import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { once } from '../model/once.ts';
import { TYPES } from '../model/types.ts';
import { corrected, type Correcting } from '../search/correct.ts';
import { highlighted } from '../search/highlight.ts';
import { languageNamed } from '../search/languages.ts';
import type { WordQuery } from '../search/query.ts';
import type { FacetCount, RawParameters, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { facetNames, readWords, selectionParameters, wordsParameter } from './list-parameters.ts';
import { listPage, readListRequest, type ListRequest } from './list.ts';
import {
  DEFAULT_LIMIT,
  flag,
  paging,
  type Parameter,
  ParameterFault,
  readParameters,
  required,
  text,
  words,
} from './parameters.ts';

export const Hit = z
  .object({
    type: z.enum(TYPE_NAMES),
    id: Id,
    label: z.string(),
    score: z
      .number()
      .describe(
        'How well it fits (BM25, words in names counting more): greater is better; it compares with no other search, and with no other engine.',
      ),
    field: z.string().describe('The field that matched.'),
    highlight: z
      .array(
        z.object({
          field: z.string().describe('A field that has some of the words.'),
          parts: z
            .array(z.object({ text: z.string(), match: z.boolean().describe('Whether it is what was looked for.') }))
            .describe('Its text, or of a long one what is around the first of the words, in parts.'),
        }),
      )
      .describe('Where the words are, those fields that have most of them first; three at most.'),
  })
  .describe('A record that search found.');
type Hit = z.output<typeof Hit>;

const LANGUAGE = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$/;

const language: Parameter<string> = {
  ...text('Records with a text in this language (BCP 47), as it says or its words tell', (value) => {
    if (!LANGUAGE.test(value))
      throw new ParameterFault(`${JSON.stringify(value)} is no language tag; give one as in en, ru, zh-Hant`);
    return languageNamed(value);
  }),
  schema: { type: 'string', pattern: LANGUAGE.source },
};

const facets = (known: readonly string[]) => words('Counts over all that was found', known, 'unknown-facet');

/** The facet of all types. */
const BY_TYPE = 'type';

export const searchParameters = {
  q: required(wordsParameter('The words to look for')),
  type: words(
    'Records of these types only; of one type the filters and facets of its list may be given too',
    TYPE_NAMES,
  ),
  language,
  facets: facets([BY_TYPE]),
  count: flag('Whether page.total tells how many there are'),
  ...paging,
};

/** The parameters of a search for records of one type. */
const parametersFor = once((type: TypeName) => ({
  ...selectionParameters(type),
  ...searchParameters,
  facets: facets([BY_TYPE, ...facetNames(type)]),
}));

type Found = {
  hits: Hit[];
  limit: number;
  nextCursor: string | null;
  total: number | null;
  facets: Record<string, FacetCount[]> | null;
  /** How many values those of the list of a type have. */
  facetSizes: Record<string, number>;
  /** What was looked for in place of what was typed, since nothing has that. */
  corrected: string | null;
};

/** The list of the one type that is asked for: what of the parameters is for it. */
const listRequestOf = (type: TypeName, raw: RawParameters): ListRequest => {
  const own = new Set([...Object.keys(selectionParameters(type)), 'count']);
  const given = Object.entries(raw).filter(([name]) => own.has(name));
  const named = [raw['facets'] ?? []].flat().flatMap((value) => value.split(','));
  const others = named.filter((name) => name.trim() !== BY_TYPE);
  return readListRequest(type, {
    ...Object.fromEntries(given),
    ...(others.length > 0 && { facets: others.join(',') }),
    limit: '1',
  });
};

/**
 * Full text over names and texts of records, the best first; the first 1,000 can be paged through.
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`, also where the graph has changed since the page before
 */
export const search = async (store: Store, raw: RawParameters): Promise<Found> => {
  const { type: only } = readParameters({ type: raw['type'] }, { type: searchParameters.type });
  const of = only?.length === 1 ? (only[0] as TypeName) : null;
  const read = readParameters(raw, of === null ? searchParameters : parametersFor(of));
  const { type = TYPE_NAMES, limit = DEFAULT_LIMIT, cursor, count = false } = read;
  const types = TYPE_NAMES.filter((name) => type.includes(name));
  const wanted: WordQuery = { ...read.q, language: read.language ?? null };
  const request = of === null ? null : listRequestOf(of, raw);
  const version = await store.version();
  const binding = ['search', wanted, types, request?.binding ?? null, version];
  const [offset = 0] = cursor === undefined ? [] : (decodeCursor(binding, cursor, ['number']) as number[]);
  const hitsFor = (sought: WordQuery) =>
    store.search({
      words: sought,
      types,
      selection: request && isNarrow(request) ? request.query : null,
      offset,
      limit,
    });
  let [sought, found, correction]: [WordQuery, Awaited<ReturnType<typeof hitsFor>>, string | null] = [
    wanted,
    await hitsFor(wanted),
    null,
  ];
  // Further pages of what was typed have hits, as the page before said; one without goes on with what was corrected.
  if (found.hits.length === 0) {
    correction = await corrected([raw['q']].flat().join(' '), correctingBy(store));
    if (correction !== null) {
      sought = { ...readWords(correction), language: wanted.language };
      found = await hitsFor(sought);
      // Where a filter leaves nothing of what it finds, that is no help.
      if (found.hits.length === 0) [sought, correction] = [wanted, null];
    }
  }
  const whole = await wholeOf(store, { sought, types, request, facets: read.facets ?? [], count });
  return {
    hits: hitsOf(found.hits, sought),
    limit,
    nextCursor: found.more ? encodeCursor(binding, [offset + limit]) : null,
    ...whole,
    corrected: correction,
  };
};

/** In how many fields the words are shown. */
const FIELDS_SHOWN = 3;

/** What the store found, with where the words are. */
export const hitsOf = (found: Awaited<ReturnType<Store['search']>>['hits'], sought: WordQuery): Hit[] =>
  found.map(({ type, id, score, json }) => {
    const view = JSON.parse(json) as BaseView;
    const fields = [...TYPES[type].names(view), ...TYPES[type].texts(view)];
    const shown = highlighted(fields, sought);
    return {
      type,
      id,
      label: view.label,
      score: Number(score.toPrecision(6)),
      field: shown[0]?.field ?? 'label',
      highlight: shown.slice(0, FIELDS_SHOWN).map(({ field, parts }) => ({ field, parts })),
    };
  });

const isNarrow = ({ query }: ListRequest): boolean => query.where.length > 0 || query.range !== null;

export const correctingBy = (store: Store): Correcting => ({
  has: async (each) =>
    (await store.search({ words: each, types: TYPE_NAMES, selection: null, offset: 0, limit: 1 })).hits.length > 0,
  near: (word) => store.near(word),
});

type Whole = {
  sought: WordQuery;
  types: readonly TypeName[];
  request: ListRequest | null;
  facets: readonly string[];
  count: boolean;
};

/** Counts over all that is found. */
const wholeOf = async (
  store: Store,
  { sought, types, request, facets: named, count }: Whole,
): Promise<Pick<Found, 'total' | 'facets' | 'facetSizes'>> => {
  const list =
    request === null || (named.every((name) => name === BY_TYPE) && !isNarrow(request) && !count)
      ? null
      : await listPage(store, { ...request, query: { ...request.query, words: sought } });
  const counts =
    (count && list === null) || named.includes(BY_TYPE)
      ? await store.counts(
          types.map((type) => ({ ...(request?.query ?? { where: [], range: null }), type, words: sought })),
        )
      : [];
  const byType = types
    .map((type, i): FacetCount => ({ id: type, label: type, count: counts[i] ?? 0 }))
    .filter((each) => each.count > 0)
    .sort((a, b) => b.count - a.count || compareText(a.id, b.id));
  const total = list === null ? counts.reduce((sum, each) => sum + each, 0) : list.page.total;
  return {
    total: count ? total : null,
    facets: named.length === 0 ? null : { ...(named.includes(BY_TYPE) && { [BY_TYPE]: byType }), ...list?.page.facets },
    facetSizes: list?.page.facetSizes ?? {},
  };
};
