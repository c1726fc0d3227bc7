import type { TypeName } from '../../model/ids.ts';
import type { WordQuery } from '../../search/query.ts';
import { languageToken } from '../../search/tokens.ts';
import { NAME_WEIGHT } from '../full-text.ts';

/*
 * Full text as Lucene asks for it. Its indexes hold tokens that are made already (search/tokens.ts, verify/words.ts) and
 * parted by spaces. Those in a query are letters, digits and marks that mean nothing to it.
 */

export const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ')}"`;

/** The properties in which words are looked for, each with how much it counts. */
export const FIELDS = [
  ['nameTokens', `^${NAME_WEIGHT}`],
  ['textTokens', ''],
] as const;

/** Records of a kind that have the words, as Lucene writes it. */
export const matchOf = ({ clauses, name, language, within }: WordQuery, types: readonly TypeName[]): string => {
  const fields = within === 'names' ? FIELDS.slice(0, 1) : FIELDS;
  const kinds = [
    types.map((type) => quoted([type])).join(' '),
    ...(language === null ? [] : [quoted([languageToken(language)])]),
  ];
  return [
    // What is no word has no part in the rank.
    ...kinds.map((each) => `+kindTokens:(${each})^0`),
    ...clauses.map(({ phrases, prefixes, excluded }) => {
      const wanted = [...phrases.map(quoted), ...prefixes.map((prefix) => `${prefix}*`)];
      const inFields = fields.flatMap(([field, weight]) => wanted.map((each) => `${field}:${each}${weight}`));
      return `${excluded ? '-' : '+'}(${inFields.join(' ')})`;
    }),
    ...(name === null ? [] : [`nameTokens:${quoted([name])}^${NAME_WEIGHT}`]),
  ].join(' ');
};
