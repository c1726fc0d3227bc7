import { z } from 'zod';
import type { BaseView, FieldText } from '../model/define.ts';
import { Id, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { NAME_WORD, WHOLE_NAME } from '../model/postings.ts';
import { anyOf, type Condition } from '../model/query.ts';
import { fold, tokensOf } from '../model/text.ts';
import { TYPES } from '../model/types.ts';
import type { Part, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  DEFAULT_LIMIT,
  paging,
  ParameterFault,
  readParameters,
  text,
  words,
  type RawParameters,
} from './parameters.ts';

export const Hit = z
  .object({
    type: z.enum(TYPE_NAMES),
    id: Id,
    label: z.string(),
    score: z
      .number()
      .describe('1: a name is just what was looked for; 0.8: a name has all the words; 0.5: the record has them.'),
    field: z.string().describe('The field that matched.'),
  })
  .describe('A record that search found.');
type Hit = z.output<typeof Hit>;

/** What is found first: what has that name, then what has the words in a name, then what has them anywhere. */
const SCORES = [1, 0.8, 0.5] as const;

const some = (about: string) =>
  text(about, (value) => {
    if (tokensOf(value).length === 0)
      throw new ParameterFault(`${JSON.stringify(value)} has no word to look for; give at least one letter or digit`);
    return value;
  });

export const searchParameters = {
  q: some('The words to look for, all of which a record must have, in any form of case and accents'),
  type: words('Records of these types only', TYPE_NAMES),
  ...paging,
};

const conditionsOf = (q: string): Record<(typeof SCORES)[number], Condition[]> => {
  const tokens = tokensOf(q);
  const whole = fold(q);
  const inName = tokens.map((token) => anyOf(NAME_WORD, token));
  const notWhole: Condition = { filter: WHOLE_NAME, any: [], none: [whole] };
  return {
    1: [anyOf(WHOLE_NAME, whole)],
    0.8: [...inName, notWhole],
    0.5: [
      ...tokens.map((token) => anyOf('q', token)),
      { filter: NAME_WORD, any: [], none: [], notAll: tokens },
      notWhole,
    ],
  };
};

/** Full text over names, claims, statements and sources: the best matches first, then by type and in the order of its list. */
export const search = async (
  store: Store,
  raw: RawParameters,
): Promise<{ hits: Hit[]; limit: number; nextCursor: string | null }> => {
  const {
    q = '',
    type = TYPE_NAMES,
    limit = DEFAULT_LIMIT,
    cursor,
  } = readParameters({ q: '', ...raw }, searchParameters);
  const types = TYPE_NAMES.filter((name) => type.includes(name));
  const conditions = conditionsOf(q);
  const parts = SCORES.flatMap((score) =>
    types.map((name): Part & { score: number } => ({
      score,
      type: name,
      where: conditions[score],
      sort: Object.keys(TYPES[name].sorts)[0]!,
    })),
  );
  const binding = ['search', fold(q), types];
  const [part, key, id] = cursor === undefined ? [] : decodeCursor(binding, cursor, ['number', 'string', 'string']);
  const after = part === undefined ? null : { part: part as number, key: key as string, id: id as string };
  const { rows, more } = await store.sequence(parts, after, limit, null);
  const last = rows.at(-1);
  return {
    hits: rows.map((row): Hit => {
      const view = JSON.parse(row.json) as BaseView;
      return {
        type: row.type,
        id: row.id,
        label: view.label,
        score: parts[row.part]!.score,
        field: matchedField(view, q, parts[row.part]!.score),
      };
    }),
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.part, last.key, last.id]) : null,
  };
};

/** The field that has most of the words; among equals the first. */
const matchedField = (view: BaseView, q: string, score: number): string => {
  const { names, texts } = TYPES[view.type];
  const named: readonly FieldText[] = names(view);
  if (score === 1) return named.find(([, name]) => fold(name) === fold(q))?.[0] ?? 'name';
  const tokens = tokensOf(q);
  const shares = [...named, ...texts(view)].map(([field, value]) => {
    const there = new Set(tokensOf(value));
    return { field, share: tokens.filter((token) => there.has(token)).length };
  });
  return shares.reduce((best, next) => (next.share > best.share ? next : best), { field: 'label', share: 0 }).field;
};

export const Suggestion = z
  .object({
    type: z.enum(TYPE_NAMES),
    id: Id,
    label: z.string(),
    name: z
      .string()
      .describe('The name or alternative name that begins, or has a word that begins, with what was typed.'),
  })
  .describe('A record with a name that begins with what was typed.');

export const autocompleteParameters = {
  q: some('What was typed so far: the beginning of a name, or of a word in it'),
  type: words('Records of these types only', TYPE_NAMES),
  ...paging,
};

/** Names for type-ahead, in order of what comes after the prefix. */
export const autocomplete = async (
  store: Store,
  raw: RawParameters,
): Promise<{ suggestions: z.output<typeof Suggestion>[]; limit: number; nextCursor: string | null }> => {
  const { q = '', type, limit = DEFAULT_LIMIT, cursor } = readParameters({ q: '', ...raw }, autocompleteParameters);
  const prefix = fold(q);
  const types = type === undefined ? null : (TYPE_NAMES.filter((name) => type.includes(name)) as readonly TypeName[]);
  const binding = ['autocomplete', prefix, types];
  const [entry, recordType, id] =
    cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string', 'string']) as string[]);
  const after = entry === undefined ? null : { entry, type: recordType!, id: id! };
  const found = await store.complete(prefix, types, after, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    suggestions: shown.map(({ type: name, id: of, label, name: matched }) => ({
      type: name,
      id: of,
      label,
      name: matched,
    })),
    limit,
    nextCursor: found.length > limit && last ? encodeCursor(binding, [last.entry, last.type, last.id]) : null,
  };
};
