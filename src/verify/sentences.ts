import {
  AT_AN_END,
  BEFORE_NUMBER,
  BEFORE_ORDINAL,
  BEFORE_SOMETHING,
  MONTHS,
  NAME_PARTICLES,
  SENTENCE_STARTERS,
} from './abbreviations.ts';

/*
 * The sentences of a text: those of UAX #29, where neither an abbreviation nor what begins in lower case begins a new one.
 * The language is not known, so the abbreviations of all languages count. A line is a paragraph, unless it plainly goes
 * on in the next one.
 */

/** Where a reader would count a sentence, from 1 on, and where it stands in UTF-16 units. */
export type Sentence = { paragraph: number; sentence: number; start: number; end: number };

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });

/** How much of a paragraph the segmenter is given at once: for each sentence it copies all that it was given. */
const WINDOW = 4096;
/** How far around its end what a sentence ends and the next one begins with is looked at. */
const REACH = 80;

/** Marks of footnotes that stand directly at the end of a sentence. */
const MARKS =
  /(?<=[.!?。！？…۔؟।։።][\p{Pe}\p{Pf}“"']{0,3}(?:\[[^\]\s]{1,10}\]){0,9})\[[^\]\s]{1,10}\]|(?<=[.!?。！？…۔؟।։።\p{Pe}\p{Pf}"'])[\u00B9\u00B2\u00B3\u2070\u2074-\u2079]{1,4}/gu;

/** A paragraph as the segmenter reads it, each sign where it stood. */
const masked = (paragraph: string): string =>
  paragraph
    .replace(MARKS, (mark) => ' '.repeat(mark.length))
    .replace(/…(?=[\p{Pe}\p{Pf}"']{0,3}\s)/gu, '.')
    // The question mark of Greek looks like a semicolon, and is one in NFC.
    .replace(/(?<=\p{Script=Greek});(?=\s)/gu, '?')
    // Marks that open in German, and close elsewhere: »Nein.« »Doch.« Those that close have no word directly behind them.
    .replace(/(?<=[\s(])[»›](?=[\p{L}\p{N}])/gu, '„')
    .replace(/\n/gu, ' ');

/** What the segmenter looks for behind a full stop. */
const DECIDES = /[\p{L}\p{Sentence_Terminal}]/u;

/** Where the segmenter ends sentences, from windows that begin with one; what ends with a window may go on, and is looked at again. */
function* endsOf(text: string, window: number): Generator<number> {
  for (let [from, size] = [0, window]; from < text.length;) {
    const ends = Array.from(
      segmenter.segment(text.slice(from, from + size)),
      ({ index, segment }) => index + segment.length,
    );
    if (from + size < text.length) {
      // The last one may go on. Whether it begins a sentence has not shown yet where it has no letter and has not ended.
      const last = ends.pop()!;
      if (ends.length > 0 && !DECIDES.test(text.slice(from + ends.at(-1)!, from + last))) ends.pop();
      if (ends.length === 0) {
        size *= 2;
        continue;
      }
    }
    for (const end of ends) yield from + end;
    from += ends.at(-1)!;
    size = window;
  }
}

const LOWER = /^\p{Ll}/u;
const WORD = /^[\p{L}\p{M}\p{N}]+/u;
const OPENING = /^[\s\p{Ps}\p{Pi}"'¿¡„‚«‹*_–—-]+/u;
/** The number or letter of an item, at the beginning of a paragraph. */
const ITEM = /^[\s(]*(?:\d{1,3}|\p{L}|[ivxlcIVXLC]{1,5})[.)]\s*$/u;
const ACRONYM = /^(?:\p{L}\p{M}*\.\s?)+\p{L}\p{M}*$|^(?:\p{L}\p{M}*\.)*Ph\.D$/u;

/** Whether a full stop behind a token, in front of a word, ends no sentence. */
const isAbbreviated = (token: string, before: string, next: string, isStarter: boolean): boolean => {
  const isNumber = /^\p{N}/u.test(next);
  if (/^\d{1,3}$/u.test(token)) return MONTHS.has(next) || (BEFORE_ORDINAL.has(before) && !isStarter);
  if (BEFORE_SOMETHING.has(token)) return !(isStarter && AT_AN_END.has(token));
  if (BEFORE_NUMBER.has(token) && (isNumber || /^(?:[IVXLC]+|\p{L})$/u.test(next))) return true;
  const letters = token.split(/[.-]/u).at(-1)!;
  if (/^\p{L}\p{M}*$/u.test(letters) && !ACRONYM.test(token)) return !isStarter || NAME_PARTICLES.has(next);
  return (ACRONYM.test(token) || AT_AN_END.has(token)) && !isStarter;
};

/** Whether a sentence goes on across an end that the segmenter sees: what has ended, from its beginning, and what follows. */
const goesOn = (sentence: string, following: string): boolean => {
  const next = following.replace(OPENING, '');
  const word = WORD.exec(next)?.[0];
  if (word === undefined || LOWER.test(next) || ITEM.test(sentence)) return true;
  // Behind a closing quotation mark or bracket a full stop is no abbreviation's.
  if (!/\.\s*$/u.test(sentence) || /\.\.\s*$/u.test(sentence)) return false;
  const words = sentence.trim().split(/\s+/u);
  const token = words.at(-1)!.slice(0, -1).replace(OPENING, '');
  const before = words.at(-2) ?? '';
  const isStarter = SENTENCE_STARTERS.has(word) && !next.startsWith('.', word.length);
  return isAbbreviated(token, before, word, isStarter);
};

/** The sentences of one paragraph, as stretches of it with the space behind them. */
function* stretchesOf(paragraph: string, window: number): Generator<{ start: number; end: number }> {
  const text = masked(paragraph);
  let start = 0;
  for (const end of endsOf(text, window)) {
    if (end < text.length && goesOn(text.slice(Math.max(start, end - REACH), end), text.slice(end, end + REACH)))
      continue;
    yield { start, end };
    start = end;
  }
}

const ENDED = /[.!?…:;。！？۔؟।։።][\p{Pe}\p{Pf}"'\]\s[\d\u00B9\u00B2\u00B3\u2070-\u2079]*$/u;
const LOWER_LINE = /^\s*["'“‘«„(]?\p{Ll}(?!\p{M}*[).])/u;

/** Whether a line goes on in the next one: nothing has ended, and what follows begins in lower case. */
const isWrapped = (end: string, next: string): boolean => LOWER_LINE.test(next) && !ENDED.test(end);

/** The paragraphs of a text: lines, those that go on in the next one together with it; empty ones left out. */
function* paragraphsOf(text: string): Generator<{ start: number; end: number }> {
  let [start, end] = [-1, -1];
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf('\n', at);
    const to = found < 0 ? text.length : found;
    const isBlank = text.slice(at, to).trim() === '';
    if (
      start >= 0 &&
      (isBlank || !isWrapped(text.slice(Math.max(start, end - REACH), end), text.slice(at, Math.min(to, at + REACH))))
    ) {
      yield { start, end };
      start = -1;
    }
    if (!isBlank) [start, end] = [start < 0 ? at : start, to];
    at = to + 1;
  }
  if (start >= 0) yield { start, end };
}

/** The sentences of a text in NFC with lines ended by LF; they are the same whatever the window. */
export function* sentencesOf(text: string, window = WINDOW): Generator<Sentence> {
  let paragraph = 0;
  for (const { start: from, end: to } of paragraphsOf(text)) {
    paragraph += 1;
    let sentence = 0;
    for (const stretch of stretchesOf(text.slice(from, to), window)) {
      const part = text.slice(from + stretch.start, from + stretch.end);
      const [lead, trail] = [part.length - part.trimStart().length, part.length - part.trimEnd().length];
      if (lead < part.length)
        yield { paragraph, sentence: ++sentence, start: from + stretch.start + lead, end: from + stretch.end - trail };
    }
  }
}
