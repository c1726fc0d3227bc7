import type { Sentence } from './layout.ts';
import { compact, type Place, type Plain } from './plain.ts';
import type { Speaker } from './speaker.ts';
import { TITLE, Verbs, type Found, type Verb } from './verbs.ts';

/*
 * Whose words stand between quotation marks, and whose a clause is: by the verb of saying beside them.
 */

/** How far a verb before a quotation stands from it at most. */
const BESIDE = 60;
/** How far a noun stands from a quotation of a word or two at most. */
const NOUN_BESIDE = 12;
/** What may stand between a quotation and who said it: signs and marks of footnotes. */
const SIGNS = /^(?:[\s,.;:!?…—–”"»«“’‘‹›')\]」』-]|\[[^\]\s]{1,10}\])*/u;

export class Attribution extends Verbs {
  private named(plain: Plain, from: number, verb: Verb, to: number): Found | null {
    if (this.rules.ownSubject?.test(verb.words) === true) return { speaker: this.who.byPronoun(verb.words), verb };
    const passive = this.passiveSaying(plain, from, verb, to);
    if (passive !== null) return passive;
    const subject = this.who.before(plain, from, verb);
    // "He was late, said Adams": what stands before the comma is what is said.
    const isPronoun = subject !== null && plain.matches(this.rules.pronoun, subject.start, subject.end).length > 0;
    const inverted =
      (subject === null || isPronoun) && /,\s*$/u.test(plain.slice(from, verb.start))
        ? this.who.directlyBehind(plain, verb, to)
        : null;
    const speaker = inverted ?? subject ?? this.who.behind(plain, verb, to);
    return speaker === null ? null : { speaker, verb };
  }

  /** "It was noted by Adams that": whoever says it stands behind "by". */
  private passiveSaying(plain: Plain, from: number, verb: Verb, to: number): Found | null {
    const { auxiliary, by } = this.rules;
    if (auxiliary === null || by === null) return null;
    const made = plain.matches(auxiliary, from, verb.start).at(-1);
    const [named] = plain.matches(by, verb.end, to);
    if (made === undefined || named === undefined) return null;
    const isBeside = (words: string): boolean => /^\s(?:\p{L}+ly\s)?$/u.test(words);
    if (!isBeside(plain.slice(made.end, verb.start)) || !isBeside(plain.slice(verb.end, named.start))) return null;
    const speaker = this.who.behind(plain, named, to);
    return speaker === null ? null : { speaker, verb: { ...verb, end: this.saidFrom(plain, named.end, to) } };
  }

  /** Where behind "by" and a name "that" begins what was said; the end of the sentence where nothing does. */
  private saidFrom(plain: Plain, from: number, to: number): number {
    const rest = plain.slice(from, Math.min(to, from + 2 * BESIDE));
    const begin = [...rest.matchAll(/\s/gu)].find(({ index }) =>
      /\p{L}/u.test(this.rules.that.exec(rest.slice(index))?.[0] ?? ''),
    );
    return begin === undefined ? to : from + begin.index;
  }

  /** "…,” Adams said": what stands directly behind the marks. */
  private directlyBehind(plain: Plain, from: number, to: number, isClosed: boolean): Found | null {
    const start = from + SIGNS.exec(plain.slice(from, to))![0].length;
    const [verb] = this.verbsIn(plain, start, to, true);
    if (verb !== undefined) {
      const lead = plain.slice(start, verb.start);
      if (!this.rules.conjunction.test(lead)) {
        // Of a sentence that ended the verb leads to what follows: "… .” Adams said: “…"
        const rest = plain.slice(verb.end, to).trimEnd();
        if (isClosed && (/[:：]$/u.test(rest) || this.saysMore(rest))) return null;
        if (lead.trim() === '' || this.rules.lead?.test(lead) === true) {
          if (this.rules.ownSubject?.test(verb.words) === true)
            return { speaker: this.who.byPronoun(verb.words), verb };
          const speaker =
            this.who.indefinite(plain, verb, to) ?? this.who.behind(plain, verb, to) ?? this.continues(verb.words);
          if (speaker !== null) return { speaker, verb };
        }
        const speaker = this.who.before(plain, start, verb);
        if (
          speaker !== null &&
          speaker.start - start <= TITLE &&
          !/[,;]\s/u.test(plain.slice(start, speaker.start)) &&
          !/\p{L},\s$/u.test(plain.slice(speaker.end, verb.start))
        )
          return { speaker, verb };
      }
    }
    const loose = this.byPlace(plain, from, start, to);
    if (loose !== null) return loose;
    if (this.rules.accordingBehind !== null) {
      const [so] = plain.matches(this.rules.accordingBehind, start, to);
      if (so !== undefined && so.start - start < 2) {
        const speaker = this.who.behind(plain, so, to);
        if (speaker !== null) return { speaker, verb: { ...so, stance: 'affirms' } };
      }
    }
    const found = this.according(plain, start, to);
    return found !== null && found.verb.start - start < TITLE ? found : null;
  }

  /** "…, said Adams.", "…, Adams said.": at the end of a sentence in which only a part is quoted. */
  private parenthetical(plain: Plain, { start: from, end: to }: Place): Found | null {
    for (const verb of this.verbsIn(plain, from, to, false).toReversed()) {
      const lead = plain.slice(from, verb.start);
      if (/,\s$/u.test(lead) && this.rules.participle?.test(verb.words) !== true) {
        const speaker = this.who.behind(plain, verb, to);
        if (speaker !== null) return { speaker, verb: { ...verb, end: to } };
      }
      const subject = this.who.before(plain, from, verb);
      if (subject === null || !/^[\s\d\p{L}]{0,40}[.,;!?]?\s*$/u.test(plain.slice(verb.end, to))) continue;
      if (verb.start - subject.end < 2 && /,\s(?:\p{Lu}[\p{L}.]*\s)*$/u.test(plain.slice(from, subject.start)))
        return { speaker: subject, verb: { ...verb, end: to } };
    }
    return null;
  }

  /** A verb without a subject where whoever spoke last goes on: "añadió". */
  private continues(words: string): Speaker | null {
    const { last } = this.who;
    return last === null || this.rules.words.dropsSubject !== true
      ? null
      : { ...last, why: `“${words}”, and ${last.words} spoke last`, confidence: Math.min(last.confidence, 0.75) };
  }

  /** Whether words behind a verb are what was said, not when, where and to whom. */
  private saysMore(rest: string): boolean {
    const said = this.rules.that.exec(rest)?.[0] ?? '';
    return /\p{L}/u.test(said) && rest.length - said.length > 8;
  }

  /** "Adams said: “…": what stands directly before the marks. */
  private directlyBefore(plain: Plain, from: number, to: number): Found | null {
    const so =
      this.rules.accordingBehind === null ? undefined : plain.matches(this.rules.accordingBehind, from, to).at(-1);
    if (so !== undefined && /,\s$/u.test(plain.slice(from, so.start)) && to - so.end < BESIDE) {
      const speaker = this.who.directlyBehind(plain, so, to);
      if (speaker !== null) return { speaker, verb: { ...so, end: to, stance: 'affirms' } };
    }
    for (const verb of this.verbsIn(plain, from, to, true).toReversed()) {
      const gap = plain.slice(verb.end, to).replace(/\s+/gu, ' ');
      if (gap.length > BESIDE) break;
      const found = this.named(plain, from, verb, to);
      if (found !== null) return found;
      const going = this.continues(verb.words);
      if (going !== null) return { speaker: going, verb };
    }
    return null;
  }

  /** "quoted Adams as saying “…": whoever said it stands behind the verb. */
  private byCitation(plain: Plain, { start: from, end: to }: Place, isBefore: boolean): Found | null {
    const { citing, object } = this.rules;
    const verb = citing === null ? undefined : plain.matches(citing, from, to).at(-1);
    if (verb === undefined) return null;
    const words = object?.exec(plain.slice(verb.end, to))?.[0];
    const speaker = words === undefined ? this.who.behind(plain, verb, to) : this.who.byPronoun(words.trim());
    return speaker === null || speaker.ids.length === 0
      ? null
      : { speaker, verb: { ...verb, ...(isBefore && { end: to }), stance: 'affirms' } };
  }

  /** "…” dedi": in a sentence that ends with its verb, its subject stands before the quotation. */
  private verbFinal(plain: Plain, before: Place, behind: Place): Found | null {
    if (this.rules.words.verbFinal !== true) return null;
    const [verb] = this.verbsIn(plain, behind.start, behind.end, true);
    if (verb === undefined || compact(plain.slice(behind.start, verb.start)).length > BESIDE) return null;
    const speaker = this.who.ofSentence(plain, before.start, before.end);
    return speaker === null ? null : { speaker, verb };
  }

  /** "wies es als „…“ zurück": a verb of two parts around the quotation. */
  around(plain: Plain, before: Place, behind: Place): Found | null {
    const verb = this.verbsIn(plain, before.start, behind.end, true).find(
      ({ start, end }) => start < before.end && end > behind.start,
    );
    const speaker = verb === undefined ? null : this.who.before(plain, before.start, verb);
    return verb === undefined || speaker === null ? null : { speaker, verb: { ...verb, end: before.end } };
  }

  /** "is known as “…": of a passive whoever says it stands behind "by", or is not named. */
  private passive(plain: Plain, before: Place, behind: Place): Found | null {
    const { passive } = this.rules;
    const verb = passive === null ? undefined : plain.matches(passive, before.start, behind.end).at(-1);
    if (verb === undefined || verb.start >= before.end) return null;
    const nobody = { ids: [], words: verb.words, why: `“${verb.words}”, by nobody who is named`, confidence: 0.4 };
    const [by] = this.rules.by === null ? [] : plain.matches(this.rules.by, verb.start, behind.end);
    const speaker =
      by === undefined ? null : this.who.behind(plain, by, by.start < before.end ? before.end : behind.end);
    return { speaker: speaker ?? nobody, verb: { ...verb, end: before.end, stance: 'affirms' } };
  }

  /** "Adams was guarded: “…": a colon, whatever the verb. */
  byColon(plain: Plain, from: number, to: number): Found | null {
    const words = plain.slice(from, to);
    if (!/[:：][\s«„“"]*$/u.test(words)) return null;
    const actors = this.who.actorsIn(plain, from, to);
    const named = actors.find(({ isPerson }) => isPerson) ?? actors[0];
    if (named === undefined) return null;
    const at = from + words.search(/[:：][^:：]*$/u);
    return {
      speaker: { ...this.who.speakerOf(named), confidence: 0.75 },
      verb: { start: at, end: at + 1, words: ':', stance: 'affirms' },
    };
  }

  /** "Adams's call for “more patience”". */
  byNoun(plain: Plain, from: number, to: number): (Speaker & Place) | null {
    const { nouns } = this.rules;
    if (nouns === null) return null;
    for (const mention of this.who.actorsIn(plain, from, to)) {
      const noun = nouns.exec(plain.slice(mention.end, to))?.[0];
      if (noun !== undefined)
        return {
          ...this.who.speakerOf(mention),
          confidence: 0.85,
          start: mention.start,
          end: mention.end + noun.length,
        };
    }
    return null;
  }

  /** A verb in some words with its subject, those that turn what is said around first. */
  saying(plain: Plain, from: number, to: number, near: number, broadly = false): Found | null {
    const verbs = this.verbsIn(plain, from, to, broadly).sort(
      (a, b) => Math.abs(a.start - near) - Math.abs(b.start - near),
    );
    for (const verb of verbs) {
      const found = this.named(plain, from, verb, to);
      if (found !== null) return found;
    }
    return this.according(plain, from, to);
  }

  /**
   * Whose a quotation is. `before` and `behind` are the stretches around it in its sentence, `next` the sentence behind
   * one that the quotation fills. What is short may be a name: it is said only by what stands directly beside it.
   */
  of(
    plain: Plain,
    quote: Place,
    { before, behind, next, isShort }: { before: Place; behind: Place; next: Sentence | null; isShort: boolean },
  ): { found: Found | null; speaker: Speaker | null } {
    const cited = this.byCitation(plain, before, true) ?? this.byCitation(plain, behind, false);
    if (cited !== null) return { found: cited, speaker: cited.speaker };
    const around = this.around(plain, before, behind) ?? (isShort ? null : this.passive(plain, before, behind));
    if (around !== null) return { found: around, speaker: around.speaker };
    const isClosed = /[.!?…。！？]$/u.test(this.who.wordsOf(quote));
    const found =
      this.directlyBehind(plain, behind.start, behind.end, isClosed) ??
      this.parenthetical(plain, behind) ??
      (isShort && !/\s/u.test(this.who.wordsOf(quote)) ? null : this.directlyBefore(plain, before.start, before.end)) ??
      this.verbFinal(plain, before, behind) ??
      this.byColon(plain, before.start, before.end);
    if (found !== null) return { found, speaker: found.speaker };
    const noun = this.byNoun(plain, before.start, before.end);
    if (isShort) {
      // "Adams's emphasis on “more patience”": directly beside the marks.
      const isBeside = noun !== null && compact(plain.slice(noun.end, before.end)).length <= NOUN_BESIDE;
      return { found: null, speaker: isBeside ? noun : null };
    }
    if (noun !== null) return { found: null, speaker: noun };
    const far = this.saying(plain, before.start, before.end, before.end, true);
    if (far !== null) return { found: far, speaker: far.speaker };
    const later = next === null ? null : this.directlyBehind(plain, next.start, next.end, true);
    return { found: later, speaker: later?.speaker ?? null };
  }
}
