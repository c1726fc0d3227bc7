import { compareText } from '../model/order.ts';
import { anyOf, listQuery } from '../model/query.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { References } from '../references/appearance.ts';
import { placed } from '../references/notes.ts';
import type { Composed, Questions } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { readListRequest, type ListRequest } from './list.ts';
import { refuseUnknown } from './unknown-records.ts';
import type { RawParameters } from './parameters.ts';
import { citedRecords, knownOf, footnotesIn, recordsOf, worksOf, type Citable } from './references.ts';

/*
 * The footnotes of a document: in the order of its text, which is that of its passages and in each of its citations,
 * with the marks that they have there. What a footnote is, an ibid or a short form, follows from those before it,
 * wherever a page begins and whatever a filter leaves out; so the footnotes of the whole document are read for a page.
 */

/** How many records are read at a time. */
const AT_ONCE = 1000;

/** A filter by one record, and by nothing else of its kind. */
const isOne = (value: RawParameters[string]): value is string => typeof value === 'string' && /^[^!,:]+$/.test(value);

/** The document that a list is of the footnotes of; null where it is of no document, or of several. */
export const documentOf = async (
  store: Questions,
  type: Citable,
  { source, passage }: RawParameters,
): Promise<string | null> => {
  if (type !== 'citation') return null;
  if (isOne(source) || !isOne(passage)) return isOne(source) ? source : null;
  const [reading] = (await store.read([{ type: 'passage', id: passage }])).readings;
  return reading?.state === 'found' ? (JSON.parse(reading.json) as PassageView).source : null;
};

type Placed = Pick<PassageView, 'id' | 'citations' | 'locator' | 'selectors'>;

const startOf = ({ selectors }: Placed): number | null => {
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  return position === undefined ? null : position.start;
};

/** Numbers in their order within texts: 2 before 10. */
const natural = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(12, '0'));

/** Passages in the order of the text: by position where each has one, or else by paragraph and sentence, page, section. */
const inOrderOfText = (passages: readonly Placed[]): Placed[] => {
  const starts = new Map(passages.map((passage) => [passage.id, startOf(passage)]));
  const byStart = passages.every(({ id }) => starts.get(id) !== null);
  const keyOf = ({ id, locator }: Placed): (number | string)[] => [
    ...(byStart ? [starts.get(id)!] : []),
    locator?.paragraph ?? 0,
    locator?.sentence ?? 0,
    natural(locator?.page ?? ''),
    natural(locator?.section ?? ''),
    starts.get(id) ?? 0,
    id,
  ];
  const keys = new Map(passages.map((passage) => [passage.id, keyOf(passage)]));
  return passages.toSorted((one, other) => compareKeys(keys.get(one.id)!, keys.get(other.id)!));
};

const compareKeys = (one: readonly (number | string)[], other: readonly (number | string)[]): number => {
  for (const [i, part] of one.entries()) {
    const against = other[i]!;
    const order = typeof part === 'number' ? part - (against as number) : compareText(part, against as string);
    if (order !== 0) return order;
  }
  return 0;
};

const passagesOf = async (store: Questions, source: string): Promise<Placed[]> => {
  const passages: Placed[] = [];
  for (let after: ListRequest['query']['after'] = null; ;) {
    const fields = [['citations'], ['locator'], ['selectors']];
    const { rows, more } = await store.list(
      listQuery('passage', AT_ONCE, { where: [anyOf('source', source)], sort: 'position', after, fields }),
    );
    passages.push(...rows.map(({ json }) => JSON.parse(json) as Placed));
    const last = rows.at(-1);
    if (!more || last === undefined) return passages;
    after = { key: last.key, id: last.id };
  }
};

/** The citations of a document, each once, passage by passage. */
const citationsOf = async (store: Questions, passages: readonly Placed[]): Promise<CitationView[][]> => {
  const seen = new Set<string>();
  const ids = passages.map(({ citations }) => citations.filter((id) => !seen.has(id) && seen.add(id)));
  const all = ids.flat();
  const views = new Map<string, CitationView>();
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const { readings } = await store.read(all.slice(at, at + AT_ONCE).map((id) => ({ type: 'citation', id })));
    for (const reading of readings)
      if (reading.state === 'found') views.set(reading.key.id, JSON.parse(reading.json) as CitationView);
  }
  return ids.map((of) => of.flatMap((id) => views.get(id) ?? []));
};

/** Which of the citations a list has. */
const listed = async (store: Questions, query: ListRequest['query']): Promise<Set<string>> => {
  const ids = new Set<string>();
  for (let after: ListRequest['query']['after'] = null; ;) {
    const { rows, more } = await store.list({ ...query, after, limit: AT_ONCE, fields: [['id']] });
    for (const { id } of rows) ids.add(id);
    const last = rows.at(-1);
    if (!more || last === undefined) return ids;
    after = { key: last.key, id: last.id };
  }
};

/** The notes of a page: as many as have no more citations than it may, and one at least. */
const pageOf = <N extends { cites: readonly unknown[] }>(notes: readonly N[], limit: number): N[] => {
  let citations = 0;
  const end = notes.findIndex(({ cites }, i) => {
    citations += cites.length;
    return i > 0 && citations > limit;
  });
  return notes.slice(0, end === -1 ? notes.length : end);
};

/**
 * A page of the footnotes of a document that a list has, as references.
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const documentFootnotes = async (store: Questions, source: string, raw: RawParameters): Promise<Composed> => {
  const { cursor, ...rest } = raw;
  const { query, given, binding } = readListRequest('citation', rest);
  const order = ['footnotes', binding];
  const [at] = cursor === undefined ? [0] : (decodeCursor(order, cursor as string, ['number']) as number[]);
  const [ids, passages] = await Promise.all([
    listed(store, query),
    passagesOf(store, source),
    refuseUnknown(store, 'citation', given),
  ]);
  const byPassage = await citationsOf(store, inOrderOfText(passages));
  const footnotes = byPassage.flatMap((citations) =>
    footnotesIn(citations).map((note) => ({ ...note, isListed: note.citations.some((id) => ids.has(id)) })),
  );
  const notes = placed(footnotes).map((note, i) => ({ ...note, ...footnotes[i]!, cites: note.cites, place: i }));
  const found = notes.filter(({ isListed, place }) => isListed && place >= at!);
  const page = pageOf(found, query.limit);
  const next = found[page.length];
  const works = [...new Set(page.flatMap(({ cites }) => cites.map(({ id }) => id)))];
  const { readings, related } = await store.read(
    works.map((id) => ({ type: 'source', id })),
    citedRecords('source'),
  );
  const record = recordsOf(
    related,
    readings.filter((reading) => reading.state === 'found'),
  );
  const cited = worksOf(page, record);
  const references: References = {
    works: cited,
    notes: page.map(({ marker, cites }) => ({ marker, cites })),
    ...knownOf(cited, record),
  };
  return {
    json: JSON.stringify(references),
    included: null,
    page: { limit: query.limit, nextCursor: next === undefined ? null : encodeCursor(order, [next.place]) },
  };
};
