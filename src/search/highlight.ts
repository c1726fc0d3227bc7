import type { FieldText } from '../model/define.ts';
import type { Clause, WordQuery } from './query.ts';
import { textTokens } from './tokens.ts';
import { tokenOf, type Word } from './words.ts';

/*
 * Where in the texts of a record the words are that were looked for.
 */

type Span = { start: number; end: number };
/** A part of a text, and whether it is what was looked for. */
export type Part = { text: string; match: boolean };
/** `clauses`: how many of what was looked for the text has. */
export type Highlighted = { field: string; clauses: number; parts: Part[] };

/** How much of a long text is shown, in UTF-16 units, and how much of that before the first match. */
const [SHOWN, BEFORE] = [240, 80];

/** The spans of a word's tokens: of a run of letters without spaces those of each pair. */
const spansOf = (word: Word, text: string): Span[] => {
  const { start, end, read } = word;
  if (word.unspaced === undefined || read.length === 1) return read.map(() => ({ start, end }));
  const letters = Array.from(text.slice(start, end));
  if (letters.length !== read.length + 1) return read.map(() => ({ start, end }));
  let at = start;
  return read.map((_, i) => {
    const from = at;
    at += letters[i]!.length;
    return { start: from, end: at + letters[i + 1]!.length };
  });
};

/** The places of each token. */
const placesOf = (tokens: readonly string[]): Map<string, number[]> => {
  const places = new Map<string, number[]>();
  tokens.forEach((token, i) => {
    const of = places.get(token);
    if (of === undefined) places.set(token, [i]);
    else of.push(i);
  });
  return places;
};

/** The spans of a text that each clause matches. */
const matchesIn = (field: FieldText, { clauses }: WordQuery): Span[][] => {
  const { words, tokens, stems } = textTokens(field);
  const spans = words.flatMap((word) =>
    spansOf({ ...word, read: word.read.filter((each) => tokenOf(each) !== '') }, field[1]),
  );
  const rows = [tokens, stems].map((row) => ({ row, places: placesOf(row) }));
  const others = words.flatMap((word) => word.others.map((other) => ({ token: tokenOf(other), word })));
  const matches = ({ phrases, prefixes }: Clause): Span[] => [
    ...phrases.flatMap((phrase) =>
      rows.flatMap(({ row, places }) =>
        (places.get(phrase[0]!) ?? [])
          .filter((at) => phrase.every((token, i) => row[at + i] === token))
          .map((at) => ({ start: spans[at]!.start, end: spans[at + phrase.length - 1]!.end })),
      ),
    ),
    ...tokens.flatMap((token, i) => (prefixes.some((prefix) => token.startsWith(prefix)) ? [spans[i]!] : [])),
    ...others
      .filter(
        ({ token }) =>
          phrases.some((phrase) => phrase.length === 1 && phrase[0] === token) ||
          prefixes.some((prefix) => token.startsWith(prefix)),
      )
      .map(({ word: { start, end } }) => ({ start, end })),
  ];
  return clauses.filter(({ excluded }) => !excluded).map(matches);
};

/** Spans that meet or overlap as one, in order. */
const merged = (spans: readonly Span[]): Span[] => {
  const found: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
};

/** Moved to where a word ends, so that no character is cut. */
const betweenWords = (text: string, at: number): number => {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const space = text.indexOf(' ', at);
  const moved = space === -1 || space - at > 30 ? at : space;
  return /[\uDC00-\uDFFF]/.test(text[moved] ?? '') ? moved + 1 : moved;
};

const partsOf = (text: string, spans: readonly Span[]): Part[] => {
  const first = spans[0]?.start ?? 0;
  const from = text.length <= SHOWN || first <= BEFORE ? 0 : Math.min(first, betweenWords(text, first - BEFORE));
  const to = text.length <= SHOWN ? text.length : betweenWords(text, Math.max(from + SHOWN, spans[0]?.end ?? 0));
  const parts: Part[] = [];
  const add = (part: string, match: boolean): void => void (part !== '' && parts.push({ text: part, match }));
  let at = from;
  if (from > 0) add('…', false);
  for (const { start, end } of spans.filter((span) => span.start >= from && span.end <= to)) {
    add(text.slice(at, start), false);
    add(text.slice(start, end), true);
    at = end;
  }
  add(text.slice(at, to), false);
  if (to < text.length) add('…', false);
  return parts;
};

/** The fields that have some of what was looked for, those with most of it first. */
export const highlighted = (fields: readonly FieldText[], query: WordQuery): Highlighted[] =>
  fields
    .flatMap((field): Highlighted[] => {
      const matches = matchesIn(field, query);
      const clauses = matches.filter((spans) => spans.length > 0).length;
      return clauses === 0 ? [] : [{ field: field[0], clauses, parts: partsOf(field[1], merged(matches.flat())) }];
    })
    .sort((a, b) => b.clauses - a.clauses);
