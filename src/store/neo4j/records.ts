import type { Edge } from './relationships.ts';
import neo4j, { type Integer } from 'neo4j-driver';
import type { BaseView } from '../../model/define.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import { includePathsOf } from '../../model/includes.ts';
import { sortKeysOf } from '../../model/index-keys.ts';
import { prefixEntries } from '../../model/text.ts';
import { recordTokens } from '../../search/tokens.ts';
import { TYPES } from '../../model/types.ts';
import type { StatementView } from '../../model/types/statement.ts';
import type { Place } from '../../model/query.ts';
import type { List } from '../index/steps.ts';

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

/** The name of a filter of a type. Neither has a space in it. */
export const fieldName = (type: TypeName, filter: string): string => `${type} ${filter}`;

/** A value as terms have it: in an order that is the same everywhere, and only its beginning indexed. */
export const splitValue = (value: string): { begins: string; rest: string } => {
  const { head, tail } = split(sortable(value));
  return { begins: head, rest: tail };
};
export const valueOf = (stored: string): string => unsortable(stored);

/** How many orders a type may have. */
export const ORDERS = 8;
/** The number of a list. */
export const listOf = ({ tid, sort }: List): Integer => integer(tid * ORDERS + sort);

/** How many blocks a column may have. */
const COLUMN = 2 ** 24;
/** The number of a block of a column. */
export const columnId = (field: number, block: number): number => field * COLUMN + block;

/** The full-text index of the words of names and texts of records. */
export const RECORD_WORDS = 'record_words';

/** The full-text index of the words that snapshots have of their texts. */
export const STORED_TEXT = 'stored_text';

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
  return {
    ...(answer && readable(answer)),
    ...(answer && { sortKeys: sortKeysOf(answer) }),
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

/** What a record is found by in full text. */
const wordsOfRecord = (view: BaseView): Properties => {
  const tokens = recordTokens(view);
  if (tokens === null) return {};
  const { kind, names, texts } = tokens;
  return {
    kindTokens: kind,
    nameTokens: names || null,
    textTokens: texts || null,
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
