import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { WHOLE_NAME } from '../model/index-keys.ts';
import { anyOf, listQuery } from '../model/query.ts';
import { namesDocument } from '../model/support.ts';
import { filtersOf } from '../model/types.ts';
import type { Finding, Questions, ValueCount } from '../store/port.ts';
import { alikeAfter, isAlikeType, type AlikeType } from './alike.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, paging, readParameters, word, type RawParameters } from './parameters.ts';

/*
 * Records that are probably of one thing, in ranks: they have one identifier, or one name and the same terms, or names or
 * texts that are alike. What is looked through for a page are so many values of the index or records, so that a page may
 * have fewer than it could.
 */

/** The types whose records may be told twice. */
export const DOUBTED = TYPE_NAMES.filter((type) => filtersOf(type).has('identifier') || isAlikeType(type));

const BY = ['identifier', 'name', 'words'] as const;
type By = (typeof BY)[number];
const FILTERS = { identifier: 'identifier', name: WHOLE_NAME } as const;

/** How many values are read at once, how often for a page, and how many records of a value are told. */
const [AT_ONCE, READS, SHOWN] = [1000, 5, 20];
/** Of how many values the records are looked at for a page: names can be shared by many that are not the same. */
const LOOKED_AT = 200;

const Named = z.object({ type: z.enum(TYPE_NAMES), id: Id, label: z.string() });

export const Duplicate = z
  .object({
    type: z.enum(TYPE_NAMES),
    by: z
      .enum(BY)
      .describe(
        'What they have in common: an identifier or address; a name, folded, and the same terms; or words of names or texts that are alike.',
      ),
    value: z.string().describe('That identifier or name, or those words.'),
    likeness: z
      .number()
      .describe(
        'How alike the words are, from 0 to 1; 1 where they have one identifier, or one name and the same terms.',
      ),
    words: z.array(z.string()).describe('Words that both have, folded, where they are alike by words.'),
    entities: z
      .array(Named)
      .describe(
        'Where they are alike by words: what the statements of both claims name (the first 20 of each), or whom both actors stand for or belong to.',
      ),
    records: z.array(Named).min(2),
  })
  .describe('Records that are probably of one thing.');
export type Duplicate = z.output<typeof Duplicate>;

/**
 * What has to be the same beside the name: whom a person stood for, in which office and when; an event's date; of
 * documents, very many of which have one title, the date and the publisher. Null where that is not known.
 */
const termsOf = (view: BaseView & Record<string, unknown>): string | null => {
  if (view.type === 'source')
    return view['issued'] === null ? null : JSON.stringify([view['issued'], view['publisher']]);
  return JSON.stringify([view['kind'], view['represents'], view['belonging'], view['date']]);
};

type Row = { id: string; json: string };
type Shared = Exclude<By, 'words'>;

const sharing = async (store: Questions, type: TypeName, by: Shared, value: string): Promise<Duplicate[]> => {
  const { rows } = await store.list(listQuery(type, SHOWN, { where: [anyOf(FILTERS[by], value)] }));
  const groups = new Map<string, Duplicate['records']>();
  for (const { json } of rows as readonly Row[]) {
    const view = JSON.parse(json) as BaseView & Record<string, unknown>;
    const key = by === 'identifier' ? '' : termsOf(view);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), { type, id: view.id, label: view.label }]);
  }
  return [...groups.values()]
    .filter((records) => records.length > 1)
    .map((records) => ({ type, by, value, likeness: 1, words: [], entities: [], records }));
};

/** Where to go on: behind a value, or behind the record `after`, of whose page of pairs `skip` are told already. */
type Place = { by: By; after: string | null; skip: number };
type Next = { found: Duplicate[]; next: Place | null };

const BEGIN: Place = { by: 'identifier', after: null, skip: 0 };

/** The duplicates behind the next values, by identifiers first. */
const nextSharing = async (
  store: Questions,
  type: TypeName,
  from: { by: Shared; after: string | null },
  limit: number,
): Promise<Next> => {
  const found: Duplicate[] = [];
  let { by, after: at } = from;
  let looks = 0;
  for (let reads = 0; reads < READS; reads++) {
    const read: ValueCount[] = await store.values(FILTERS[by], '', at, AT_ONCE);
    const isLast = read.length < AT_ONCE;
    // Of the last value not all types may be among what was read.
    const values = isLast ? read : read.filter(({ value }) => value !== read.at(-1)!.value);
    for (const { type: of, value, count } of values) {
      if (of !== type || count < 2) continue;
      found.push(...(await sharing(store, type, by, value)));
      looks += 1;
      if (found.length >= limit || looks >= LOOKED_AT) return { found, next: { by, after: value, skip: 0 } };
    }
    if (!isLast) at = values.at(-1)!.value;
    else if (by === 'identifier') [by, at] = ['name', null];
    else return { found, next: isAlikeType(type) ? { by: 'words', after: null, skip: 0 } : null };
  }
  return { found, next: { by, after: at, skip: 0 } };
};

const namedOf = ({ type, id, label }: BaseView): Duplicate['records'][number] => ({ type, id, label });

/** The pairs that are alike among the records behind one, the most alike first. */
const nextAlike = async (store: Questions, type: AlikeType, { after, skip }: Place, limit: number): Promise<Next> => {
  const { pairs, next } = await alikeAfter(store, type, after);
  const found = pairs.slice(skip, skip + limit).map(({ likeness, shared, entities, records }): Duplicate => ({
    type,
    by: 'words',
    value: shared.join(' '),
    likeness: Math.round(likeness * 100) / 100,
    words: shared,
    entities,
    records: records.map(namedOf),
  }));
  if (skip + limit < pairs.length) return { found, next: { by: 'words', after, skip: skip + limit } };
  return { found, next: next === null ? null : { by: 'words', after: next, skip: 0 } };
};

/** The next duplicates of a type from a place on; `next` is null where there are no more. */
const nextDuplicates = async (store: Questions, type: TypeName, from: Place, limit: number): Promise<Next> => {
  if (from.by === 'words') return isAlikeType(type) ? nextAlike(store, type, from, limit) : { found: [], next: null };
  const { found, next } = await nextSharing(store, type, { by: from.by, after: from.after }, limit);
  // A page goes on into the next rank.
  if (next?.by !== 'words' || found.length >= limit) return { found, next };
  const alike = await nextDuplicates(store, type, next, limit - found.length);
  return { found: [...found, ...alike.found], next: alike.next };
};

/** A place as a cursor has it. */
const placeOf = ([by, after, skip]: (string | number)[]): Place => ({
  by: BY.find((each) => each === by) ?? 'identifier',
  after: after === '' ? null : (after as string),
  skip: skip as number,
});

export const duplicatesParameters = {
  type: word('Records of this type', DOUBTED, 'actor', 'invalid-value'),
  ...paging,
};

/** A page of the duplicates among the records of a type. */
export const readDuplicates = async (
  store: Questions,
  raw: RawParameters,
): Promise<{ duplicates: Duplicate[]; limit: number; nextCursor: string | null }> => {
  const { type = 'actor', limit = DEFAULT_LIMIT, cursor } = readParameters(raw, duplicatesParameters);
  const binding = ['duplicates', type];
  const from = cursor === undefined ? BEGIN : placeOf(decodeCursor(binding, cursor, ['string', 'string', 'number']));
  const { found, next } = await nextDuplicates(store, type as TypeName, from, limit);
  return {
    duplicates: found,
    limit,
    nextCursor: next === null ? null : encodeCursor(binding, [next.by, next.after ?? '', next.skip]),
  };
};

/** Every duplicate of a type, page by page. */
export async function* allDuplicates(store: Questions, type: TypeName): AsyncGenerator<Duplicate[]> {
  for (let place: Place | null = BEGIN; place !== null;) {
    const { found, next }: Next = await nextDuplicates(store, type, place, SHOWN);
    yield found;
    place = next;
  }
}

/** Duplicates in their ranks: by identifier, by name, then the most alike first, and those with more in common. */
export const ranked = (duplicates: readonly Duplicate[]): Duplicate[] =>
  duplicates.toSorted(
    (a, b) => BY.indexOf(a.by) - BY.indexOf(b.by) || b.likeness - a.likeness || b.entities.length - a.entities.length,
  );

/** What a check tells of records that are probably of one thing: all that `readDuplicates` does. */
export const duplicateFindings = async (store: Questions): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const type of DOUBTED)
    for await (const found of allDuplicates(store, type)) findings.push(...found.flatMap(findingsOf));
  return findings;
};

const findingsOf = ({ type, by, value, records: [first, ...others] }: Duplicate): Finding[] =>
  others.map(({ id }) => ({
    where: `${type}/${id}`,
    kind: 'advice',
    message:
      by === 'words'
        ? `it has words of ${first!.id}, ${value}, and may be the same`
        : `it has the same ${by} as ${first!.id}, ${value}, and so is probably the same${oneRoot(type, value)}`,
    remedy: `merge one into the other: {"id": "${id}", "mergedInto": "${first!.id}"}`,
  }));

const oneRoot = (type: TypeName, value: string): string =>
  type === 'source' && namesDocument(value) ? '; where independent roots are counted they are one' : '';
