import * as arabic from '@orama/stemmers/arabic';
import * as armenian from '@orama/stemmers/armenian';
import * as bulgarian from '@orama/stemmers/bulgarian';
import * as danish from '@orama/stemmers/danish';
import * as dutch from '@orama/stemmers/dutch';
import * as english from '@orama/stemmers/english';
import * as finnish from '@orama/stemmers/finnish';
import * as french from '@orama/stemmers/french';
import * as german from '@orama/stemmers/german';
import * as greek from '@orama/stemmers/greek';
import * as hindi from '@orama/stemmers/indian';
import * as hungarian from '@orama/stemmers/hungarian';
import * as indonesian from '@orama/stemmers/indonesian';
import * as italian from '@orama/stemmers/italian';
import * as norwegian from '@orama/stemmers/norwegian';
import * as portuguese from '@orama/stemmers/portuguese';
import * as romanian from '@orama/stemmers/romanian';
import * as russian from '@orama/stemmers/russian';
import * as spanish from '@orama/stemmers/spanish';
import * as swedish from '@orama/stemmers/swedish';
import * as tamil from '@orama/stemmers/tamil';
import * as turkish from '@orama/stemmers/turkish';
import * as ukrainian from '@orama/stemmers/ukrainian';
import { once } from '../model/once.ts';

/*
 * Languages whose words search finds by their stems (Snowball's algorithms and their like, from @orama/stemmers), and in
 * which of them a text is. A text says its language, or else its script and its commonest words do.
 */

type Script = 'Latin' | 'Cyrillic' | 'Arabic' | 'Greek' | 'Armenian' | 'Devanagari' | 'Tamil';
type Stemmer = { script: Script; stem: (word: string) => string };

const of = (script: Script, { stemmer }: { stemmer: (word: string) => string }): Stemmer => ({
  script,
  stem: stemmer,
});

/** By the primary subtag of BCP 47. */
const STEMMERS: Readonly<Record<string, Stemmer>> = {
  en: of('Latin', english),
  ar: of('Arabic', arabic),
  bg: of('Cyrillic', bulgarian),
  da: of('Latin', danish),
  de: of('Latin', german),
  el: of('Greek', greek),
  es: of('Latin', spanish),
  fi: of('Latin', finnish),
  fr: of('Latin', french),
  hi: of('Devanagari', hindi),
  hu: of('Latin', hungarian),
  hy: of('Armenian', armenian),
  id: of('Latin', indonesian),
  it: of('Latin', italian),
  nb: of('Latin', norwegian),
  nl: of('Latin', dutch),
  pt: of('Latin', portuguese),
  ro: of('Latin', romanian),
  ru: of('Cyrillic', russian),
  sv: of('Latin', swedish),
  ta: of('Tamil', tamil),
  tr: of('Latin', turkish),
  uk: of('Cyrillic', ukrainian),
};
/** Languages that are written like one that has a stemmer. */
const ALIKE: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

const SCRIPTS = Object.entries({
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Arabic: /\p{Script=Arabic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Tamil: /\p{Script=Tamil}/u,
}) as [Script, RegExp][];

/** The script of a word's first letter; null for those of which no language has a stemmer. */
const scriptOf = (word: string): Script | null => {
  const letter = /\p{L}/u.exec(word)?.[0] ?? '';
  return SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? null;
};

const primary = (tag: string): string => {
  const [language = ''] = tag.toLowerCase().split(/[-_]/, 1);
  return ALIKE[language] ?? language;
};

/** The language that a tag names, as search tells it: its primary subtag. */
export const languageNamed = primary;

const LONGEST = 64;
const MOST_KEPT = 50_000;
const stems = new Map<string, string>();

/** The stem of a word in lower case, in one of the languages; the word itself where that has none, or is written otherwise. */
export const stemOf = (language: string, word: string): string => {
  const stemmer = STEMMERS[language];
  if (stemmer === undefined || word.length > LONGEST) return word;
  const name = `${language} ${word}`;
  let stem = stems.get(name);
  if (stem !== undefined) return stem;
  try {
    stem = scriptOf(word) === stemmer.script ? stemmer.stem(word) || word : word;
  } catch {
    // The Bulgarian stemmer writes into some words, and throws.
    stem = word;
  }
  if (stems.size >= MOST_KEPT) stems.clear();
  stems.set(name, stem);
  return stem;
};

/** The languages with stems in which some words may be written. */
export const languagesFor = (words: readonly string[]): string[] => {
  const scripts = new Set(words.map(scriptOf));
  return Object.keys(STEMMERS).filter((language) => scripts.has(STEMMERS[language]!.script));
};

/** Words that most sentences of a language have, and few others do. */
const COMMON = Object.entries({
  en: 'the of and to is that for with are was by not will be has have this from its their we our an',
  de: 'der die das und ist nicht den dem des ein eine einer mit von zu auf sich auch wird werden haben sind im zur zum wir unsere',
  fr: 'le la les des et est une du dans que qui pour pas sur avec sont au aux ont nous cette leur',
  es: 'el la los las y es una del que en por con para no se su al son nuestra como',
  it: 'il lo la gli le e è di che per una del della con non sono nel alla dei delle si ha',
  pt: 'os as é um uma do da dos das que em não para com são ao pela pelo',
  nl: 'de het een en van is niet dat met voor zijn op te aan wordt door wij onze',
  sv: 'och att det som en på är av för med inte den till har om ett vi',
  da: 'og at det som en på er af for med ikke den til har om et vi',
  nb: 'og at det som en på er av for med ikke den til har om et vi',
  ro: 'și şi este nu în la de pe un cu care din pentru sunt',
  tr: 've bir bu için ile de da değil olan olarak çok',
  id: 'dan yang di ini itu dengan untuk dari tidak akan pada adalah',
  fi: 'ja on ei että se oli hän ovat tai kuin mutta',
  hu: 'az és hogy nem is egy van meg ez de',
  uk: 'і та що не на є це як до від',
  bg: 'и на се да за от че не са това',
  ru: 'и в не на что с по это как для',
}).map(([language, text]): [string, ReadonlySet<string>] => [language, new Set(text.split(' '))]);

/** What a language is written with and its likes are not. */
const LETTERS: readonly [string, RegExp][] = [
  ['uk', /[іїєґ]/iu],
  ['fa', /[پچژگ]/u],
];

const commonIn = once((script) => COMMON.filter(([language]) => STEMMERS[language]?.script === script));

/** How much of a text is looked at. */
const LOOKED_AT = 1000;

/**
 * The language of a text that does not say it, by its script and its commonest words; `said`: whether those words are
 * there. A text in Latin letters without any is taken for English, in which most of what is written in our own words is.
 */
export const guessedLanguage = (text: string): { language: string; said: boolean } | null => {
  const beginning = text.slice(0, LOOKED_AT).toLowerCase();
  const script = scriptOf(beginning);
  if (script === null) return null;
  const marked = LETTERS.find(([, letters]) => letters.test(beginning))?.[0];
  if (marked !== undefined) return { language: marked, said: true };
  const words = beginning.match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = commonIn(script).map(([language, common]) => ({
    language,
    count: words.filter((word) => common.has(word)).length,
  }));
  const [best, next] = counts.sort((a, b) => b.count - a.count);
  // One word may stand in any language (English "met" is Dutch too), unless letters speak for it.
  const least = script !== 'Latin' || best?.language === 'en' || /[^\0-\x7F]/u.test(words.join('')) ? 1 : 2;
  if (best !== undefined && best.count >= least && best.count > (next?.count ?? 0))
    return { language: best.language, said: true };
  const usual = Object.entries(STEMMERS).find(([, { script: of }]) => of === script)![0];
  return { language: script === 'Cyrillic' ? 'ru' : usual, said: false };
};
