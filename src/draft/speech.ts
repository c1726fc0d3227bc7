import { blankAsides } from './asides.ts';
import { Attribution } from './attribution.ts';
import type { Found } from './verbs.ts';
import type { Mention } from './gazetteer.ts';
import type { Sentence } from './layout.ts';
import { Plain } from './plain.ts';
import { Reported } from './reported.ts';
import { withLedes } from './lede.ts';
import { actOf, type SpeechAct } from './speech-act.ts';
import { partsOf, quotedIn, type Quoted } from './quoted.ts';
import { rulesFor, type Rules } from './speech-rules.ts';
import type { Speaker } from './speaker.ts';
import { REACH } from './referents.ts';
import { Spoken } from './spoken.ts';
import { withStrangers } from './strangers.ts';
import { Subjects } from './subjects.ts';
import { turnsIn, type Turn } from './transcript.ts';

/*
 * Who says what in a text, by rules: names that the graph knows, verbs of saying, quotation marks. What comes out is
 * proposed, each with its reason and a confidence; a person decides.
 */

/** A quotation with whoever said it. */
type Owned = { quote: Quoted; sentences: Sentence[]; found: Found | null; speaker: Speaker };

class Reader {
  private readonly text: string;
  private readonly rules: Rules;
  private readonly who: Subjects;
  private readonly attribution: Attribution;
  private readonly reported: Reported;
  private readonly spoken: Spoken;
  /** Whom the paragraph before names ahead of the colon that ends it. */
  private introduced: Speaker | null = null;
  /** The sentence that reported something last. */
  private told: Sentence | null = null;
  readonly acts: SpeechAct[] = [];

  constructor(text: string, rules: Rules, mentions: readonly Mention[]) {
    this.text = text;
    this.rules = rules;
    this.who = new Subjects(text, rules, mentions);
    this.attribution = new Attribution(rules, this.who);
    this.reported = new Reported(text, rules, this.attribution);
    this.spoken = new Spoken(text, rules, this.attribution);
  }

  read(paragraphs: readonly Sentence[][], mentions: readonly Mention[], setOff: ReadonlySet<string>): void {
    const turns: Map<number, Turn> | null = turnsIn(this.text, paragraphs, mentions, this.rules, this.who);
    for (const sentences of paragraphs) {
      const { paragraph, start } = sentences[0]!;
      const turn = turns?.get(paragraph);
      const end = sentences.at(-1)!.end;
      if (turn !== undefined) this.turn(sentences, turn);
      else if (setOff.has(this.text.slice(start, end))) this.setOff(sentences);
      else this.paragraph(sentences);
    }
  }

  /** What somebody says in a transcript: each sentence is theirs. */
  private turn(sentences: readonly Sentence[], { from, speaker }: Turn): void {
    const plain = new Plain(this.text, { start: sentences[0]!.start, end: sentences.at(-1)!.end });
    for (const sentence of sentences) {
      this.who.notice(plain, sentence);
      const start = Math.max(sentence.start, from + (/^\s*/u.exec(this.text.slice(from))?.[0].length ?? 0));
      if (speaker === null || start >= sentence.end || !this.spoken.isSpoken(start, sentence.end)) continue;
      const said = { start, end: sentence.end };
      this.acts.push(
        actOf([sentence], speaker, { mode: 'direct-quote', stance: 'affirms', said, quotes: [said], verb: null }),
      );
    }
  }

  /** A paragraph that is set off as a quotation, without marks: of whoever spoke last. */
  private setOff(sentences: Sentence[]): void {
    const last = this.introduced ?? this.who.last;
    const said = { start: sentences[0]!.start, end: sentences.at(-1)!.end };
    if (last === null || quotedIn(this.text.slice(said.start, said.end)).length > 0) return this.paragraph(sentences);
    const speaker = {
      ...last,
      why: `the quotation is set off; ${last.words} spoke last`,
      confidence: Math.min(last.confidence, 0.7),
    };
    this.acts.push(
      actOf(sentences, speaker, { mode: 'direct-quote', stance: 'affirms', said, quotes: [said], verb: null }),
    );
  }

  /** A paragraph: first what is quoted, then the sentences in which nothing was. */
  private paragraph(sentences: readonly Sentence[]): void {
    const [start, end] = [sentences[0]!.start, sentences.at(-1)!.end];
    const plain = new Plain(this.text, { start, end });
    const quotes = quotedIn(this.text.slice(start, end))
      .map((quote) => ({ start: quote.start + start, end: quote.end + start }))
      .flatMap((quote) => partsOf(this.text, quote, this.rules.incise));
    quotes.forEach((quote) => plain.blank(quote));
    blankAsides(plain, this.rules, this.attribution);
    const around = (quote: Quoted): Sentence[] =>
      sentences.filter((other) => other.start < quote.end && other.end > quote.start);
    const spoken = quotes.filter((quote) => {
      if (this.spoken.isSpoken(quote.start, quote.end) || this.spoken.isBesideSpeech(quote)) return true;
      const within = around(quote);
      return this.spoken.isSaidWord(plain, { start: within[0]!.start, end: within.at(-1)!.end }, quote);
    });
    const taken = new Set<Sentence>();
    let owned: Owned[] = [];
    const flush = (): void => {
      this.quoted(owned, plain, spoken);
      owned = [];
    };
    let at = 0;
    /** Reads the sentences up to here of which no words are taken as a quotation. */
    const readTo = (before: number): void => {
      for (; at < sentences.length && sentences[at]!.end <= before; at++) {
        if (!taken.has(sentences[at]!)) {
          flush();
          this.report(sentences[at]!, plain, quotes);
        }
        this.who.notice(plain, sentences[at]!);
      }
    };
    for (const [i, quote] of spoken.entries()) {
      const within = around(quote);
      // What is read before it may say who is meant.
      readTo(within[0]!.start);
      const one = this.ownerOf(quote, i, spoken, within, plain, sentences, taken, owned.at(-1) ?? null);
      if (one === null) continue;
      within.forEach((sentence) => taken.add(sentence));
      if (one.found !== null)
        for (const sentence of sentences)
          if (one.found.verb.start >= sentence.start && one.found.verb.end <= sentence.end) taken.add(sentence);
      const before = owned.at(-1);
      const goesOn =
        before !== undefined &&
        before.sentences.at(-1) === within[0] &&
        before.speaker.ids.join() === one.speaker.ids.join();
      if (!goesOn) flush();
      owned.push(one);
      this.who.remember(one.speaker);
    }
    flush();
    readTo(end);
    const lastSentence = sentences.at(-1)!;
    this.introduced = this.attribution.byColon(plain, lastSentence.start, end)?.speaker ?? null;
    if (this.introduced !== null) this.who.remember(this.introduced);
  }

  private report(sentence: Sentence, plain: Plain, quotes: readonly Quoted[]): void {
    const act = this.reported.of(sentence, plain, quotes);
    if (act === null) return;
    this.acts.push(act);
    this.told = sentence;
  }

  private ownerOf(
    quote: Quoted,
    i: number,
    spoken: readonly Quoted[],
    within: Sentence[],
    plain: Plain,
    sentences: readonly Sentence[],
    taken: ReadonlySet<Sentence>,
    before: Owned | null,
  ): Owned | null {
    const [first, last] = [within[0]!, within.at(-1)!];
    const [previous, following] = [spoken[i - 1], spoken[i + 1]];
    const from = previous === undefined ? first.start : Math.max(first.start, previous.end + 1);
    const to = following === undefined ? last.end : Math.min(last.end, following.start);
    const [head, tail] = [plain.slice(first.start, quote.start), plain.slice(quote.end, last.end)].map((part) =>
      part.replace(/\[[^\]]*\]/gu, '').replace(/[^\p{L}\p{N}]+/gu, ''),
    );
    const isWhole = head === '' && tail === '';
    const next = isWhole ? (sentences[sentences.indexOf(last) + 1] ?? null) : null;
    const isShort =
      !this.spoken.isSpoken(quote.start, quote.end) &&
      !this.spoken.isSaidWord(plain, { start: from, end: last.end }, quote);
    const isWord = !/\s/u.test(this.text.slice(quote.start, quote.end)) && this.rules.words.unspaced !== true;
    if (isShort && isWord && head !== '' && !/[:：]\s?\S$/u.test(this.text.slice(first.start, quote.start)))
      return null;
    const lead = { start: from, end: Math.max(from, quote.start - 1) };
    const { found, speaker } = this.who.reading({ plain, ...lead }, () =>
      this.attribution.of(plain, quote, {
        before: lead,
        behind: { start: Math.min(quote.end, to), end: to },
        next:
          next !== null && (following === undefined || following.start > next.start)
            ? { ...next, end: Math.min(next.end, following?.start ?? next.end, next.start + REACH) }
            : null,
        isShort,
      }),
    );
    if (speaker !== null) return { quote, sentences: within, found, speaker };
    // What is quoted beside it in the same sentence is of the same, and what fills its own of whoever spoke last.
    if (isShort && isWord) return null;
    if (before !== null && before.sentences.at(-1) === first)
      return { quote, sentences: within, found: null, speaker: before.speaker };
    const prior = sentences[sentences.indexOf(first) - 1];
    const isBehindOne = prior !== undefined && taken.has(prior);
    const goesOn =
      isWhole || (isBehindOne && head === '' && this.who.actorsIn(plain, quote.end, last.end).length === 0);
    const going = goesOn ? this.goingOn(isBehindOne ? undefined : prior) : null;
    return going === null ? null : { quote, sentences: within, found: null, speaker: going };
  }

  /** Whose a quotation is that nothing beside it tells: of whom the sentence before is, else of whoever spoke last. */
  private goingOn(prior: Sentence | undefined): Speaker | null {
    const about = prior === undefined || prior === this.told ? null : this.who.aboutAt(prior);
    const speaker = about ?? this.who.last;
    if (speaker === null) return null;
    const [why, sure] =
      about === null
        ? [`the quotation goes on; ${speaker.words} spoke last`, 0.8]
        : [`the sentence before is about “${speaker.words}”`, 0.55];
    return { ...speaker, why, confidence: Math.min(speaker.confidence, sure) };
  }

  /** One act of quotations that go together. */
  private quoted(owned: readonly Owned[], plain: Plain, spoken: readonly Quoted[]): void {
    if (owned.length === 0) return;
    const [first, last] = [owned[0]!, owned.at(-1)!];
    const sentences = [...new Set(owned.flatMap((each) => each.sentences))];
    const quotes = owned.map(({ quote }) => quote);
    const verb = owned.find(({ found }) => found !== null)?.found?.verb ?? null;
    const [begin, end] = [sentences[0]!.start, sentences.at(-1)!.end];
    const share = quotes.reduce((sum, quote) => sum + quote.end - quote.start, 0) / (end - begin);
    const isClause = verb !== null && sentences.length === 1 && owned.length === 1 && verb.end < first.quote.start;
    const clause = isClause ? this.reported.clauseOf(end, verb.end) : null;
    // What others say in the same sentence is none of it.
    const isShared = spoken.some((quote) => quote.start >= begin && quote.end <= end && !quotes.includes(quote));
    const isDirect =
      isShared ||
      share > 0.45 ||
      clause === null ||
      first.quote.start - clause.start < 3 ||
      plain.slice(last.quote.end, end).replace(/\W+/gu, '').length > 60;
    this.acts.push(
      actOf(sentences, first.speaker, {
        mode: isDirect ? 'direct-quote' : 'indirect-speech',
        stance: verb?.stance ?? 'affirms',
        said: isDirect || clause === null ? { start: first.quote.start, end: last.quote.end } : clause,
        quotes,
        verb: verb?.words ?? null,
      }),
    );
  }
}

/** The speech acts of a text in a language that has a table; none in another. `setOff` are paragraphs that are quotations without marks. */
export const speechActs = (
  text: string,
  sentences: readonly Sentence[],
  mentions: readonly Mention[],
  language: string,
  setOff: ReadonlySet<string> = new Set(),
): SpeechAct[] => {
  const rules = rulesFor(language);
  if (rules === null) return [];
  const paragraphs: Sentence[][] = [];
  for (const sentence of sentences) {
    if (paragraphs.at(-1)?.[0]?.paragraph === sentence.paragraph) paragraphs.at(-1)!.push(sentence);
    else paragraphs.push([sentence]);
  }
  const { strangers } = rules.words;
  const named = strangers === undefined ? mentions : withStrangers(text, mentions, strangers);
  const reader = new Reader(text, rules, named);
  reader.read(paragraphs, named, setOff);
  return withLedes(reader.acts, named, text);
};
