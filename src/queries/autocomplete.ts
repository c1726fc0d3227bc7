import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { fold, prefixEntries } from '../model/text.ts';
import { TYPES } from '../model/types.ts';
import { LONGEST_QUERY, wordQueryOf, type WordQuery } from '../search/query.ts';
import { textTokens } from '../search/tokens.ts';
import type { Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  DEFAULT_LIMIT,
  paging,
  ParameterFault,
  readParameters,
  required,
  text,
  words,
  type RawParameters,
} from './parameters.ts';

export const Suggestion = z
  .object({
    type: z.enum(TYPE_NAMES),
    id: Id,
    label: z.string(),
    name: z
      .string()
      .describe(
        'The name or alternative name that begins, or has a word that begins, with what was typed; or else one that has what was typed in another order, or but for a slip of typing.',
      ),
  })
  .describe('A record with a name that fits what was typed.');
type Suggestion = z.output<typeof Suggestion>;

export const autocompleteParameters = {
  q: required(
    text('What was typed so far: the beginning of a name, or of a word in it', (value) => {
      if (!/[\p{L}\p{N}]/u.test(value))
        throw new ParameterFault(`${JSON.stringify(value)} has no word to look for; give at least one letter or digit`);
      if (value.length > LONGEST_QUERY)
        throw new ParameterFault(`${value.length} characters are more than a name has; give ${LONGEST_QUERY} at most`);
      return value;
    }),
  ),
  type: words('Records of these types only', TYPE_NAMES),
  ...paging,
};

/** How many words of a name are looked for in any order. */
const MOST_WORDS = 8;

/**
 * Names for type-ahead, in order of what comes after the prefix; after the last of them those that have the words in
 * another order, and where there is none at all those that have them but for a slip.
 */
export const autocomplete = async (
  store: Store,
  raw: RawParameters,
): Promise<{ suggestions: Suggestion[]; limit: number; nextCursor: string | null }> => {
  const { q, type, limit = DEFAULT_LIMIT, cursor } = readParameters(raw, autocompleteParameters);
  const prefix = fold(q);
  const types = type === undefined ? null : TYPE_NAMES.filter((name) => type.includes(name));
  const binding = ['autocomplete', prefix, types];
  const [entry, recordType, id] =
    cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string', 'string']) as string[]);
  const after = entry === undefined ? null : { entry, type: recordType!, id: id! };
  const found = await store.complete(prefix, types, after, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = found.length > limit;
  const tokens = textTokens(['name', q]).tokens;
  const isFirst = after === null && found.length === 0;
  const others =
    more || shown.length === limit || tokens.length === 0 || tokens.length > MOST_WORDS
      ? []
      : await inAnyOrder(store, { tokens, prefix, types: types ?? TYPE_NAMES, limit: limit - shown.length, isFirst });
  return {
    suggestions: [
      ...shown.map(({ type: name, id: of, label, name: matched }) => ({ type: name, id: of, label, name: matched })),
      ...others,
    ],
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.entry, last.type, last.id]) : null,
  };
};

type Typed = { tokens: readonly string[]; prefix: string; types: readonly TypeName[]; limit: number; isFirst: boolean };

/** Names that have all words in some order, the last of them begun at least. */
const inAnyOrder = async (store: Store, { tokens, prefix, types, limit, isFirst }: Typed): Promise<Suggestion[]> => {
  const named = async (...wanted: string[]): Promise<Suggestion[]> => {
    const { hits } = await store.search({
      words: beginning(wanted),
      types,
      selection: null,
      offset: 0,
      limit: limit + ALSO_BEGIN,
    });
    return hits.flatMap(({ json }) => suggested(JSON.parse(json) as BaseView, wanted, prefix) ?? []).slice(0, limit);
  };
  const found = tokens.length > 1 ? await named(...tokens) : [];
  if (found.length > 0 || !isFirst) return found;
  const wanted: string[] = [...tokens];
  for (const [i, token] of tokens.entries()) {
    const [is] = await named(token);
    if (is === undefined) wanted[i] = (await nearName(store, token, types)) ?? token;
  }
  return wanted.some((word, i) => word !== tokens[i]) ? named(...wanted) : [];
};

/** How many of those that begin with what was typed, which are told already, may be among what is found. */
const ALSO_BEGIN = 50;

const beginning = (wanted: readonly string[]): WordQuery => ({
  clauses: wanted.map((word, i) => ({
    phrases: i === wanted.length - 1 ? [] : [[word]],
    prefixes: i === wanted.length - 1 ? [word] : [],
    excluded: false,
  })),
  name: null,
  language: null,
  within: 'names',
});

/** The nearest word to one that names have. */
const nearName = async (store: Store, word: string, types: readonly TypeName[]): Promise<string | null> => {
  for (const near of await store.near(word)) {
    const asked: WordQuery = { ...wordQueryOf(near), within: 'names' };
    if ((await store.search({ words: asked, types, selection: null, offset: 0, limit: 1 })).hits.length > 0)
      return near;
  }
  return null;
};

/** A record by the name that has the words; null where it begins with what was typed, which is told already. */
const suggested = (view: BaseView, wanted: readonly string[], prefix: string): Suggestion | null => {
  const names = TYPES[view.type].names(view);
  if (names.some(([, name]) => prefixEntries(name).some((entry) => entry.startsWith(prefix)))) return null;
  const has = (tokens: readonly string[]): boolean =>
    wanted.every((word, i) =>
      tokens.some((token) => (i === wanted.length - 1 ? token.startsWith(word) : token === word)),
    );
  const name = names.find((field) => {
    const { tokens, others } = textTokens(field);
    return has([...tokens, ...others]);
  });
  return { type: view.type, id: view.id, label: view.label, name: name?.[1] ?? view.label };
};
