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

/** A language, with its script where that is not the usual one: BCP 47. */
export const Language = AnyText.overwrite((text) => (isTag(text) ? Intl.getCanonicalLocales(text)[0]! : text))
  .refine(isTag, 'use a BCP 47 language tag: ru, zh-Hant, ru-Latn')
  .describe('BCP 47 language tag, with the script where that is not the usual one: ru, zh-Hant, ru-Latn.');
