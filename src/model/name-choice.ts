import type { LanguageName } from './names.ts';

/*
 * Which of its names something is called by in a language. A tag that was asked for is met by itself, by one that says
 * more (`zh` by `zh-Hans`), and with fewer of its subtags (`pt-BR` by `pt`; RFC 4647, lookup). A name in a script in
 * which the language is not written is a transliteration: `ru-Latn` is none in `ru`, but can be read by whoever reads
 * `en`.
 */

const languageOf = (tag: string): string => tag.split('-')[0]!;

/** The script that a tag names, or else the one that its language is mostly written in; Latin for what is not known. */
const scriptOf = (tag: string): string => new Intl.Locale(tag).maximize().script ?? 'Latn';

/** The tag, and what is left of it when subtags are taken from its end. */
const rangesOf = (tag: string): string[] => {
  const subtags = tag.split('-');
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-'));
};

/** How well a name's language meets one that was asked for; null where it does not. The least is best. */
const distance = (asked: string, has: string): number | null => {
  if (languageOf(asked) !== languageOf(has)) return null;
  const ranges = rangesOf(asked);
  const isAsked = new Intl.Locale(asked).script !== undefined;
  const same = scriptOf(asked) === scriptOf(has);
  if (!same && (isAsked || scriptOf(has) === 'Latn' || scriptOf(asked) === 'Latn')) return null;
  const exact = ranges.indexOf(has);
  return (exact === -1 ? ranges.length : exact) + (same ? 0 : ranges.length + 1);
};

const KINDS = [null, 'official', 'short', 'transliteration', 'former'];

/**
 * The name in the first of these languages that there is one in, present names before former ones. Where there is none,
 * and the first name is of another script than the language that was asked for, a transliteration into that script;
 * else null.
 */
export const nameIn = (names: readonly LanguageName[], languages: readonly string[]): LanguageName | null =>
  inLanguage(names, languages) ?? transliterated(names, languages);

const transliterated = (
  [first, ...others]: readonly LanguageName[],
  [asked]: readonly string[],
): LanguageName | null => {
  if (asked === undefined || !first?.language || scriptOf(first.language) === scriptOf(asked)) return null;
  const isReadable = ({ kind, language, ended }: LanguageName): boolean =>
    kind === 'transliteration' && language !== null && !ended && scriptOf(language) === scriptOf(asked);
  return others.find(isReadable) ?? null;
};

const inLanguage = (names: readonly LanguageName[], languages: readonly string[]): LanguageName | null => {
  for (const asked of languages) {
    const found = names.flatMap((name, i) => {
      const how = name.language === null ? null : distance(asked, name.language);
      return how === null ? [] : [{ name, rank: [name.ended ? 1 : 0, how, KINDS.indexOf(name.kind), i] }];
    });
    found.sort((a, b) => a.rank.map((each, i) => each - b.rank[i]!).find((step) => step !== 0) ?? 0);
    if (found.length > 0) return found[0]!.name;
  }
  return null;
};
