import type { Mention } from './gazetteer.ts';
import type { Place } from './plain.ts';

/*
 * Whom an office stands for that a name was told with: "the minister".
 */

/** How far around a name its office stands, and how many units of what stood around one are kept. */
const [AROUND, KEPT] = [70, 600];
/** A word or two that stand for somebody definite, and are no name. */
const INDEFINITE = /^(?:an?|eine?r?|un|une|des|unos?|unas?|some|several|one)\s/iu;

export const isDefinite = (words: string): boolean => !INDEFINITE.test(words);

/** An office by itself, whose holder a text has named in other words: "the minister". */
const PERSONAL =
  /^(?:(?:the|der|die|le|la|el|il|o|a)\s)?(?:(?:prime |foreign )?minister|president|envoy|diplomat|ministerin|präsident|präsidentin|ministre|président|présidente|ministro|ministra|presidente|mandatario|министр|президент|дипломат|وزير|وزيرة|رئيس|bakan)$/iu;
export const isPersonal = (words: string): boolean => PERSONAL.test(words.trim());

export class Offices {
  /** Words that stood around the names of each person so far. */
  private readonly titles = new Map<string, { words: string; at: number; mention: Mention }>();

  /** Takes in a person whom a sentence names; what stands beyond others whom it names, `beside`, is theirs. */
  notice(id: string, mention: Mention, text: string, { start, end }: Place, beside: readonly Mention[]): void {
    const before = beside.filter((other) => other.end <= mention.start).map((other) => other.end);
    const behind = beside.filter((other) => other.start >= mention.end).map((other) => other.start);
    const from = Math.max(start, mention.start - AROUND, ...before);
    const to = Math.min(end, mention.end + AROUND, ...behind);
    const around = `${text.slice(from, mention.start)} ${text.slice(mention.end, to)}`;
    this.titles.set(id, {
      words: `${this.titles.get(id)?.words ?? ''} ${around}`.slice(-KEPT).toLowerCase(),
      at: mention.start,
      mention,
    });
  }

  /** Whoever was told with these words last. */
  holder(words: string): Mention | null {
    const wanted = words
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 4);
    if (wanted.length === 0 || !isDefinite(words)) return null;
    const [found] = [...this.titles.values()]
      .filter((each) => wanted.every((word) => each.words.includes(word.slice(0, Math.max(5, word.length - 2)))))
      .sort((a, b) => b.at - a.at);
    return found?.mention ?? null;
  }
}
