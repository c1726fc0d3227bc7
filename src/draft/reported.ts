import type { Attribution } from './attribution.ts';
import type { Found } from './verbs.ts';
import type { Sentence } from './layout.ts';
import type { Place, Plain } from './plain.ts';
import type { Quoted } from './quoted.ts';
import { actOf, type SpeechAct, type Told } from './speech-act.ts';
import type { Rules } from './speech-rules.ts';
import type { Speaker } from './speaker.ts';
import { REACH } from './referents.ts';
import type { Subjects } from './subjects.ts';

/*
 * What sentences report without quoting it: "Adams said that …", readouts of talks, documents that several made.
 */

export class Reported {
  private readonly text: string;
  private readonly rules: Rules;
  private readonly who: Subjects;
  private readonly attribution: Attribution;

  constructor(text: string, rules: Rules, attribution: Attribution) {
    this.text = text;
    this.rules = rules;
    this.who = attribution.who;
    this.attribution = attribution;
  }

  /** What is said behind a verb, to the end of the sentence without its mark of a footnote. */
  clauseOf(end: number, from: number): Place | null {
    const rest = this.text.slice(from, end);
    const skipped = this.rules.that.exec(rest)?.[0].length ?? 0;
    const words = rest
      .slice(skipped)
      .replace(/\s*[“„«「『(]+\s*$/u, '')
      .replace(/(?:\s*(?:\[[^\]\s]{1,10}\]|[\u00B9\u00B2\u00B3\u2070\u2074-\u2079]))+\s*$/u, '');
    const start = from + skipped + (words.length - words.trimStart().length);
    return words.trim().length < 3 ? null : { start, end: start + words.trim().length };
  }

  /** What a sentence reports; null where it reports nothing. */
  of(sentence: Sentence, plain: Plain, quotes: readonly Quoted[]): SpeechAct | null {
    const { start, end } = sentence;
    const [joint] = plain.matches(this.rules.joint, start, end);
    const together = plain
      .matches(this.rules.together, start, end)
      .find((each) => plain.matches(this.rules.talks, each.end, Math.min(end, each.end + REACH)).length > 0);
    const noun = this.byNounAlone(sentence, plain);
    const said = noun === null && together === undefined ? this.saying(sentence, plain) : null;
    const tell = (speaker: Speaker, told: Told): SpeechAct => actOf([sentence], speaker, told);
    if (joint !== undefined && said === null)
      return tell(this.who.together.both(joint.words), {
        mode: 'joint-document',
        stance: 'affirms',
        said: { start, end },
        quotes: [],
        verb: joint.words,
      });
    if (together !== undefined) {
      const [verb] = plain.matches(this.rules.talks, together.end, end);
      const clause = this.clauseOf(end, verb!.start);
      return tell(this.who.together.both(together.words), {
        mode: 'readout',
        stance: 'affirms',
        said: clause ?? { start, end },
        quotes: [],
        verb: verb!.words,
      });
    }
    const [agenda] =
      said !== null || noun !== null || this.rules.agenda === null ? [] : plain.matches(this.rules.agenda, start, end);
    const met = agenda === undefined ? null : this.who.together.ofMeeting(agenda.words);
    if (met !== null)
      return tell(met, { mode: 'readout', stance: 'affirms', said: { start, end }, quotes: [], verb: null });
    const speaker = said?.speaker ?? noun;
    if (speaker === null || speaker === undefined) return null;
    this.who.remember(speaker);
    const clause = said === null ? { start, end } : said.clause;
    const own = clause ?? { start, end };
    return tell(speaker, {
      mode: 'indirect-speech',
      stance: said?.verb.stance ?? 'affirms',
      said: own,
      quotes: quotes.filter(
        (quote) =>
          quote.start >= own.start &&
          quote.end <= own.end &&
          (this.rules.words.unspaced === true || /\s/u.test(this.text.slice(quote.start, quote.end))),
      ),
      verb: said?.verb.words ?? null,
    });
  }

  /** "Adams's claim that …", "Adams's appreciation of …"; what a statement shows is what the author reads in it. */
  private byNounAlone({ start, end }: Sentence, plain: Plain): Speaker | null {
    const { nouns, attitude } = this.rules;
    if (nouns === null) return null;
    const named = this.who.actorsIn(plain, start, end).find((mention) => {
      const rest = plain.slice(mention.end, end);
      const noun = nouns.exec(rest)?.[0];
      return (
        (noun !== undefined && /^\sthat\s/u.test(rest.slice(noun.length))) ||
        (mention.isPerson && attitude?.test(rest) === true)
      );
    });
    return named === undefined ? null : { ...this.who.speakerOf(named), confidence: 0.7 };
  }

  private saying(sentence: Sentence, plain: Plain): (Found & { clause: Place | null }) | null {
    const { start, end } = sentence;
    if (this.rules.words.verbFinal) {
      const found = this.attribution.saying(plain, start, end, end);
      const [named] = this.who.actorsIn(plain, start, end);
      const speaker = this.who.ofSentence(plain, start, end);
      if (found === null || named === undefined || speaker === null) return null;
      const from = named.end + (/^[^\p{L}]*/u.exec(plain.slice(named.end))?.[0].length ?? 0);
      return {
        ...found,
        speaker,
        clause: from < found.verb.start ? { start: from, end: found.verb.end } : null,
      };
    }
    const found = this.attribution.saying(plain, start, end, start);
    if (found === null) return null;
    const clause = this.clauseOf(end, found.verb.end);
    // "…, Adams said." What is said stands before.
    if (clause === null || clause.end - clause.start < 8) {
      const subject = plain.slice(start, found.verb.start).lastIndexOf(',');
      if (subject <= 8) return null;
      return { ...found, clause: { start, end: start + subject } };
    }
    return { ...found, clause };
  }
}
