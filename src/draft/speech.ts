import type { Mention } from './gazetteer.ts';
import type { Sentence } from './layout.ts';
import { quotedIn, type Quoted } from './quoted.ts';
import { isActor, matches, plainOf, REACH, Speakers, type Found, type Plain, type Speaker } from './speakers.ts';
import { rulesFor, type Rules, type Stance } from './speech-rules.ts';

/*
 * Who says what in a text, by rules: names that the graph knows, verbs of saying, quotation marks. What comes out is
 * proposed, each with its reason and a confidence; a person decides.
 */

export type SpeechMode = 'direct-quote' | 'indirect-speech' | 'readout' | 'joint-document' | 'analysis';

export type SpeechAct = {
  sentence: Sentence;
  mode: SpeechMode;
  stance: Stance;
  /** Ids of actors; none where nobody who is known is named. */
  speakers: string[];
  /** Ids of actors who may have said it, where a name is not sure. */
  candidates: string[];
  /** What is said, in UTF-16 units of the text. */
  said: { start: number; end: number };
  quotes: Quoted[];
  reasons: string[];
  /** From 0 to 1. */
  confidence: number;
};

/** A word or two in quotation marks are words that somebody does not own, or a name. */
const LEAST_QUOTED_WORDS = 3;

class Reader {
  private readonly text: string;
  private readonly rules: Rules;
  private readonly who: Speakers;
  readonly acts: SpeechAct[] = [];

  constructor(text: string, rules: Rules, mentions: readonly Mention[]) {
    this.text = text;
    this.rules = rules;
    this.who = new Speakers(rules, mentions);
  }

  /** A paragraph: first what is quoted, then the sentences in which nothing was. */
  paragraph(sentences: readonly Sentence[]): void {
    const [start, end] = [sentences[0]!.start, sentences.at(-1)!.end];
    const quotes = quotedIn(this.text.slice(start, end)).map((quote) => ({
      start: quote.start + start,
      end: quote.end + start,
    }));
    const plain = plainOf(this.text, start, end, quotes, this.rules.aside);
    // Of what begins with a quotation the sentence that says who said it may be the next one.
    for (const sentence of sentences) {
      // The rest of a sentence that begins within a quotation says who spoke.
      if (quotes.some((quote) => quote.start < sentence.start && quote.end > sentence.start)) continue;
      this.sentence(
        sentence,
        plain,
        quotes.filter((quote) => quote.start >= sentence.start && quote.start < sentence.end),
        sentences,
      );
    }
  }

  private sentence(sentence: Sentence, plain: Plain, quotes: readonly Quoted[], around: readonly Sentence[]): void {
    const spoken = quotes.filter(({ start, end }) => this.isSpoken(start, end));
    const found =
      spoken.length > 0 ? this.quoted(sentence, plain, spoken, around) : this.reported(sentence, plain, quotes);
    for (const mention of this.who.mentionsIn(sentence.start, sentence.end)) {
      if (
        !isActor(mention) ||
        mention.ids.length !== 1 ||
        quotes.some((quote) => mention.start >= quote.start && mention.end <= quote.end)
      )
        continue;
      this.who.named.push({ id: mention.ids[0]!, isPerson: mention.isPerson });
    }
    if (found === null) return;
    this.acts.push(found);
  }

  private isSpoken(start: number, end: number): boolean {
    const words = this.text.slice(start, end);
    return this.rules.words.unspaced
      ? words.length >= 5
      : words.split(/\s+/u).length >= LEAST_QUOTED_WORDS || /[.!?,]$/u.test(words);
  }

  private quoted(sentence: Sentence, plain: Plain, quotes: Quoted[], around: readonly Sentence[]): SpeechAct | null {
    const [first, last] = [quotes[0]!, quotes.at(-1)!];
    // Who said it stands behind the marks, in the sentence that these end in, or in the next one where they end with theirs.
    const closing = around.find((other) => other.start <= last.end && other.end >= last.end) ?? sentence;
    const behind = around[around.indexOf(closing) + 1];
    const isWhole =
      plain
        .slice(sentence.start, closing.end)
        .replace(/\[[^\]]*\]/gu, '')
        .replace(/[^\p{L}\p{N}]+/gu, '') === '';
    const stretches: [number, number, number, boolean][] = [
      [first.end + 1, sentence.end, first.end, true],
      [last.end + 1, closing.end, last.end, true],
      [sentence.start, Math.max(sentence.start, first.start - 1), first.start, false],
      // “… .” Adams said. Where a sentence ends within the marks, who said it stands in what the next one begins with.
      ...(isWhole && behind !== undefined
        ? [
            [behind.start, Math.min(behind.end, behind.start + REACH), behind.start, true] as [
              number,
              number,
              number,
              boolean,
            ],
          ]
        : []),
    ];
    let said: Found | null = null;
    for (const [from, to, near, isBehind] of stretches) {
      said ??= from < to ? this.who.sayingIn(plain, from, to, near, isBehind) : null;
    }
    const noun = this.byNoun(sentence, first);
    const going = said === null && noun === null && isWhole ? this.who.last : null;
    const speaker =
      said?.speaker ??
      noun ??
      (going === null
        ? null
        : {
            ...going,
            why: `the quotation goes on; ${going.words} spoke last`,
            confidence: Math.min(going.confidence, 0.8),
          });
    if (speaker === null) return this.reported(sentence, plain, quotes);
    this.who.remember(speaker);
    const share = quotes.reduce((sum, quote) => sum + quote.end - quote.start, 0) / (sentence.end - sentence.start);
    const clause = said !== null && said.verb.end < first.start ? this.clauseOf(sentence, said.verb.end) : null;
    const isDirect = share > 0.45 || clause === null || first.start - clause.start < 3;
    return this.act(sentence, speaker, {
      mode: isDirect ? 'direct-quote' : 'indirect-speech',
      stance: said?.verb.stance ?? 'affirms',
      said: isDirect || clause === null ? { start: first.start, end: last.end } : clause,
      quotes,
      verb: said?.verb.words ?? null,
    });
  }

  /** "Adams's call for “more patience”". */
  private byNoun(sentence: Sentence, quote: { start: number }): Speaker | null {
    if (this.rules.nouns === null) return null;
    const named = this.who.mentionsIn(sentence.start, quote.start).filter(isActor).at(-1);
    return named !== undefined && this.rules.nouns.test(this.text.slice(named.end, quote.start + 1))
      ? { ...this.who.speakerOf(named), confidence: 0.85 }
      : null;
  }

  /** What is said behind a verb, to the end of the sentence without its mark of a footnote. */
  private clauseOf(sentence: Sentence, from: number): { start: number; end: number } | null {
    const rest = this.text.slice(from, sentence.end);
    const skipped = this.rules.that.exec(rest)?.[0].length ?? 0;
    const words = rest
      .slice(skipped)
      .replace(/\s*[“„«「『(]+\s*$/u, '')
      .replace(/(?:\s*(?:\[[^\]\s]{1,10}\]|[\u00B9\u00B2\u00B3\u2070\u2074-\u2079]+))+\s*$/u, '');
    const start = from + skipped + (words.length - words.trimStart().length);
    return words.trim().length < 3 ? null : { start, end: start + words.trim().length };
  }

  private reported(sentence: Sentence, plain: Plain, quotes: readonly Quoted[]): SpeechAct | null {
    const { start, end } = sentence;
    const part = plain.slice(start, end);
    const joint = matches(this.rules.joint, part)[0];
    const together = matches(this.rules.together, part).find(
      (each) => matches(this.rules.talks, part.slice(each.end, each.end + REACH)).length > 0,
    );
    const noun = quotes.length > 0 ? this.byNoun(sentence, quotes[0]!) : this.byNounAlone(sentence);
    const said = noun === null && together === undefined ? this.saying(sentence, plain) : null;
    if (joint !== undefined && said === null)
      return this.act(sentence, this.who.both(joint.words), {
        mode: 'joint-document',
        stance: 'affirms',
        said: { start, end },
        quotes: [],
        verb: joint.words,
      });
    if (together !== undefined) {
      const verb = matches(this.rules.talks, part.slice(together.end))[0]!;
      return this.act(sentence, this.who.both(together.words), {
        mode: 'readout',
        stance: 'affirms',
        said: this.clauseOf(sentence, start + together.end + verb.start) ?? { start, end },
        quotes: [],
        verb: verb.words,
      });
    }
    const speaker = said?.speaker ?? noun;
    if (speaker === null) return null;
    this.who.remember(speaker);
    const clause = said === null ? { start, end } : said.clause;
    return this.act(sentence, speaker, {
      mode: 'indirect-speech',
      stance: said?.verb.stance ?? 'affirms',
      said: clause ?? { start, end },
      quotes: quotes.filter(
        (quote) => noun !== null || (clause !== null && quote.start >= clause.start && quote.end <= clause.end),
      ),
      verb: said?.verb.words ?? null,
    });
  }

  private byNounAlone(sentence: Sentence): Speaker | null {
    if (this.rules.nouns === null) return null;
    const named = this.who
      .mentionsIn(sentence.start, sentence.end)
      .find(
        (mention) =>
          isActor(mention) &&
          this.rules.nouns!.test(this.text.slice(mention.end, sentence.end)) &&
          /^['’]s?\s(?:[\p{L}-]+\s){1,3}that\s/u.test(this.text.slice(mention.end, sentence.end)),
      );
    return named === undefined ? null : { ...this.who.speakerOf(named), confidence: 0.7 };
  }

  private saying(sentence: Sentence, plain: Plain): (Found & { clause: { start: number; end: number } | null }) | null {
    const { start, end } = sentence;
    if (this.rules.words.verbFinal) {
      const found = this.who.sayingIn(plain, start, end, end, false);
      const named = this.who.mentionsIn(start, end).find(isActor);
      if (found === null || named === undefined) return null;
      const from = named.end + (/^[^\p{L}]*/u.exec(plain.slice(named.end))?.[0].length ?? 0);
      return {
        ...found,
        speaker: this.who.speakerOf(named),
        clause: from < found.verb.start ? { start: from, end: found.verb.end } : null,
      };
    }
    const found = this.who.sayingIn(plain, start, end, start, false);
    if (found === null) return null;
    const clause = this.clauseOf(sentence, found.verb.end);
    // "…, Adams said." What is said stands before.
    if (clause === null || clause.end - clause.start < 8) {
      const subject = plain.slice(start, found.verb.start).lastIndexOf(',');
      if (subject <= 8) return null;
      return { ...found, clause: { start, end: start + subject } };
    }
    return { ...found, clause };
  }

  private act(
    sentence: Sentence,
    speaker: Speaker,
    {
      mode,
      stance,
      said,
      quotes,
      verb,
    }: Pick<SpeechAct, 'mode' | 'stance' | 'said'> & { quotes: readonly Quoted[]; verb: string | null },
  ): SpeechAct {
    const several = mode === 'readout' || mode === 'joint-document';
    const sure = speaker.ids.length === 1 || several;
    return {
      sentence,
      mode,
      stance,
      speakers: sure ? speaker.ids : [],
      candidates: sure ? [] : speaker.ids,
      said,
      quotes: [...quotes],
      reasons: [
        `said by ${speaker.why}${verb === null ? '' : `, “${verb}”`}`,
        ...(stance === 'affirms' ? [] : [`“${verb}” ${stance} what follows`]),
      ],
      confidence: speaker.confidence,
    };
  }
}

/** The speech acts of a text in a language that has a table; none in another. */
export const speechActs = (
  text: string,
  sentences: readonly Sentence[],
  mentions: readonly Mention[],
  language: string,
): SpeechAct[] => {
  const rules = rulesFor(language);
  if (rules === null) return [];
  const reader = new Reader(text, rules, mentions);
  let paragraph: Sentence[] = [];
  for (const sentence of sentences) {
    if (paragraph.length > 0 && paragraph[0]!.paragraph !== sentence.paragraph) {
      reader.paragraph(paragraph);
      paragraph = [];
    }
    paragraph.push(sentence);
  }
  if (paragraph.length > 0) reader.paragraph(paragraph);
  return reader.acts;
};
