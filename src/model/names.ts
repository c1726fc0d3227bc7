import { z } from 'zod';
import { list, Name, optional, Prose, type FieldText, type Report } from './define.ts';
import { identifierFilter, identifiers, identifiersOf, type Identifiers } from './identifiers.ts';
import { Language } from './language.ts';
import { answered, checkPeriod, period, periodOf } from './periods.ts';

/*
 * What things are called. A name is a text, or an object where more is known of it: its language, its kind, when it was
 * in use. Answers have texts (`name`, `alternativeNames`) as ever, and beside them `names`, which says all.
 */

const NAME_KINDS = ['official', 'short', 'former', 'transliteration'] as const;
const Kind = z.enum(NAME_KINDS).describe('What sort of name it is.');

const LongName = z.strictObject({
  name: Name,
  language: optional(Language),
  kind: optional(Kind),
  period,
});
type LongName = z.output<typeof LongName>;

/** A name as it is written: a text, or an object that says more of it. */
const WrittenName = z.union([Name, LongName]);
export type WrittenName = z.output<typeof WrittenName>;

export const LanguageName = z
  .object({
    name: Name,
    language: Language.nullable(),
    kind: Kind.nullable(),
    ...answered,
  })
  .describe('A name: in which language it is, of what kind, and when it was in use.');
export type LanguageName = z.output<typeof LanguageName>;

/** Fields of everything that has a name. */
export const named = {
  name: WrittenName.describe('The name as the field writes it; or an object with its language, kind and period.'),
  alternativeNames: list(
    WrittenName,
    'Other names: translations, abbreviations, transliterations; texts, or objects with language, kind and period.',
  ),
  description: optional(Prose.describe('What it is, in a sentence of our own.')),
  sameAs: list(z.url(), 'The same thing elsewhere on the web (schema.org sameAs).'),
  identifiers,
};

/** The filters of everything that has a name. */
export const namedFilters = {
  identifier: identifierFilter((view: { identifiers: Identifiers; sameAs: readonly string[] }) =>
    identifiersOf(view.identifiers, view.sameAs),
  ),
};

type Named = { name: WrittenName; alternativeNames: readonly WrittenName[] };

export const nameText = (name: WrittenName): string => (typeof name === 'string' ? name : name.name);

/** What answers have beside what is written of names. */
export const namedAnswer = {
  name: Name,
  alternativeNames: z.array(Name).describe('Its other names.'),
  names: z.array(LanguageName).describe('All of its names, the first of which is `name`, with what is known of each.'),
};

/** The same, of a record. */
export const namesIn = (
  { name, alternativeNames }: Named,
  rule: Report,
): { name: string; alternativeNames: string[]; names: LanguageName[] } => {
  const written = [name, ...alternativeNames];
  written.forEach((each, i) => {
    if (typeof each !== 'string') checkPeriod(each, i === 0 ? '/name' : `/alternativeNames/${i - 1}`, rule);
  });
  return {
    name: nameText(name),
    alternativeNames: alternativeNames.map(nameText),
    names: written.map((each) => {
      const long: LongName = typeof each === 'string' ? { name: each, language: null, kind: null, period: null } : each;
      return { name: long.name, language: long.language, kind: long.kind, ...periodOf(long) };
    }),
  };
};

type WithNames = { name: string; alternativeNames: readonly string[]; names: readonly LanguageName[] };

export const namesOf = ({ name, alternativeNames, names }: WithNames): FieldText[] => {
  const languages = new Map(names.map((each) => [each.name, each.language]));
  return [
    ['name', name, languages.get(name) ?? null],
    ...alternativeNames.map((each): FieldText => ['alternativeNames', each, languages.get(each) ?? null]),
  ];
};

export const byName = { name: (view: { name: string }): string => view.name, id: (): string => '' };
