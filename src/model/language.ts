import { AnyText } from './define.ts';

const isTag = (text: string): boolean => {
  // Languages have two letters or three; a name of one, "russian", is well formed and means nothing.
  if (!/^(?:[a-z]{2,3}|[ix])(?:-|$)/i.test(text)) return false;
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
};

export const TAG_REMEDY = 'use a BCP 47 language tag: ru, zh-Hant, ru-Latn';

/** A tag as it is filed; null for what is none. */
export const languageTag = (text: string): string | null => (isTag(text) ? Intl.getCanonicalLocales(text)[0]! : null);

/** The tags that a tag is within: `zh` and `zh-Hant` of `zh-Hant-TW` (RFC 4647, 3.3.1). */
export const widerTags = (tag: string): string[] => {
  const parts = tag.split('-');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('-'));
};

/** A language, with its script where that is not the usual one: BCP 47. */
export const Language = AnyText.overwrite((text) => languageTag(text) ?? text)
  .refine(isTag, TAG_REMEDY)
  .describe('BCP 47 language tag, with the script where that is not the usual one: ru, zh-Hant, ru-Latn.');
