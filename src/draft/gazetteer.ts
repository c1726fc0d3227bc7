import type { TypeName } from '../model/ids.ts';
import { fold } from '../model/text.ts';
import { stemOf } from '../search/languages.ts';
import { tokenOf, wordsIn } from '../search/words.ts';

/*
 * Where in a text the names stand that the graph knows: a gazetteer. Words are compared by their stems in the language
 * of the text, so that names are found in all their cases; those of scripts without spaces letter by letter.
 */

export type NameType = Extract<TypeName, 'actor' | 'forum' | 'region' | 'topic' | 'event'>;

/** A name that the graph knows. */
export type KnownName = {
  type: NameType;
  id: string;
  name: string;
  /** A part that stands for a person only where no other has it, or where the whole name stands in the text too. */
  isFamily?: boolean;
  /** Whether it is a person's. */
  isPerson?: boolean;
};

/** A name in a text, in UTF-16 units; `ids` of all records that it may mean. */
export type Mention = {
  type: NameType;
  ids: string[];
  /** Records of other types that have the same name, such as the forum that an actor is. */
  also: { type: NameType; id: string }[];
  start: number;
  end: number;
  words: string;
  isFamily: boolean;
  isPerson: boolean;
  /** Whether others whom the text names have the name, too, and it is about this one. */
  isLikely?: boolean;
};

/** How much more often the one of several persons of one name is named whole whom a text is about. */
const ABOUT = 2;

/** `isWhole` where its words are compared as they are. */
type Entry = { name: KnownName; keys: string[]; isWhole: boolean; isUpper: boolean; isAcronym: boolean };
/** A word of a text: `key` by which it is compared, `own` without its being reduced to a stem. */
type Token = { start: number; end: number; key: string; own: string; raw: string };

/** Languages in which a person's name stays as it is: "Harry" is no "Harris", whose stems are one. */
const UNINFLECTED: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'it', 'pt']);

/** How many words a text puts between the first and the last of a person's name: "Ada B. Adams". */
const MIDDLE = 2;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Articles and prepositions that are written as one with the word behind them. */
const ELIDED: Readonly<Record<string, RegExp>> = Object.fromEntries(
  ['fr', 'it', 'ca'].map((language) => [
    language,
    /^(?:[cdjlmnst]|qu|un|gl|(?:de|a|ne|su|da)ll|jusqu|lorsqu|puisqu|presqu)['’](?=\p{L}{2})/iu,
  ]),
);

/** What words are compared by. Stems of names are taken until they stay: «пролив» has «прол», and «проливе» «пролив». */
const keyOf = (language: string, word: string): string => {
  let stem = word;
  for (let times = 0; times < 3; times++) {
    const shorter = stemOf(language, stem);
    if (shorter === stem || shorter.length < 3) break;
    stem = shorter;
    if (!/^\p{Script=Cyrillic}/u.test(word)) break;
  }
  return tokenOf(stem) || tokenOf(word);
};

const tokensOf = (text: string, language: string): Token[] => {
  const tokens: Token[] = [];
  for (const { start, end, read, unspaced } of wordsIn(text)) {
    if (unspaced) continue;
    const elided = ELIDED[language]?.exec(text.slice(start, end))?.[0].length ?? 0;
    if (elided > 0) {
      tokens.push(
        ...tokensOf(text.slice(start + elided, end), language).map((token) => ({
          ...token,
          start: token.start + start + elided,
          end: token.end + start + elided,
        })),
      );
      continue;
    }
    // Of "China's" only what stands before the apostrophe is the name; Turkish adds its cases behind one, too.
    const raw = text.slice(start, end);
    const cut = /^(.+?)['’‘](?:s|\p{Ll}{1,6})$/u.exec(raw);
    if (cut !== null && read.length === 1) {
      const own = cut[1]!.replace(/\./gu, '').toLowerCase();
      tokens.push({
        start,
        end: start + cut[1]!.length,
        key: keyOf(language, own),
        own: tokenOf(own),
        raw: cut[1]!,
      });
    } else for (const word of read) tokens.push({ start, end, key: keyOf(language, word), own: tokenOf(word), raw });
  }
  return tokens;
};

/** Where in a text the last word of a name stands that begins at a token; -1 where the name does not stand there. */
const lastOf = ({ keys, name, isWhole }: Entry, tokens: readonly Token[], at: number): number => {
  const stands = (skipped: number): boolean =>
    keys.every((key, k) => {
      const token = tokens[at + k + (k === keys.length - 1 ? skipped : 0)];
      return token !== undefined && (isWhole ? token.own : token.key) === key;
    });
  if (stands(0)) return at + keys.length - 1;
  if (name.isPerson !== true || keys.length < 2) return -1;
  for (let skipped = 1; skipped <= MIDDLE; skipped++) {
    const between = tokens.slice(at + keys.length - 2, at + keys.length + skipped);
    const isOne = between.every(
      ({ raw, start }, k) =>
        isUpper(raw) && (k === 0 || start - between[k - 1]!.end <= (between[k - 1]!.raw.length < 3 ? 2 : 1)),
    );
    if (!isOne) return -1;
    if (stands(skipped)) return at + keys.length - 1 + skipped;
  }
  return -1;
};

const isUpper = (text: string): boolean => /^[^\p{L}]*\p{Lu}/u.test(text);
const isAcronym = (text: string): boolean => /^(?:\p{Lu}\.?){2,6}$/u.test(text);

export class Gazetteer {
  private readonly names: readonly KnownName[];
  private readonly byLanguage = new Map<string, Map<string, Entry[]>>();
  private readonly unspaced = new Map<string, KnownName[]>();

  constructor(names: readonly KnownName[]) {
    this.names = names.filter(({ name }) => name.trim().length > 1);
    for (const name of this.names) {
      const folded = fold(name.name);
      if (!UNSPACED.test(name.name)) continue;
      const first = folded.slice(0, 2);
      const list = this.unspaced.get(first);
      if (list === undefined) this.unspaced.set(first, [name]);
      else list.push(name);
    }
  }

  /** Names by the key of their first word, those of most words first. */
  private entries(language: string): Map<string, Entry[]> {
    const found = this.byLanguage.get(language);
    if (found !== undefined) return found;
    const made = new Map<string, Entry[]>();
    for (const name of this.names) {
      const tokens = tokensOf(name.name, language);
      if (tokens.length === 0 || UNSPACED.test(name.name)) continue;
      const isWhole = name.isPerson === true && UNINFLECTED.has(language);
      const keys = tokens.map(({ key, own }) => (isWhole ? own : key));
      const entry = { name, keys, isWhole, isUpper: isUpper(name.name), isAcronym: isAcronym(name.name) };
      const first = tokens[0]!.key;
      const list = made.get(first);
      if (list === undefined) made.set(first, [entry]);
      else list.push(entry);
    }
    for (const list of made.values()) list.sort((a, b) => b.keys.length - a.keys.length);
    this.byLanguage.set(language, made);
    return made;
  }

  /** The names of a text in their order; of several at one place the longest. */
  find(text: string, language: string): Mention[] {
    const mentions = [...this.spaced(text, language), ...this.letters(text)].sort(
      (a, b) => a.start - b.start || b.end - a.end,
    );
    const whole = new Map<string, number>();
    for (const { isFamily, ids } of mentions)
      if (!isFamily) for (const id of ids) whole.set(id, (whole.get(id) ?? 0) + 1);
    let at = 0;
    return mentions.flatMap((mention) => {
      if (mention.start < at) return [];
      at = mention.end;
      const named = mention.ids.filter((id) => whole.has(id)).sort((a, b) => whole.get(b)! - whole.get(a)!);
      if (!mention.isFamily || named.length === 0) return [mention];
      // Of several persons of one name whoever the text names whole: of those the one of whom it tells, the others are
      // named whole each time.
      const isAbout = named.length > 1 && whole.get(named[0]!)! >= ABOUT * whole.get(named[1]!)!;
      return [{ ...mention, ids: isAbout ? named.slice(0, 1) : named.sort(), ...(isAbout && { isLikely: true }) }];
    });
  }

  private *spaced(text: string, language: string): Generator<Mention> {
    const [tokens, entries] = [tokensOf(text, language), this.entries(language)];
    for (let i = 0; i < tokens.length; i++) {
      const fitting = (entries.get(tokens[i]!.key) ?? []).filter(
        (entry) =>
          lastOf(entry, tokens, i) !== -1 &&
          (entry.name.type === 'topic' || !entry.isUpper || isUpper(tokens[i]!.raw)) &&
          (!entry.isAcronym || isAcronym(tokens[i]!.raw) || /\d/u.test(tokens[i]!.raw)),
      );
      if (fitting.length === 0) continue;
      const longest = fitting.filter(({ keys }) => keys.length === fitting[0]!.keys.length);
      const end = lastOf(longest[0]!, tokens, i);
      const last = tokens[end]!;
      yield mentionOf(
        longest.map(({ name }) => name),
        text,
        tokens[i]!.start,
        last.end,
      );
      i = end;
    }
  }

  private *letters(text: string): Generator<Mention> {
    if (!UNSPACED.test(text)) return;
    for (let at = 0; at < text.length; at++) {
      const names = (this.unspaced.get(fold(text.slice(at, at + 2))) ?? []).filter(
        ({ name }) => fold(text.slice(at, at + name.length)) === fold(name),
      );
      if (names.length === 0) continue;
      const length = Math.max(...names.map(({ name }) => name.length));
      yield mentionOf(
        names.filter(({ name }) => name.length === length),
        text,
        at,
        at + length,
      );
      at += length - 1;
    }
  }
}

/** Actors first: what is said is said by one, and a forum that speaks is one too. */
const ORDER: readonly NameType[] = ['actor', 'event', 'forum', 'region', 'topic'];

const mentionOf = (names: readonly KnownName[], text: string, start: number, end: number): Mention => {
  const whole = names.filter(({ isFamily }) => !isFamily);
  const from = whole.length > 0 ? whole : names;
  const type = ORDER.find((each) => from.some((name) => name.type === each))!;
  const ids = [...new Set(from.filter((name) => name.type === type).map(({ id }) => id))];
  const also = from.filter((name) => name.type !== type).map(({ type: other, id }) => ({ type: other, id }));
  return {
    type,
    ids,
    also,
    start,
    end,
    words: text.slice(start, end),
    isFamily: whole.length === 0,
    isPerson: from.some(({ isPerson = false }) => isPerson),
  };
};
