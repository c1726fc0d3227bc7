import type { Mention } from './gazetteer.ts';
import { matches, type Matched, type Place } from './plain.ts';
import type { Strangers } from './speech-words/form.ts';

/*
 * Names that the graph does not have: words that begin large, one behind another. What one of them says is nobody's who
 * is known, and above all not theirs who stand near it.
 */

/** A word that begins large, or initials. */
const LARGE = "(?:(?:\\p{Lu}\\.){1,3}|\\p{Lu}[\\p{L}\\p{M}]*(?:[’'-]\\p{L}[\\p{L}\\p{M}]*)*\\.?)";
/** Such words, with what may stand between two of one name. */
const RUN = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}’'@#-])${LARGE}(?:\\s(?:(?:de|del|da|dos|di|van|von|der|den|la|bin|al|el)\\s){0,2}${LARGE}){0,7}`,
  'gu',
);
const SMALL = /(?<![\p{L}\p{M}’'-])\p{Ll}[\p{L}\p{M}]*/gu;
const OWNER = /['’]s?$/u;
/** What stands before the first word of a sentence or a quotation. */
const BEGINS = /(?:^|[.!?…:“”"‘—–-])\s?$/u;
/** Which share of the words of a line begins large where it is a heading. */
const HEADING = 0.6;
/** How many words a person's name has at most. */
const MOST_WORDS = 4;

const isHeading = (line: string): boolean => {
  const words = line.match(/\p{L}{4,}/gu) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length > HEADING * words.length;
};

/** Whether a word ends with the full stop of its sentence; that of initials is none. */
const STOPS = /[\p{L}\p{M}]{2}\.$/u;

/** A word without the full stop behind it and without what makes it an owner. */
const bare = ({ start, words }: Matched): Matched => {
  const name = words.replace(STOPS, (stop) => stop.slice(0, -1)).replace(OWNER, '');
  return { start, end: start + name.length, words: name };
};

const lastWord = (words: string): string => /\S+$/u.exec(words)![0];

class Reading {
  private readonly text: string;
  private readonly small: ReadonlySet<string>;
  private readonly titles: RegExp;
  private readonly bodies: RegExp;
  private readonly others: RegExp;
  readonly found: Mention[] = [];
  /** Mentions that are a part of another name: of Ada Adams in "Adams Foundation" and "Rita Adams". */
  readonly parts = new Set<Mention>();
  /** Family names of strangers, each with where one is named first. */
  private readonly families = new Map<string, number>();

  constructor(text: string, words: Strangers) {
    this.text = text;
    this.small = new Set(text.match(SMALL) ?? []);
    const whole = (source: string, flags: string): RegExp => new RegExp(`^(?:${source})\\.?$`, flags);
    this.titles = whole(words.titles, 'u');
    this.bodies = whole(words.bodies, 'u');
    this.others = whole(words.others, 'iu');
  }

  private add(from: Place, to: Place, isPerson: boolean): void {
    const [start, end] = [from.start, to.end];
    const words = this.text.slice(start, end);
    this.found.push({ type: 'actor', ids: [], also: [], start, end, words, isFamily: !/\s/u.test(words), isPerson });
    if (isPerson && !this.families.has(lastWord(words))) this.families.set(lastWord(words), end);
  }

  private isName({ words }: Matched): boolean {
    return !this.titles.test(words) && !this.others.test(words);
  }

  private isBody(tokens: readonly Matched[]): boolean {
    return tokens.some(({ words }) => this.bodies.test(words));
  }

  /** Whether a word begins large for its sentence alone: "But", "Voters". */
  private isCommon({ start, words }: Matched): boolean {
    return this.small.has(words.toLowerCase()) && BEGINS.test(this.text.slice(Math.max(0, start - 2), start));
  }

  /** A name in words of which none is known. */
  private unknown(all: readonly Matched[]): void {
    // "Utah Governor Egon Falk" is Egon Falk.
    const from = all.findLastIndex(({ words }) => this.titles.test(words)) + 1;
    const rest = all.slice(from);
    if (from === 0 && this.isCommon(rest[0]!)) rest.shift();
    while (rest.length > 0 && this.others.test(rest[0]!.words)) rest.shift();
    const until = rest.findIndex(({ words }) => this.others.test(words));
    const name = until === -1 ? rest : rest.slice(0, until);
    if (name.length === 0 || (name.length === 1 && (from === 0 || this.isBody(name)))) return;
    this.add(name[0]!, name.at(-1)!, !this.isBody(name) && name.length <= MOST_WORDS);
  }

  /** The words of a run, parted where a sentence or an owner ends: "Mr. Adams", but not "… of Adams. Beispiel …". */
  parted({ start, words }: Matched): Matched[][] {
    const parts: Matched[][] = [[]];
    for (const each of matches(/\S+/gu, words)) {
      const token = { ...each, start: start + each.start, end: start + each.end };
      parts.at(-1)!.push(bare(token));
      if (OWNER.test(each.words) || (STOPS.test(each.words) && !this.titles.test(each.words))) parts.push([]);
    }
    return parts.filter((part) => part.length > 0);
  }

  /** A run, with the known names in it. */
  run(tokens: readonly Matched[], within: readonly Mention[]): void {
    const [first, last] = [within[0], within.at(-1)];
    if (first === undefined || last === undefined) return this.unknown(tokens);
    const isBeside = (from: number, to: number): boolean => to - from < 2;
    const behind = tokens.filter(({ start }) => start >= last.end);
    const until = behind.findIndex((token) => !this.isName(token));
    const rest = until === -1 ? behind : behind.slice(0, until);
    if (last.isFamily && rest.length > 0 && isBeside(last.end, rest[0]!.start)) {
      this.parts.add(last);
      return this.add(last, rest.at(-1)!, !this.isBody(rest));
    }
    // "Adams Bank President Egon Falk".
    if (behind.some(({ words }) => this.titles.test(words))) return this.unknown(behind);
    const ahead = tokens.findLast(({ end }) => end <= first.start);
    if (!first.isFamily || ahead === undefined || !isBeside(ahead.end, first.start)) return;
    if (!this.isName(ahead) || this.isBody([ahead]) || this.isCommon(ahead)) return;
    this.parts.add(first);
    this.add(ahead, first, true);
  }

  /** A single word that a stranger was named by before; a known name of which the text has no other part is theirs. */
  again(word: Matched, known: Mention | undefined): void {
    const from = this.families.get(word.words);
    if (from === undefined || word.start < from || known?.isFamily === false) return;
    if (known !== undefined) this.parts.add(known);
    this.add(word, word, true);
  }
}

/** The mentions of a text with the names beside them that the graph does not have, which have no ids. */
export const withStrangers = (text: string, mentions: readonly Mention[], words: Strangers): Mention[] => {
  const reading = new Reading(text, words);
  const whole = new Set(mentions.flatMap((each) => (each.isFamily || !each.isPerson ? [] : [lastWord(each.words)])));
  let [at, start] = [0, 0];
  const single: [Matched, Mention | undefined][] = [];
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const own: Mention[] = [];
    for (; at < mentions.length && mentions[at]!.start < end; at++) own.push(mentions[at]!);
    if (!isHeading(line)) {
      const runs = matches(RUN, line).map((run) => ({ ...run, start: start + run.start, end: start + run.end }));
      for (const tokens of runs.flatMap((run) => reading.parted(run))) {
        const [first, last] = [tokens[0]!, tokens.at(-1)!];
        const within = own.filter((mention) => mention.start < last.end && mention.end > first.start);
        reading.run(tokens, within);
        if (first === last && !whole.has(first.words)) single.push([first, within[0]]);
      }
    }
    start = end + 1;
  }
  for (const [word, known] of single) reading.again(word, known);
  return [...mentions.filter((mention) => !reading.parts.has(mention)), ...reading.found].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
};
