import { z } from 'zod';
import { selectorText } from '../model/text.ts';
import type { Mention } from './gazetteer.ts';
import type { Sentence } from './layout.ts';
import type { Place } from './plain.ts';
import type { SpeechAct } from './speech-act.ts';
import { Unreadable } from './document.ts';

/*
 * What an outside reader is given and what it answers: who says what in a text, in a form without places and ids of
 * ours. What it answers is checked as a person's hand would be: words have to stand in the text, and where they do is
 * found here.
 */

const MODES = ['direct-quote', 'indirect-speech', 'readout', 'joint-document', 'analysis'] as const;

const ReadStatement = z.strictObject({
  words: z.string().min(1).max(5000).describe('The sentence, or sentences in a row, that it stands in, word for word.'),
  mode: z.enum(MODES).describe('How it is told.'),
  speakers: z.array(z.string()).max(50).describe('Ids of actors among the names; none where none of these says it.'),
  quotes: z
    .array(z.string().min(1).max(1000))
    .max(20)
    .default([])
    .describe('Words of the speakers as they are quoted in these sentences, word for word, without the marks.'),
  stance: z.enum(['affirms', 'denies', 'doubts']).default('affirms').describe('How the speakers stand to the claim.'),
  claim: z.string().min(1).max(1000).optional().describe('What is said, as one sentence in words of your own.'),
  confidence: z.number().min(0).max(1).default(0.5).describe('How sure it is, from 0 to 1.'),
  reason: z.string().max(1000).optional().describe('Why: the words that tell who says it.'),
});

/** What a reader answers. */
export const ReaderAnswer = z.strictObject({ statements: z.array(ReadStatement).max(5000) });
export type ReadStatement = z.output<typeof ReadStatement>;

/** What a reader is given. */
export type ReaderInput = {
  text: string;
  language: string;
  /** Names that stand in the text and that the graph knows. */
  names: { type: Mention['type']; id: string; words: string[] }[];
  /** What is proposed without it, in the form of an answer. */
  statements: z.input<typeof ReadStatement>[];
  /** The JSON Schema of an answer. */
  form: object;
};

/** Reads what it is given, and answers as JSON text. @throws Unreadable in a line, with the remedy */
export type OutsideReader = { name: string; read: (given: ReaderInput) => Promise<string> };

export const readerInput = (
  text: string,
  language: string,
  mentions: readonly Mention[],
  acts: readonly SpeechAct[],
): ReaderInput => {
  const names = new Map<string, ReaderInput['names'][number]>();
  for (const { type, ids, words } of mentions)
    for (const id of ids) {
      const name = names.get(`${type}/${id}`) ?? { type, id, words: [] };
      if (!name.words.includes(words)) name.words.push(words);
      names.set(`${type}/${id}`, name);
    }
  const slice = ({ start, end }: Place): string => text.slice(start, end);
  return {
    text,
    language,
    names: [...names.values()],
    statements: acts.map(({ sentences, mode, speakers, quotes, stance, confidence, reasons }) => ({
      words: slice({ start: sentences[0]!.start, end: sentences.at(-1)!.end }),
      mode,
      speakers,
      quotes: quotes.map(slice),
      stance,
      confidence,
      reason: reasons.join('; '),
    })),
    form: z.toJSONSchema(ReaderAnswer, { io: 'input' }),
  };
};

const MOST_FAULTS = 5;

/** @throws Unreadable where it is no JSON, or not of the form */
const answered = (name: string, answer: string): ReadStatement[] => {
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    throw new Unreadable(
      `the reader ${name} answers no JSON, but ${JSON.stringify(answer.trim().slice(0, 60))}; it has to answer {"statements": […]} and nothing else`,
    );
  }
  const read = ReaderAnswer.safeParse(json);
  if (read.success) return read.data.statements;
  const faults = read.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => `/${path.join('/')}: ${message}`);
  throw new Unreadable(
    `the reader ${name} answers in another form than it was given (${faults.join('; ')}); nothing of it is taken`,
  );
};

/** What was left out of an answer, in numbers and words for people. */
export type LeftOut = { statements: string[]; quotes: string[]; speakers: string[] };

export type ReadActs = { acts: SpeechAct[]; left: LeftOut };

const isSpace = /\s/u;

/** Finds words in a text, whatever white space stands between them, as places of the text. */
class Finder {
  private readonly squeezed: string;
  private readonly units: number[] = [];

  constructor(text: string) {
    let squeezed = '';
    for (let at = 0; at < text.length; at++) {
      const space = isSpace.test(text[at]!);
      if (space && squeezed.endsWith(' ')) continue;
      squeezed += space ? ' ' : text[at]!;
      this.units.push(at);
    }
    this.squeezed = squeezed;
  }

  /** All places of some words, as whole words. */
  find(words: string): Place[] {
    const sought = selectorText(words).replace(/\s+/gu, ' ').trim();
    const found: Place[] = [];
    if (sought === '') return found;
    const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
    const within = (before: string, after: string): boolean =>
      isWord(before) && isWord(after) && !/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u.test(before + after);
    for (let at = this.squeezed.indexOf(sought); at >= 0; at = this.squeezed.indexOf(sought, at + 1)) {
      const end = at + sought.length;
      if (within(this.squeezed[at - 1] ?? ' ', sought[0]!) || within(sought.at(-1)!, this.squeezed[end] ?? ' '))
        continue;
      found.push({ start: this.units[at]!, end: this.units[end - 1]! + 1 });
    }
    return found;
  }
}

/**
 * The speech acts of an answer, with their places. Statements and quotations whose words do not stand in the text are
 * left out, and so are speakers who are none of the names.
 * @throws Unreadable where it is no answer
 */
export const actsRead = (
  { name, answer }: { name: string; answer: string },
  { text, sentences, names }: { text: string; sentences: readonly Sentence[]; names: ReaderInput['names'] },
): ReadActs => {
  const finder = new Finder(text);
  const actors = new Set(names.flatMap(({ type, id }) => (type === 'actor' ? [id] : [])));
  const left: LeftOut = { statements: [], quotes: [], speakers: [] };
  const acts = answered(name, answer).flatMap((read): SpeechAct[] => {
    const quotesAt = read.quotes.map((quote) => finder.find(quote));
    const places = finder.find(read.words);
    const inside = (place: Place, whole: Place): boolean => place.start >= whole.start && place.end <= whole.end;
    // Of words that stand there several times those are meant that have the quotations.
    const place = places.find((each) => quotesAt.every((all) => all.some((quote) => inside(quote, each)))) ?? places[0];
    const own = place === undefined ? [] : sentences.filter(({ start, end }) => start < place.end && end > place.start);
    if (place === undefined || own.length === 0) {
      left.statements.push(read.words);
      return [];
    }
    const whole = { start: own[0]!.start, end: own.at(-1)!.end };
    const quotes = quotesAt.flatMap((all, i) => {
      const quote = all.find((each) => inside(each, whole));
      if (quote === undefined) left.quotes.push(read.quotes[i]!);
      return quote ?? [];
    });
    if (read.mode === 'direct-quote' && quotes.length === 0) {
      left.statements.push(read.words);
      return [];
    }
    const speakers = [...new Set(read.speakers)].map((speaker) => speaker.replace(/^actor\//u, ''));
    left.speakers.push(...speakers.filter((speaker) => !actors.has(speaker)));
    return [
      {
        sentences: own,
        mode: read.mode,
        stance: read.stance,
        speakers: speakers.filter((speaker) => actors.has(speaker)),
        candidates: [],
        said: place,
        quotes,
        reasons: [`read by ${name}`, ...(read.reason === undefined ? [] : [read.reason])],
        confidence: read.confidence,
        by: name,
        ...(read.claim !== undefined && { claim: read.claim }),
      },
    ];
  });
  return { acts, left };
};

const SHOWN = 3;
const some = (words: readonly string[]): string =>
  `${words
    .slice(0, SHOWN)
    .map((each) => `“${each.length > 80 ? `${each.slice(0, 80)}…` : each}”`)
    .join(', ')}${words.length > SHOWN ? ' and others' : ''}`;

/** What was left out, in lines. */
export const leftOutTold = (name: string, { statements, quotes, speakers }: LeftOut): string[] => [
  ...(statements.length === 0
    ? []
    : [
        `left out of ${name}, as their words do not stand in the text, statements (${statements.length}): ${some(statements)}`,
      ]),
  ...(quotes.length === 0
    ? []
    : [`left out of ${name}, as they do not stand in their sentence, quotations (${quotes.length}): ${some(quotes)}`]),
  ...(speakers.length === 0
    ? []
    : [
        `left out of ${name}, as they are none of the names of the text, speakers (${speakers.length}): ${some(speakers)}`,
      ]),
];
