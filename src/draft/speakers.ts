import type { Mention } from './gazetteer.ts';
import type { Quoted } from './quoted.ts';
import { STANCES, type Rules, type Stance } from './speech-rules.ts';

/*
 * Who a verb of saying belongs to: a name beside it, a pronoun for whoever was named last, an office without a name.
 */

/** Ids of actors, none where nobody who is known is named; in which words, and why. */
export type Speaker = { ids: string[]; words: string; why: string; confidence: number };
/** A verb of saying with its subject. */
export type Found = { verb: { start: number; end: number; stance: Stance; words: string }; speaker: Speaker };

/** A paragraph by the places of the whole text, with what is quoted and what stands aside blanked. */
export type Plain = { slice(from: number, to?: number): string };

/** How far a name stands from its verb at most, in UTF-16 units. */
export const REACH = 90;
/** How many words an office behind a possessive has at most, with the apostrophe. */
const OFFICE_WORDS = 4;

/** Those of whom two can be persons only. */
const PERSONS =
  /minister|leader|president|diplomat|men|official|ministres|dirigeants|ministros|líderes|cancilleres|министр|главы|лидер|bakan|lider|外长|领导人/iu;

export const isActor = ({ type }: Mention): boolean => type === 'actor';

/** Where a pattern stands in a text. */
export const matches = (pattern: RegExp, text: string): { start: number; end: number; words: string }[] =>
  Array.from(text.matchAll(pattern), ({ index, 0: words }) => ({ start: index, end: index + words.length, words }));

/** A paragraph without what is quoted in it, and without what stands aside between commas, each unit where it stood. */
export const plainOf = (
  text: string,
  start: number,
  end: number,
  quotes: readonly Quoted[],
  aside: RegExp | null,
): Plain => {
  let paragraph = text.slice(start, end);
  const blank = (from: number, to: number): void => {
    paragraph = paragraph.slice(0, from) + ' '.repeat(to - from) + paragraph.slice(to);
  };
  for (const quote of quotes) blank(quote.start - start, quote.end - start);
  if (aside !== null) for (const each of matches(aside, paragraph)) blank(each.start + 1, each.end - 1);
  return { slice: (from, to = end) => paragraph.slice(from - start, to - start) };
};

export class Speakers {
  private readonly rules: Rules;
  private readonly mentions: readonly Mention[];
  /** Who spoke last. */
  last: Speaker | null = null;
  /** Actors that were named, in order. */
  readonly named: { id: string; isPerson: boolean }[] = [];

  constructor(rules: Rules, mentions: readonly Mention[]) {
    this.rules = rules;
    this.mentions = mentions;
  }

  mentionsIn(start: number, end: number): Mention[] {
    // They are in order: the first is found by halves.
    let [low, high] = [0, this.mentions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.mentions[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const found: Mention[] = [];
    for (let i = low; i < this.mentions.length && this.mentions[i]!.start < end; i++)
      if (this.mentions[i]!.end <= end) found.push(this.mentions[i]!);
    return found;
  }

  speakerOf(mention: Mention): Speaker {
    const sure = mention.ids.length === 1;
    return {
      ids: mention.ids,
      words: mention.words,
      why: sure ? `“${mention.words}”` : `“${mention.words}”, which ${mention.ids.length} records are called`,
      confidence: sure ? (mention.isFamily ? 0.92 : 0.95) : 0.4,
    };
  }

  /** Whoever a pronoun or an office stands for. */
  standIn(words: string, isPronoun: boolean): Speaker {
    if (isPronoun && this.last !== null && this.last.ids.length > 0)
      return {
        ...this.last,
        why: `“${words}” for ${this.last.words}, who was named last`,
        confidence: Math.min(this.last.confidence, 0.75),
      };
    return { ids: [], words, why: `“${words}”, who is not named`, confidence: 0.5 };
  }

  /** The subject of a verb: before it, or behind it where it stands behind a quotation. `plain` is the text without quotations and asides. */
  subjectOf(
    plain: Plain,
    from: number,
    verb: { start: number; end: number },
    to: number,
    inverted: boolean,
  ): Speaker | null {
    const gapOk = (gap: string): boolean =>
      !/[.;:!?。；]/u.test(gap.replace(/\b(?:\p{L}\.)+/gu, '')) && gap.length <= REACH;
    const behind = (): Speaker | null => {
      const named = this.mentionsIn(verb.end, to).filter(isActor)[0];
      const rest = plain.slice(verb.end, to);
      const other = [
        ...matches(this.rules.pronoun, rest).map((each) => ({ ...each, isPronoun: true })),
        ...matches(this.rules.unnamed, rest).map((each) => ({ ...each, isPronoun: false })),
      ].sort((a, b) => a.start - b.start)[0];
      if (
        named !== undefined &&
        named.start - verb.end < 60 &&
        (other === undefined || named.start <= verb.end + other.end) &&
        !/[,;.]/u.test(plain.slice(verb.end, named.start).replace(/\b\p{L}+\./gu, ''))
      )
        return this.speakerOf(named);
      return other !== undefined && other.start < 4 ? this.standIn(other.words, other.isPronoun) : null;
    };
    if (inverted) {
      const found = behind();
      if (found !== null) return found;
    }
    const named = this.mentionsIn(from, verb.start)
      .filter((mention) => isActor(mention) && plain.slice(mention.start, mention.end).trim() !== '')
      .at(-1);
    const before = plain.slice(from, verb.start);
    const other = [
      ...matches(this.rules.pronoun, before).map((each) => ({ ...each, isPronoun: true })),
      ...matches(this.rules.unnamed, before).map((each) => ({ ...each, isPronoun: false })),
    ]
      .filter((each) => gapOk(before.slice(each.end)))
      .sort((a, b) => b.end - a.end)[0];
    if (named !== undefined) {
      const gap = plain.slice(named.end, verb.start);
      const isOwner = /^['’]s?\s/u.test(gap);
      // "The ministry's spokesman Ben Beispiel": the name is the last; "Adams's spokeswoman said" is not Adams.
      if (gapOk(gap) && !isOwner && (other === undefined || from + other.end <= named.end))
        return this.speakerOf(named);
      // Somebody of theirs, who is not named.
      if (isOwner && gapOk(gap) && gap.trim().split(/\s+/u).length <= OFFICE_WORDS)
        return this.standIn(`${named.words}${gap.trimEnd()}`, false);
    }
    if (other !== undefined) return this.standIn(other.words, other.isPronoun);
    return null;
  }

  /** A verb of saying with its subject in a part of the text; those near to `near` first. */
  sayingIn(plain: Plain, from: number, to: number, near: number, isBehind: boolean): Found | null {
    const part = plain.slice(from, to);
    const verbs = STANCES.flatMap((stance) =>
      matches(this.rules.verb[stance], part).map((each) => ({
        start: from + each.start,
        end: from + each.end,
        stance,
        words: each.words,
      })),
    )
      .filter(
        (verb, _, all) => !all.some((other) => other !== verb && other.start <= verb.start && other.end > verb.end),
      )
      .sort((a, b) => Math.abs(a.start - near) - Math.abs(b.start - near));
    for (const verb of verbs) {
      const speaker = this.subjectOf(plain, from, verb, to, isBehind && verb.start - from < 40);
      if (speaker !== null) return { verb, speaker };
    }
    for (const each of matches(this.rules.according, part)) {
      const at = from + each.end;
      const named = this.mentionsIn(at, Math.min(to, at + REACH)).find(isActor);
      const verb = { start: from + each.start, end: named?.end ?? at, stance: 'affirms' as const, words: each.words };
      if (named !== undefined && each.words.length > 2) return { verb, speaker: this.speakerOf(named) };
    }
    return null;
  }

  remember({ ids, words, confidence }: Speaker): void {
    if (ids.length > 0) this.last = { ids, words, why: `“${words}”`, confidence };
  }

  /** Two who speak as one: the last two that were named. */
  both(words: string): Speaker {
    const arePersons = PERSONS.test(words);
    const named = this.named.toReversed().filter(({ isPerson }) => !arePersons || isPerson);
    const alike = named.filter(({ isPerson }) => isPerson === named[0]!.isPerson);
    const ids = [...new Set(alike.map(({ id }) => id))].slice(0, 2).toReversed();
    return ids.length === 2
      ? { ids, words, why: `“${words}” for the two that were named last`, confidence: 0.6 }
      : { ids: [], words, why: `“${words}”, of whom too few are named`, confidence: 0.3 };
  }
}
