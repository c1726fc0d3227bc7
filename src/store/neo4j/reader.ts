import type { Integer } from 'neo4j-driver';
import { DISPUTED_BY, DISPUTING, type Disputing } from '../../model/disputes.ts';
import { withFields } from '../../model/fields.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../../model/ids.ts';
import { sortIndex, type ListQuery, type Selection } from '../../model/query.ts';
import { AFFIRMS } from '../../model/support.ts';
import { related } from '../include.ts';
import { neighbours } from '../neighbours.ts';
import {
  type NeighbourQuery,
  type Neighbours,
  type Page,
  type Part,
  type Reading,
  type Related,
  type SequencePlace,
  type SequenceRow,
  type State,
  type Store,
  type Support,
  type WrittenRow,
} from '../port.ts';
import { DISPUTES, LABELS, READ, READ_ALONG, SCAN, STATE, SUPPORT, VERSION, WRITTEN } from './cypher.ts';
import { WORD_ROWS, WORD_TOTALS } from './cypher-words.ts';
import { BOTH_FACETS, BOTH_ROWS, KEPT_TOTALS, ROWS, TERM_ROWS, TOTALS } from './cypher-lists.ts';
import type { InOrder } from './cypher-parts.ts';
import { countedIn, facetParameters, facetsAsked, facetsIn, readFacets, sumsOf, type Sums } from './facets.ts';
import { withWords } from './full-text.ts';
import { digestOf, INDEXED, integer, orNull, placeWithin, termOf } from './records.ts';
import { evidenceIncluded } from './relationships.ts';
import { keptOf, oneTermOf, partOf, termsOf, wholeOf, type PartParameter, type TermsParameter } from './select.ts';
import { ownOf, zip, type Ask, type Columns } from './query.ts';

/*
 * Each question of the port as one query, or a few at once that see the same state.
 */

export const readVersion = async (ask: Ask): Promise<string> => String((await ask(VERSION))['version']![0]);

export const readState = async (ask: Ask): Promise<Omit<State, 'change'>> => {
  const { version, changed } = await ask(STATE);
  return { version: String(version![0]), changed: (changed![0] as string | undefined) ?? null };
};

/** An answer and its revision, as they come (`answered` in cypher-state.ts). */
export const answeredIn = (text: string): { json: string; revision: number | null } => {
  const end = text.lastIndexOf('}') + 1;
  return { json: text.slice(0, end), revision: end === text.length ? null : Number(text.slice(end)) };
};

const rowsOf = ({ part, place, tail, view }: Columns, types: readonly TypeName[]): SequenceRow[] =>
  zip({ part: part!, place: place!, tail: tail!, view: view! }, (at) => ({
    part: at('part'),
    type: types[at('part')]!,
    ...placeWithin({ head: at('place'), tail: at('tail') }),
    ...answeredIn(at('view')),
  }));

/** What is to come along with records: from which step of the way of evidence on, by which of its relationships. */
export const alongFor = (type: TypeName, include: ListQuery['include']): { step: Integer; words: string[] } => {
  const { step, words } = evidenceIncluded(type, include);
  return { step: integer(words.length === 0 ? -1 : step), words };
};
const NOTHING_ALONG = { step: integer(-1), words: [] };

type Limits = {
  sort: number;
  descending: boolean;
  perPart: number;
  limit: number;
  along?: ReturnType<typeof alongFor>;
};

const inOrder = (query: InOrder, sort: number, descending: boolean): string =>
  query[sort]![descending ? 'descending' : 'ascending'];

/** Rows of lists one after another. Most lists are those of one term each, or one of `several`, which takes a simpler query. */
const askRows = async (
  ask: Ask,
  parts: readonly PartParameter[],
  several: TermsParameter | null,
  { sort, descending, perPart, limit, along = NOTHING_ALONG }: Limits,
): Promise<Columns> => {
  const ordered = (query: InOrder): string => inOrder(query, sort, descending);
  const shared = { perPart: integer(perPart), limit: integer(limit), indexed: integer(INDEXED) };
  // Of lists that fill a page between them some may well be empty, and would be asked for twice.
  const simple = parts.length === 1 || perPart < limit ? parts.map(oneTermOf) : [null];
  if (simple.every((part) => part !== null)) {
    const found = ownOf(await ask(ordered(TERM_ROWS), { asked: [{ parts: simple, along }], ...shared }));
    // A term that nothing is filed under may mean one that it was merged into.
    if (found['part']!.length >= limit || new Set(found['part']).size === parts.length) return found;
  }
  if (several !== null) {
    const { complete, ...found } = ownOf(await ask(ordered(BOTH_ROWS), { asked: [several], ...shared }));
    if (complete!.length > 0) return found;
  }
  return ask(ordered(ROWS), { parts, ...shared });
};

export const readList = async (ask: Ask, query: ListQuery): Promise<Page> => {
  const { type, sort, after, descending, limit, fields = [], words } = query;
  const take = limit + 1;
  const [page, whole] = [partOf(query, { sort, after, descending }), wholeOf(query)];
  const both = words ? null : bothAsked(query, page);
  // Without waiting where there is nothing to wait for, so that what is asked beside this list goes along with it.
  const [columns, sums] =
    (both && (await readBoth(ask, query, both))) ??
    (await Promise.all([
      words
        ? ask(inOrder(WORD_ROWS, sortIndex(type, sort), descending), {
            parts: [withWords(query, words, page)],
            perPart: integer(take),
            indexed: integer(INDEXED),
          })
        : askRows(ask, [page], termsOf(query, page), {
            sort: sortIndex(type, sort),
            descending,
            perPart: take,
            limit: take,
            along: alongFor(type, query.include),
          }),
      readSums(ask, query, whole),
    ]));
  const found = rowsOf(columns, [type]).map(({ part: _part, ...row }) => row);
  const rows = found.slice(0, limit);
  const included = await readRelated(ask, rows, query.include, cameWith(columns));
  return {
    rows: fields.length === 0 ? rows : rows.map((row) => ({ ...row, json: withFields(row.json, fields) })),
    more: found.length > limit,
    ...sums,
    related: included,
  };
};

export const readCounts = (ask: Ask, selections: readonly Selection[]): Promise<number[]> =>
  readTotals(ask, selections, selections.map(wholeOf));

/** How many records each selection has, from numbers that are kept as far as there are. */
const readTotals = async (
  ask: Ask,
  selections: readonly Selection[],
  parts: readonly PartParameter[],
): Promise<number[]> => {
  const totals = new Map<number, number>();
  const add = (columns: Columns): void => {
    for (const [part, total] of zip(columns, (at): [number, number] => [at('part'), at('total')]))
      totals.set(part, total);
  };
  const [wordy, wordless] = [true, false].map((has) => selections.flatMap((of, i) => (!!of.words === has ? [i] : [])));
  if (wordy!.length > 0)
    add(
      await ask(WORD_TOTALS, { parts: wordy!.map((i) => withWords(selections[i]!, selections[i]!.words!, parts[i]!)) }),
    );
  const kept = wordless!.flatMap((i) => keptOf(selections[i]!, parts[i]!) ?? []);
  if (kept.length > 0) add(ownOf(await ask(KEPT_TOTALS, { asked: [kept] })));
  const others = wordless!.filter((i) => !totals.has(i)).map((i) => parts[i]!);
  if (others.length > 0) add(await ask(TOTALS, { parts: others }));
  return parts.map((_, i) => totals.get(i) ?? 0);
};

/** The page and the facets of what several terms have, by one query; null where one of the terms is not there. */
const readBoth = async (ask: Ask, query: ListQuery, { page, whole }: Both): Promise<[Columns, Sums] | null> => {
  const { type, sort, descending, limit } = query;
  const parameters = {
    part: { ...whole, page },
    limit: integer(limit + 1),
    indexed: integer(INDEXED),
    ...facetParameters(facetsAsked(query, query.facets)),
  };
  const columns = await ask(inOrder(BOTH_FACETS, sortIndex(type, sort), descending), parameters);
  const found = facetsIn(columns);
  if (countedIn(found) === undefined) return null;
  return [
    { part: columns['part']!, place: columns['place']!, tail: columns['tail']!, view: columns['view']! },
    sumsOf(query, found),
  ];
};

const readSums = async (ask: Ask, query: ListQuery, part: PartParameter): Promise<Sums> =>
  query.facets.length > 0
    ? sumsOf(query, await readFacets(ask, query, query.facets))
    : { total: query.count ? (await readTotals(ask, [query], [part]))[0]! : null, facets: {}, facetSizes: {} };

type Both = { page: TermsParameter; whole: TermsParameter };

/** A list of several conditions with facets, of which page and facets are found at once; null for others. */
const bothAsked = (query: ListQuery, part: PartParameter): Both | null => {
  const { sort, descending, facets } = query;
  if (facets.length === 0) return null;
  const [page, whole] = [part, partOf(query, { sort, after: null, descending })].map((each) => termsOf(query, each));
  return page && whole ? { page, whole } : null;
};

/** Records that came with others that name them, by their addresses. */
export type Came = ReadonlyMap<string, Related>;
const NOTHING_CAME: Came = new Map();

export const cameWith = ({ along, alongView }: Columns): Came =>
  new Map(
    zip({ address: along ?? [], json: alongView ?? [] }, (at): [string, Related] => [
      at('address'),
      { ...keyOf(at('address')), ...answeredIn(at('json')) },
    ]),
  );

/** The records at some addresses; what came already is not asked for. */
export const fetch = async (ask: Ask, keys: readonly Key[], came = NOTHING_CAME): Promise<Related[]> => {
  const missing = keys.filter((key) => !came.has(keyText(key)));
  const found =
    missing.length === 0
      ? []
      : zip(ownOf(await ask(READ, { asked: [missing.map(keyText)] })), (at) => ({
          ...keyOf(at('address')),
          ...answeredIn(at('view')),
        })).filter(({ json }) => json !== '');
  return [...keys.flatMap((key) => came.get(keyText(key)) ?? []), ...found];
};

const readRelated = (
  ask: Ask,
  records: readonly { json: string }[],
  include: ListQuery['include'],
  came: Came,
): Promise<Page['related']> => related(records, include, (keys) => fetch(ask, keys, came));

/** What stands at some addresses, from the columns of what was found there. */
export const readingsFrom = (columns: Columns, keys: readonly Key[]): Reading[] => {
  const found = new Map(
    zip(
      { address: columns['address']!, view: columns['view']!, movedTo: columns['movedTo']! },
      (at) => [at('address') as string, { view: at('view') as string, movedTo: at('movedTo') as string }] as const,
    ),
  );
  return keys.map((key): Reading => {
    const row = found.get(keyText(key));
    if (row === undefined) return { state: 'absent', key };
    if (row.view !== '') return { state: 'found', key, ...answeredIn(row.view) };
    return row.movedTo === '' ? { state: 'deleted', key } : { state: 'moved', key, to: row.movedTo };
  });
};

export const readKeys = async (
  ask: Ask,
  keys: readonly Key[],
  include: ListQuery['include'] = [],
): ReturnType<Store['read']> => {
  const addresses = [...new Set(keys.map(keyText))];
  const along = keys.length === 1 ? alongFor(keys[0]!.type, include) : NOTHING_ALONG;
  const columns = ownOf(
    await (along.words.length === 0
      ? ask(READ, { asked: [addresses] })
      : ask(READ_ALONG, { asked: [{ addresses, along }] })),
  );
  const readings = readingsFrom(columns, keys);
  return {
    readings,
    related: await readRelated(
      ask,
      readings.filter((reading) => reading.state === 'found'),
      include,
      cameWith(columns),
    ),
  };
};

export const readLabels = async (ask: Ask, keys: readonly Key[]): Promise<(string | null)[]> => {
  const found = new Map(
    zip(
      ownOf(await ask(LABELS, { asked: [[...new Set(keys.map(keyText))]] })),
      (at) => [at('address') as string, at('label') as string] as const,
    ),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
};

export const readDisputing = async (ask: Ask, keys: readonly Key[]): Promise<Disputing[][]> => {
  const asked = [...new Map(keys.map((key) => [keyText(key), key])).values()].map((key) => ({
    address: keyText(key),
    digests: DISPUTING.map((rule) => digestOf(termOf(key.type, DISPUTED_BY, rule))),
  }));
  const found = ownOf(await ask(DISPUTES, { asked: [asked] }));
  const filed = new Set(zip(found, (at) => `${at('address')} ${at('rule')}`));
  return keys.map((key) => DISPUTING.filter((rule) => filed.has(`${keyText(key)} ${rule}`)));
};

export const readWrittenOf = async (ask: Ask, keys: readonly Key[]): Promise<(string | null)[]> => {
  const found = new Map(
    zip(
      await ask(WRITTEN, { addresses: [...new Set(keys.map(keyText))] }),
      (at) => [at('address') as string, orNull(at('written'))] as const,
    ),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
};

export const readSequence = async (
  ask: Ask,
  parts: readonly Part[],
  after: SequencePlace | null,
  limit: number,
  perPart: number | null,
): ReturnType<Store['sequence']> => {
  const orders = parts.map(({ type, sort, descending = false }) => `${sortIndex(type, sort)} ${descending}`);
  const wanted = (order: string): PartParameter[] =>
    parts.flatMap(({ type, where, sort, range = null, descending = false }, i) =>
      orders[i] !== order || (after !== null && i < after.part)
        ? []
        : [partOf({ type, where, range }, { sort, after: after?.part === i ? after : null, descending }, i)],
    );
  // Most are all in the first sort of their types; each other order takes a query of its own.
  const found = await Promise.all(
    [...new Set(orders)]
      .map((order) => ({ order, some: wanted(order) }))
      .filter(({ some }) => some.length > 0)
      .map(({ order, some }) => {
        const [sort, descending] = order.split(' ');
        return askRows(ask, some, null, {
          sort: Number(sort),
          descending: descending === 'true',
          perPart: perPart ?? limit + 1,
          limit: limit + 1,
        });
      }),
  );
  const rows = found
    .flatMap((columns) =>
      rowsOf(
        columns,
        parts.map(({ type }) => type),
      ),
    )
    .sort((a, b) => a.part - b.part);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
};

export const readNeighbours = (ask: Ask, query: NeighbourQuery): Promise<Neighbours> =>
  neighbours(query, {
    read: async (key) => (await readKeys(ask, [key])).readings[0]!,
    fetch: (keys) => fetch(ask, keys),
    counts: (selections) => readCounts(ask, selections),
    sequence: (parts, after, limit) => readSequence(ask, parts, after, limit, null),
  });

export const readSupport = async (ask: Ask, claim: string): Promise<Support> => {
  const terms = [termOf('statement', AFFIRMS, claim), termOf('passage', AFFIRMS, claim)];
  const found = ownOf(await ask(SUPPORT, { asked: [{ claim, terms }] }));
  const [[statements, passages]] = found['records'] as [[number, number]];
  return {
    statements,
    passages,
    sources: found['sources']![0],
    publishers: found['publishers']![0],
    independentRoots: found['roots']![0],
    roots: found['first']![0],
  };
};

export const readWritten = async (ask: Ask, after: Key | null, limit: number): Promise<WrittenRow[]> => {
  const types = TYPE_NAMES.slice(after === null ? 0 : TYPE_NAMES.indexOf(after.type));
  // "0" follows "/" in the order of characters, and no id has a character before "-".
  const ranges = types.map((type) => ({ from: `${type}/${after?.type === type ? after.id : ''}`, to: `${type}0` }));
  const columns = await ask(SCAN, { ranges, limit: integer(limit) });
  return zip(columns, (at) => {
    const key = keyOf(at('address'));
    const movedTo = orNull(at('movedTo'));
    return {
      key,
      json:
        orNull(at('written')) ??
        JSON.stringify(movedTo === null ? { id: key.id, deleted: true } : { id: key.id, mergedInto: movedTo }),
    };
  });
};
