/*
 * A paragraph in which all that is not its own words is blanked, each unit where it stood.
 */

/** Where something stands, in UTF-16 units of the whole text. */
export type Place = { start: number; end: number };
/** A match of a pattern, with its words. */
export type Matched = Place & { words: string };

/** Where a pattern stands in a text. */
export const matches = (pattern: RegExp, text: string): Matched[] =>
  Array.from(text.matchAll(pattern), ({ index, 0: words }) => ({ start: index, end: index + words.length, words }));

/** What is blanked, as one space. */
export const compact = (text: string): string => text.replace(/\s+/gu, ' ');

/** A paragraph by the places of the whole text. */
export class Plain {
  readonly start: number;
  private words: string;

  constructor(text: string, { start, end }: Place) {
    this.start = start;
    this.words = text.slice(start, end);
  }

  get end(): number {
    return this.start + this.words.length;
  }

  slice(from: number, to = this.end): string {
    return this.words.slice(Math.max(0, from - this.start), Math.max(0, to - this.start));
  }

  blank({ start, end }: Place): void {
    const [from, to] = [start - this.start, end - this.start];
    this.words = this.words.slice(0, from) + ' '.repeat(to - from) + this.words.slice(to);
  }

  isBlank({ start, end }: Place): boolean {
    return this.slice(start, end).trim() === '';
  }

  /** Matches by the places of the whole text. */
  matches(pattern: RegExp, from = this.start, to = this.end): Matched[] {
    return matches(pattern, this.slice(from, to)).map(({ words, start, end }) => ({
      words,
      start: start + from,
      end: end + from,
    }));
  }
}
