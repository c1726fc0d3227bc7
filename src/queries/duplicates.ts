import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { WHOLE_NAME } from '../model/postings.ts';
import { anyOf, listQuery } from '../model/query.ts';
import { namesDocument } from '../model/support.ts';
import { filtersOf } from '../model/types.ts';
import type { Finding, Questions, ValueCount } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, paging, readParameters, word, type RawParameters } from './parameters.ts';

/*
 * Records that are probably of one thing: they have one identifier, or one name and the same terms. What is looked
 * through are the values of the index, a bounded number for each page, so that a page may have fewer than it could.
 */

/** The types whose records may be told twice. */
export const DOUBTED = TYPE_NAMES.filter((type) => filtersOf(type).has('identifier'));

const BY = ['identifier', 'name'] as const;
type By = (typeof BY)[number];
const FILTERS: Readonly<Record<By, string>> = { identifier: 'identifier', name: WHOLE_NAME };

/** How many values are read at once, how often for a page, and how many records of a value are told. */
const [AT_ONCE, READS, SHOWN] = [1000, 5, 20];
/** Of how many values the records are looked at for a page: names can be shared by many that are not the same. */
const LOOKED_AT = 200;

export const Duplicate = z
  .object({
    type: z.enum(TYPE_NAMES),
    by: z
      .enum(BY)
      .describe('What they have in common: an identifier or address, or a name, folded, and the same terms.'),
    value: z.string().describe('That identifier or name.'),
    records: z.array(z.object({ type: z.enum(TYPE_NAMES), id: Id, label: z.string() })).min(2),
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

const sharing = async (store: Questions, type: TypeName, by: By, value: string): Promise<Duplicate[]> => {
  const { rows } = await store.list(listQuery(type, SHOWN, { where: [anyOf(FILTERS[by], value)] }));
  const groups = new Map<string, Duplicate['records']>();
  for (const { json } of rows as readonly Row[]) {
    const view = JSON.parse(json) as BaseView & Record<string, unknown>;
    const key = by === 'identifier' ? '' : termsOf(view);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), { type, id: view.id, label: view.label }]);
  }
  return [...groups.values()].filter((records) => records.length > 1).map((records) => ({ type, by, value, records }));
};

type Place = { by: By; after: string | null };

/** The duplicates behind the next values, by identifiers first; `next` is null where there are no more. */
const nextDuplicates = async (
  store: Questions,
  type: TypeName,
  from: Place,
  limit: number,
): Promise<{ found: Duplicate[]; next: Place | null }> => {
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
      if (found.length >= limit || looks >= LOOKED_AT) return { found, next: { by, after: value } };
    }
    if (isLast && by === 'name') return { found, next: null };
    [by, at] = isLast ? ['name', null] : [by, values.at(-1)!.value];
  }
  return { found, next: { by, after: at } };
};

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
  const [by = 'identifier', after = ''] =
    cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string']) as [By, string]);
  const begin: Place = { by, after: after === '' ? null : after };
  const { found, next } = await nextDuplicates(store, type as TypeName, begin, limit);
  return {
    duplicates: found,
    limit,
    nextCursor: next === null ? null : encodeCursor(binding, [next.by, next.after ?? '']),
  };
};

/** What a check tells of records that are probably of one thing: all that `readDuplicates` does. */
export const duplicateFindings = async (store: Questions): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const type of DOUBTED)
    for (let place: Place | null = { by: 'identifier', after: null }; place !== null;) {
      const { found, next }: { found: Duplicate[]; next: Place | null } = await nextDuplicates(
        store,
        type,
        place,
        SHOWN,
      );
      findings.push(
        ...found.flatMap(({ by, value, records: [first, ...others] }) =>
          others.map(({ id }): Finding => ({
            where: `${type}/${id}`,
            kind: 'advice',
            message: `it has the same ${by} as ${first!.id}, ${value}, and so is probably the same${oneRoot(type, value)}`,
            remedy: `merge one into the other: {"id": "${id}", "mergedInto": "${first!.id}"}`,
          })),
        ),
      );
      place = next;
    }
  return findings;
};

const oneRoot = (type: TypeName, value: string): string =>
  type === 'source' && namesDocument(value) ? '; where independent roots are counted they are one' : '';
