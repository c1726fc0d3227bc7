import { SPEECH_WORDS, type SpeechWords } from './speech-words.ts';

/*
 * The words of a language as patterns.
 */

export type Stance = 'affirms' | 'denies' | 'doubts';

/** Those that turn what is said around come first: "denied" is no saying. */
export const STANCES: readonly Stance[] = ['denies', 'doubts', 'affirms'];

/** Patterns of a language. */
export type Rules = {
  words: SpeechWords;
  verb: Record<Stance, RegExp>;
  according: RegExp;
  pronoun: RegExp;
  unnamed: RegExp;
  together: RegExp;
  talks: RegExp;
  joint: RegExp;
  nouns: RegExp | null;
  that: RegExp;
  by: RegExp | null;
  aside: RegExp | null;
};

const rulesOf = (words: SpeechWords): Rules => {
  const [open, close] = words.unspaced ? ['', ''] : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
  const pattern = (source: string, flags = 'giu'): RegExp => new RegExp(`${open}(?:${source})${close}`, flags);
  return {
    words,
    verb: { affirms: pattern(words.affirms), denies: pattern(words.denies), doubts: pattern(words.doubts) },
    according: pattern(words.accordingTo),
    pronoun: pattern(words.pronouns),
    unnamed: pattern(words.unnamed),
    together: pattern(words.together),
    talks: pattern(words.talks),
    joint: pattern(words.jointDocument),
    nouns:
      words.nouns === undefined ? null : new RegExp(`^['’]s?\\s(?:[\\p{L}-]+\\s){0,2}(?:${words.nouns})${close}`, 'iu'),
    that: new RegExp(`^[\\s,:：，]*(?:(?:${words.that})(?![\\p{L}])[\\s,:]*)?`, 'iu'),
    by: words.by === undefined ? null : new RegExp(`^\\s(?:${words.by})\\s(?:[\\p{L}-]+\\s){0,4}$`, 'iu'),
    aside: words.aside === undefined ? null : new RegExp(`,\\s(?:${words.aside})\\s[^,]{1,160},`, 'giu'),
  };
};

const made = new Map<string, Rules>();
/** @returns null for a language without a table */
export const rulesFor = (language: string): Rules | null => {
  const words = SPEECH_WORDS[language];
  if (words === undefined) return null;
  const found = made.get(language) ?? rulesOf(words);
  made.set(language, found);
  return found;
};
