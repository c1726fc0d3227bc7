import { matches, type Place, type Plain } from './plain.ts';
import { REACH } from './referents.ts';
import type { Speaker } from './speaker.ts';
import { STANCES, type Rules, type Stance } from './speech-rules.ts';
import type { Subjects } from './subjects.ts';

/*
 * Verbs of saying and what stands for one, each with whoever says it: "according to", "in her words", what stands behind
 * the comma of a quotation.
 */

export type Verb = Place & { words: string; stance: Stance };
export type Found = { speaker: Speaker; verb: Verb };

/** How far behind the end of a quotation the subject of its verb begins at most. */
export const TITLE = 50;

/** A word that begins small: a verb, where names begin large. */
const WORD = /(?<![\p{L}\p{N}’'-])\p{Ll}[\p{L}’'-]*/gu;
const ARTICLE = /^(?:the|an?|his|her|their|its|der|die|das|ein|eine|les?|la|une?|el|los|las)$/u;

export class Verbs {
  protected readonly rules: Rules;
  readonly who: Subjects;

  constructor(rules: Rules, who: Subjects) {
    this.rules = rules;
    this.who = who;
  }

  /** Whether some words lead to whose words others are: "in her words", "according to". */
  tellsWho(words: string): boolean {
    return [this.rules.theirWords, this.rules.according].some(
      (pattern) => pattern !== null && matches(pattern, words).some((each) => each.words.length > 3),
    );
  }

  /** Verbs of saying, in their order; `broadly` those that lead to a quotation alone, too. */
  verbsIn(plain: Plain, from: number, to: number, broadly: boolean): Verb[] {
    const all = [
      ...STANCES.flatMap((stance) =>
        plain.matches(this.rules.verb[stance], from, to).map((each): Verb => ({ ...each, stance })),
      ),
      ...(broadly && this.rules.quoting !== null
        ? plain.matches(this.rules.quoting, from, to).map((each): Verb => ({ ...each, stance: 'affirms' }))
        : []),
    ];
    return all
      .filter(
        (verb, i) =>
          !this.who.isPartOfName(plain, verb) &&
          !all.some(
            (other, k) =>
              other !== verb &&
              other.start <= verb.start &&
              other.end >= verb.end &&
              (other.end - other.start > verb.end - verb.start || k < i),
          ),
      )
      .sort((a, b) => a.start - b.start);
  }

  protected according(plain: Plain, from: number, to: number): Found | null {
    for (const each of plain.matches(this.rules.according, from, to)) {
      const end = Math.min(to, each.end + REACH);
      const [named] = this.who.actorsIn(plain, each.end, end);
      const verb = (at: number): Verb => ({ start: each.start, end: at, words: each.words, stance: 'affirms' });
      if (
        named !== undefined &&
        !/[.;!?。]\s/u.test(plain.slice(each.end, named.start)) &&
        (each.words.length > 2 || named.start - each.end < 3)
      )
        return { speaker: this.who.speakerOf(named), verb: verb(named.end) };
      const [nobody] = plain.matches(this.rules.unnamed, each.end, end);
      if (nobody !== undefined && nobody.start - each.end < 3)
        return { speaker: this.who.byOffice(nobody.words), verb: verb(nobody.end) };
    }
    for (const each of this.rules.accordingAfter === null ? [] : plain.matches(this.rules.accordingAfter, from, to)) {
      const named = this.who.actorsIn(plain, from, each.start).at(-1);
      if (named !== undefined && each.start - named.end < 3)
        return {
          speaker: this.who.speakerOf(named),
          verb: { ...each, start: named.start, stance: 'affirms' },
        };
    }
    const [own] = this.rules.theirWords === null ? [] : plain.matches(this.rules.theirWords, from, to);
    if (own === undefined) return null;
    const named = this.who.actorsIn(plain, from, own.start).at(-1);
    const isBeside = named !== undefined && own.start - named.end < 3;
    return {
      speaker: isBeside ? this.who.speakerOf(named) : this.who.byPronoun(own.words),
      verb: { ...own, stance: 'affirms' },
    };
  }

  /**
   * "…,” scoffed Adams", "…,” she shot back": behind a quotation that ends with a comma stands who said it, whatever the
   * verb.
   */
  protected byPlace(plain: Plain, from: number, start: number, to: number): Found | null {
    const before = this.who.wordsOf({ start: Math.max(0, from - 2), end: from });
    if (this.rules.words.unspaced || !/,/u.test(`${before}${plain.slice(from, start)}`)) return null;
    const [word] = plain.matches(WORD, start, Math.min(to, start + TITLE)).filter(({ words, start: at, end }) => {
      const isSubject = [this.rules.pronoun, this.rules.unnamed].some((of) =>
        plain.matches(of, start, to).some((each) => each.start <= at && each.end >= end),
      );
      return !isSubject && !ARTICLE.test(words) && !this.who.isPartOfName(plain, { start: at, end });
    });
    if (
      word === undefined ||
      this.rules.conjunction.test(word.words) ||
      this.rules.governed?.test(`${word.words} `) === true
    )
      return null;
    const lead = plain.slice(start, word.start);
    const speaker = lead.trim() === '' ? this.who.behind(plain, word, to) : this.who.before(plain, start, word);
    if (speaker === null || /[,;:]\s/u.test(lead)) return null;
    return {
      speaker: { ...speaker, confidence: Math.min(speaker.confidence, 0.75) },
      verb: { ...word, stance: 'affirms' },
    };
  }
}
