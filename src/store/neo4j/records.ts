import type { Edge } from './relationships.ts';
import { createHash } from 'node:crypto';
import neo4j, { type Integer } from 'neo4j-driver';
import type { BaseView } from '../../model/define.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import { includePathsOf } from '../../model/includes.ts';
import { sortKeysOf } from '../../model/postings.ts';
import { prefixEntries } from '../../model/text.ts';
import { timeKey } from '../../model/time-order.ts';
import { recordTokens } from '../../search/tokens.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import type { StatementView } from '../../model/types/statement.ts';
import type { Place } from '../../model/query.ts';

/*
 * How values stand in the database: integers, nulls, dates, and texts that are longer than an index takes.
 */

/** JavaScript numbers travel as floats unless they are marked. */
export const integer = (value: number): Integer => neo4j.int(value);

/**
 * Neo4j's indexes order texts by code points, but its sorts and comparisons in memory do so for some texts and by
 * UTF-16 units for others. So whatever is ordered is written without surrogates, which makes the two orders one: a
 * character beyond U+FFFF as U+FFFF and two characters, which keeps its place. Other texts stay as they are.
 */
export const sortable = (text: string): string =>
  text.replace(/\uFFFF|[\u{10000}-\u{10FFFF}]/gu, (character) => {
    const beyond = character.codePointAt(0)! - 0x10000;
    return beyond < 0 ? '\uFFFF ' : `\uFFFF${String.fromCharCode(0x100 + (beyond >> 10), 0x100 + (beyond & 0x3ff))}`;
  });

const unsortable = (text: string): string =>
  text.replace(/\uFFFF(?: |(..))/gsu, (_, two: string | undefined) =>
    two === undefined
      ? '\uFFFF'
      : String.fromCodePoint(0x10000 + ((two.charCodeAt(0) - 0x100) << 10) + two.charCodeAt(1) - 0x100),
  );

/** Greater than any text that is written so. */
export const END = '\uFFFF\uFFFF';

/** An entry of an index may have some 8,000 bytes; so of an indexed text this many characters are indexed. */
export const INDEXED = 600;

/** A text in two parts: what is indexed, and the rest of a very long one. */
export type Split = { head: string; tail: string };

export const split = (text: string): Split => ({ head: text.slice(0, INDEXED), tail: text.slice(INDEXED) });

/** Ends a part of a place; where a text itself has it, it is written as a pair, so that the order stays the same. */
const ENDED = '\0';
const ESCAPED = '\0\uFFFF';

const escaped = (text: string): string => text.replaceAll(ENDED, ESCAPED);

/** Texts as one text in the order of all of them together. */
const joined = (...parts: readonly string[]): string =>
  sortable(parts.map((part, i) => (i === parts.length - 1 ? part : `${escaped(part)}${ENDED}`)).join(''));

/** The place of a record in a sort as it is stored. */
export const placed = ({ key, id }: Place): Split => split(joined(key, id));

/** How many sorts types have at most. Where a record is filed, it has a place in each sort of its type. */
export const SORTS = Math.max(...ALL_TYPES.map(({ sorts }) => Object.keys(sorts).length));

/** The properties of such a place, by the number of the sort: what is indexed, and the rest. */
export const placeIn = (sort: number): string => `place${sort}`;
export const tailIn = (sort: number): string => `tail${sort}`;

/** The places of a record in its sorts, as properties. */
export type Places = Record<string, string | null>;

export const placesFor = (sorts: readonly string[], id: string): Places =>
  Object.fromEntries(
    sorts.flatMap((key, sort) => {
      const { head, tail } = placed({ key, id });
      return [
        [placeIn(sort), head],
        [tailIn(sort), tail || null],
      ];
    }),
  );

/** The record of a stored place, and its sort key. */
export const placeWithin = ({ head, tail }: Split): Place => {
  const whole = unsortable(`${head}${tail}`);
  const end = whole.lastIndexOf(ENDED);
  return { key: whole.slice(0, end).replaceAll(ESCAPED, ENDED), id: whole.slice(end + 1) };
};

/** The spot of a name in the order of all. */
export const spotted = (entry: string, type: string, id: string): Split => split(joined(entry, type, id));

/** Where the spots of such entries begin. */
export const spotOf = (entry: string): string => sortable(escaped(entry));

/** The beginning of every term of a filter. Neither a type nor a filter has a space in it. */
export const stemOf = (type: TypeName, filter: string): string => `${type} ${filter} `;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A term as one text; a very long value by its digest. */
export const termOf = (type: TypeName, filter: string, value: string): string =>
  `${stemOf(type, filter)}${value.length <= INDEXED ? value : `\0${hashOf(value)}`}`;

/** By which filings are found instead of the term itself: Neo4j keeps a text so short within the relationship, and a graph has some twenty of those for each record. */
export const digestOf = (term: string): string => hashOf(term).slice(0, 20);

/** The full-text index of the words of names and texts of records. */
export const RECORD_WORDS = 'record_words';

/** The full-text index of the words that snapshots have of their texts. */
export const STORED_TEXT = 'stored_text';

/** The properties begin so in which a record lists its values of facets. */
export const FACET = 'facet_';

/** The property of a claim that says how many values of a filter it is filed under. */
export const numberOf = (filter: string): string => `number_${filter}`;

type Value = string | boolean | Integer | number;
type Properties = Record<string, Value | Value[] | null>;

/** A scalar as a property: whole numbers stay whole. */
export const property = (value: string | number | boolean): Value =>
  typeof value === 'number' && Number.isInteger(value) ? integer(value) : value;

export const properties = (fields: Readonly<Record<string, string | number | boolean>>): Properties =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, property(value)]));

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** The fields of an answer that a property can hold, for whoever reads the graph in Cypher; references are relationships. */
const readable = (view: BaseView): Properties => {
  const references = includePathsOf(view.type);
  const found: Properties = {};
  const visit = (value: unknown, path: readonly string[]): void => {
    if (value === null || value === undefined || references.has(path.join('.'))) return;
    const name = path.join('_').replaceAll('-', '_');
    if (isScalar(value)) found[name] = property(value);
    else if (Array.isArray(value)) {
      if (value.length > 0 && value.every((item) => typeof item === 'string')) found[name] = value;
    } else for (const [field, inner] of Object.entries(value)) visit(inner, [...path, field]);
  };
  for (const [field, value] of Object.entries(view)) if (field !== 'type') visit(value, [field]);
  return found;
};

/** What is stored at an address. */
export type Content = { written: string | null; view: string | null; movedTo: string | null; revision?: number | null };

/** The properties of the node of an address; `number` tells which was there first. */
export const nodeOf = (key: Key, { written, view, movedTo, revision = null }: Content, number: number): Properties => {
  const answer = view === null ? null : (JSON.parse(view) as BaseView);
  const range = TYPES[key.type].range;
  return {
    ...(answer && readable(answer)),
    ...(answer && range && { dateKey: timeKey(range.date(answer)) }),
    ...(answer && wordsOfRecord(answer)),
    // Relationships have no order.
    ...(answer?.type === 'statement' && { passages: (answer as StatementView).passages }),
    ...(written !== null && { written }),
    ...(view !== null && { view }),
    ...(movedTo !== null && { movedTo }),
    ...(revision !== null && { revision: integer(revision) }),
    id: key.id,
    address: keyText(key),
    number: integer(number),
  };
};

/** What a record is found by in full text, and its places in the orders of its list, for lists of what has some words. */
const wordsOfRecord = (view: BaseView): Properties => {
  const tokens = recordTokens(view);
  if (tokens === null) return {};
  const { kind, names, texts } = tokens;
  return {
    kindTokens: kind,
    nameTokens: names || null,
    textTokens: texts || null,
    ...placesFor(sortKeysOf(view), view.id),
  };
};

/** The names of a record for type-ahead, each entry once. */
export const namesOf = (
  key: Key,
  view: BaseView | null,
): Map<string, { entry: string; name: string; spot: string; tail: string | null }> => {
  const names = new Map<string, { entry: string; name: string; spot: string; tail: string | null }>();
  for (const [, name] of view === null ? [] : TYPES[key.type].names(view)) {
    for (const entry of prefixEntries(name)) {
      const { head, tail } = spotted(entry, key.type, key.id);
      if (!names.has(entry)) names.set(entry, { entry, name, spot: head, tail: tail || null });
    }
  }
  return names;
};

/** Texts that are not there come as empty ones, since lists of the answer hold no nulls. */
export const orNull = (text: string): string | null => (text === '' ? null : text);

/** A relationship as it is sent. */
export const rowOfEdge = (source: string, { word, target, fields }: Edge): object => ({
  source,
  word,
  target,
  fields: properties(fields),
});
