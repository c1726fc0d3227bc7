import { SPEECH_WORDS } from './speech-words.ts';
import type { SpeechWords } from './speech-words/form.ts';

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
  /** Verbs that lead to a quotation and to nothing else: "called it". */
  quoting: RegExp | null;
  according: RegExp;
  accordingAfter: RegExp | null;
  accordingBehind: RegExp | null;
  citing: RegExp | null;
  object: RegExp | null;
  /** Verbs of which whoever says it is no subject, and what leads to them. */
  passive: RegExp | null;
  by: RegExp | null;
  auxiliary: RegExp | null;
  theirWords: RegExp | null;
  ownSubject: RegExp | null;
  pronoun: RegExp;
  unnamed: RegExp;
  /** Whether what stands before a name makes that no subject: "with", "of". */
  governed: RegExp | null;
  /** Whether words go on with another clause. */
  conjunction: RegExp;
  and: RegExp;
  together: RegExp;
  talks: RegExp;
  joint: RegExp;
  /** Somebody who is not named, behind a verb, and what may stand before one. */
  indefinite: RegExp | null;
  lead: RegExp | null;
  /** Words before a word in marks, by which it is said of something: "as". */
  as: RegExp | null;
  /** That two met, and that something was on the table there. */
  meets: RegExp | null;
  agenda: RegExp | null;
  /** A noun and what it is about: "'s appreciation of". */
  attitude: RegExp | null;
  nouns: RegExp | null;
  that: RegExp;
  aside: RegExp | null;
  things: RegExp | null;
  attribute: RegExp | null;
  /** Words up to a verb, and the verb, of which the subject is that of the sentence. */
  participle: RegExp | null;
  joined: RegExp | null;
  /** Who said it, within the marks of a quotation. */
  incise: RegExp | null;
  asks: RegExp;
  answers: RegExp;
};

const NEVER = '(?!)';
/** Between what governs a name and the name. */
const ARTICLE = '(?:the|an?|der|die|das|dem|den|des|les?|la|l’|el|los|las|il|lo|gli|os?|as?)';

const rulesOf = (words: SpeechWords): Rules => {
  const [open, close] = words.unspaced ? ['', ''] : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
  const pattern = (source: string, flags = 'giu'): RegExp => new RegExp(`${open}(?:${source})${close}`, flags);
  const optional = (source: string | undefined): RegExp | null => (source === undefined ? null : pattern(source));
  const prefix = words.verbPrefix ?? '';
  const verb = (source: string): RegExp => pattern(`${prefix}(?:${source})`);
  return {
    words,
    verb: { affirms: verb(words.affirms), denies: verb(words.denies), doubts: verb(words.doubts) },
    quoting: words.quoting === undefined ? null : verb(words.quoting),
    according: pattern(words.accordingTo),
    accordingAfter: optional(words.accordingAfter),
    accordingBehind: optional(words.accordingBehind),
    theirWords: optional(words.theirWords),
    citing: optional(words.citing),
    passive: optional(words.passive),
    by: optional(words.by),
    auxiliary: optional(words.auxiliary),
    object: words.objects === undefined ? null : new RegExp(`^\\s*(?:${words.objects})(?!\\p{L})`, 'iu'),
    ownSubject: words.ownSubject === undefined ? null : new RegExp(`${words.ownSubject}(?!\\p{L})`, 'iu'),
    pronoun: pattern(words.pronouns),
    unnamed: pattern(words.unnamed),
    governed:
      words.governs === undefined ? null : new RegExp(`${open}(?:${words.governs})\\s*(?:${ARTICLE}\\s+)?$`, 'iu'),
    conjunction: pattern(words.conjunctions ?? NEVER, 'iu'),
    and: new RegExp(`^[\\s,]*(?:${words.and})[\\s]*(?:[\\p{L}.-]+\\s+){0,2}$`, 'iu'),
    together: pattern(words.together),
    talks: pattern(words.talks),
    joint: pattern(words.jointDocument),
    indefinite:
      words.indefinite === undefined ? null : new RegExp(`^\\s(?:${words.indefinite})\\s\\p{Ll}[\\p{L}-]+`, 'u'),
    lead: words.lead === undefined ? null : new RegExp(`^\\s*(?:${words.lead})\\s*$`, 'iu'),
    as: words.as === undefined ? null : new RegExp(`${open}(?:${words.as})\\s[“„«»"‘]?$`, 'iu'),
    meets: optional(words.meets),
    agenda: optional(words.agenda),
    attitude:
      words.attitudes === undefined
        ? null
        : new RegExp(`^['’]s?\\s(?:[\\p{L}-]+\\s){0,2}(?:${words.attitudes})${close}`, 'iu'),
    nouns:
      words.nouns === undefined ? null : new RegExp(`^['’]s?\\s(?:[\\p{L}-]+\\s){0,2}(?:${words.nouns})${close}`, 'iu'),
    that: new RegExp(`^[\\s,:：，]*(?:(?:${words.that})(?![\\p{L}])[\\s,:]*)?`, 'iu'),
    aside: words.aside === undefined ? null : new RegExp(`,\\s(?:${words.aside})\\s[^,.;!?]{1,160},`, 'giu'),
    things: words.things === undefined ? null : new RegExp(`^(?:${words.things})$`, 'iu'),
    attribute: words.attributes === undefined ? null : new RegExp(`^\\s(?:${words.attributes})(?!\\p{L})`, 'u'),
    participle: words.participles === undefined ? null : new RegExp(`^(?:${words.participles})(?!\\p{L})`, 'u'),
    joined: words.joins === undefined ? null : new RegExp(`(?:^|\\s)(?:${words.joins})\\s$`, 'u'),
    incise:
      words.incise === undefined
        ? null
        : new RegExp(
            words.incise.replace('VERB', `(?:${words.affirms}|${words.denies}|${words.quoting ?? NEVER})`),
            'giu',
          ),
    asks: new RegExp(`^(?:${words.asks ?? NEVER})(?:\\s*\\([^)]{1,80}\\))?\\s*[:：]`, 'iu'),
    answers: new RegExp(`^(?:${words.answers ?? NEVER})\\s*[:：]`, 'iu'),
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
