import { z } from 'zod';
import { optional, Text, type ValueFilter } from './define.ts';
import { webAddress } from './addresses.ts';

/*
 * What things are known by elsewhere. An identifier is taken in any of the forms that people copy: bare, with its
 * scheme before it, or as an address; it is kept bare, and found as `scheme:bare`.
 */

type Scheme = {
  about: string;
  /** Addresses and prefixes that stand before it. */
  before: RegExp;
  /** Its bare form, as it is kept. */
  bare: RegExp;
  /** Whether a bare one is told by its form alone. */
  isPlain: boolean;
  kept?: (text: string) => string;
};

const SCHEMES = {
  wikidata: {
    about: 'Wikidata item: Q148.',
    before: /^(?:wikidata:|wd:|https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\/(?:Special:EntityData\/)?)/i,
    bare: /^Q[1-9]\d*$/,
    isPlain: true,
    kept: (text) => text.toUpperCase(),
  },
  doi: {
    about: 'DOI: 10.1000/182.',
    before: /^(?:doi:\s*|info:doi\/|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)+/i,
    bare: /^10\.\d{4,9}(?:\.\d+)*\/\S+$/,
    isPlain: true,
    kept: (text) => text.toLowerCase(),
  },
  viaf: {
    about: 'VIAF cluster: 102333412.',
    before: /^(?:viaf:\s*|https?:\/\/(?:www\.)?viaf\.org\/viaf\/)/i,
    bare: /^[1-9]\d{0,21}$/,
    isPlain: false,
  },
  isni: {
    about: 'ISNI: 0000000121032683, with or without spaces.',
    before: /^(?:isni:?\s*|https?:\/\/(?:www\.)?isni\.org\/(?:isni\/)?)/i,
    bare: /^\d{15}[\dX]$/,
    isPlain: true,
    kept: (text) => text.replaceAll(/[\s-]/g, '').toUpperCase(),
  },
  lei: {
    about: 'Legal Entity Identifier: 20 letters and digits.',
    before: /^(?:lei:\s*|https?:\/\/search\.gleif\.org\/#\/record\/)/i,
    bare: /^[A-Z0-9]{18}\d{2}$/,
    isPlain: true,
    kept: (text) => text.toUpperCase(),
  },
} satisfies Record<string, Scheme>;
type SchemeName = keyof typeof SCHEMES;
const NAMES = Object.keys(SCHEMES) as SchemeName[];

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The bare form of an identifier of a scheme; null for what is none. */
const bareOf = (name: SchemeName, text: string, named = false): string | null => {
  const { before, bare, isPlain, kept = (same: string): string => same }: Scheme = SCHEMES[name];
  const given = text.trim();
  const rest = given.replace(before, '').replace(/\/$/, '');
  if (rest === given && !isPlain && !named) return null;
  const found = kept(/^https?:/i.test(given) ? decoded(rest.split(/[?#]/)[0]!) : rest);
  return bare.test(found) ? found : null;
};

const identifier = (name: SchemeName) =>
  optional(
    Text.max(500)
      .overwrite((text) => bareOf(name, text, true) ?? text)
      .refine((text) => bareOf(name, text, true) === text, `it is none of ${name}; ${SCHEMES[name].about}`)
      .describe(SCHEMES[name].about),
  );

/** The identifiers of a record, by scheme. */
export const identifiers = z
  .strictObject({
    wikidata: identifier('wikidata'),
    doi: identifier('doi'),
    viaf: identifier('viaf'),
    isni: identifier('isni'),
    lei: identifier('lei'),
  })
  .prefault({})
  .describe('What it is known by elsewhere; each in any of its usual forms, as https://doi.org/10.1000/182.');
export type Identifiers = z.output<typeof identifiers>;

/** An address that names more than a site, as it is compared. */
const pageOf = (address: string): string | null => {
  const link = webAddress(address);
  if (link === null) return null;
  const { pathname, search, host } = new URL(link);
  return pathname === '/' && search === '' ? null : `url:${host}${pathname}${search}`;
};

/** What an identifier is filed under: `scheme:bare`, or the address of a page; null for what is none. */
export const filedIdentifier = (text: string): string | null => {
  for (const name of NAMES) {
    const bare = bareOf(name, text);
    if (bare !== null) return `${name}:${bare}`;
  }
  return pageOf(text);
};

/** All that a record is known by: its identifiers, and those among other texts of it. */
export const identifiersOf = (own: Identifiers, others: readonly string[]): string[] => [
  ...new Set([
    ...NAMES.flatMap((name) => (own[name] === null ? [] : [`${name}:${own[name]}`])),
    ...others.flatMap((text) => filedIdentifier(text) ?? []),
  ]),
];

const REMEDY =
  'is no identifier that is known here; give one of Wikidata (Q148), a DOI, ISNI or LEI, viaf: with a number, or ' +
  'the address of a page';

/** The filter by what a record is known by elsewhere. */
export const identifierFilter = <V>(values: (view: V) => readonly string[]): ValueFilter<V> => ({
  about: 'Known elsewhere by this: an identifier of Wikidata, DOI, VIAF, ISNI or LEI, in any usual form, or an address',
  text: 'whole',
  read: { as: filedIdentifier, remedy: REMEDY },
  values,
});
