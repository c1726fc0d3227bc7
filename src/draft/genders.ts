import type { Mention } from './gazetteer.ts';
import { matches } from './plain.ts';
import type { Gendered } from './speech-words/form.ts';

/*
 * What a text tells of whether somebody is "he" or "she": "Mrs. Adams", "Adams, the chairwoman". A pronoun never stands for
 * whoever the text calls by the other one; where it tells nothing, it may stand for anybody.
 */

/** How far behind a name, within its commas, a noun tells it at most. */
const BEHIND = 80;
/** How far behind a name pronouns of its sentence are counted; how many tell, and how much more often than others. */
const [REACH, LEAST, MORE] = [160, 2, 3];

type Patterns = { pronouns: RegExp; every: RegExp; before: RegExp; nouns: RegExp };

export class Genders {
  private readonly patterns: readonly Patterns[];
  /** By whom a name stands for, the pronoun that is theirs as a place in the table; -1 where a text tells both. */
  private readonly told = new Map<string, number>();

  constructor(
    text: string,
    words: readonly Gendered[],
    mentions: readonly Mention[],
    identityOf: (of: Mention) => string,
  ) {
    this.patterns = words.map(({ pronouns, titles, nouns }) => ({
      pronouns: new RegExp(`(?<!\\p{L})(?:${pronouns})(?!\\p{L})`, 'iu'),
      every: new RegExp(`(?<!\\p{L})(?:${pronouns})(?!\\p{L})`, 'giu'),
      before: new RegExp(`(?<!\\p{L})(?:(?:${titles})\\.?|${nouns})\\s(?:\\p{Lu}[\\p{L}.]*\\s)?$`, 'u'),
      nouns: new RegExp(`(?<!\\p{L})(?:${nouns})(?!\\p{L})`, 'gu'),
    }));
    const persons = mentions.filter(({ isPerson }) => isPerson);
    const counts = new Map<string, number[]>();
    for (const [at, mention] of persons.entries()) {
      const next = persons[at + 1]?.start ?? text.length;
      const behind = /^[^.!?:“”"\n]*/u.exec(text.slice(mention.end, Math.min(next, mention.end + REACH)))![0];
      const who = identityOf(mention);
      const count = counts.get(who) ?? this.patterns.map(() => 0);
      counts.set(
        who,
        count.map((before, i) => before + matches(this.patterns[i]!.every, behind).length),
      );
      const before = text.slice(Math.max(0, mention.start - 30), mention.start);
      const aside = /^,\s([^,.;:!?“”"\n]*)[,.]/u.exec(text.slice(mention.end, mention.end + BEHIND))?.[1] ?? '';
      this.patterns.forEach((pattern, i) => {
        if (pattern.before.test(before) || this.begins(pattern, aside)) this.tell(who, i);
      });
    }
    for (const [who, count] of counts) {
      const most = Math.max(...count);
      const others = count.reduce((sum, each) => sum + each, 0) - most;
      if (!this.told.has(who) && most >= LEAST && most >= MORE * others) this.tell(who, count.indexOf(most));
    }
  }

  /** Whether words behind a name are of it: "a former chairwoman", but not "who met the chairwoman". */
  private begins({ nouns }: Patterns, aside: string): boolean {
    const [noun] = matches(nouns, aside);
    return (
      noun !== undefined &&
      /^(?:[\p{L}-]+\s){0,4}$/u.test(aside.slice(0, noun.start)) &&
      !/^(?:who|whose|his|her|along|with)\s/u.test(aside)
    );
  }

  private tell(who: string, pronoun: number): void {
    const before = this.told.get(who);
    this.told.set(who, before === undefined || before === pronoun ? pronoun : -1);
  }

  /** Whether words with a pronoun may stand for somebody. */
  fits(words: string, who: string): boolean {
    const own = this.told.get(who) ?? -1;
    const wanted = this.patterns.findIndex(({ pronouns }) => pronouns.test(words));
    return own === -1 || wanted === -1 || own === wanted;
  }
}
