import type { Mention } from './gazetteer.ts';
import { compact, matches, type Matched, type Place, type Plain } from './plain.ts';
import type { Rules } from './speech-rules.ts';

/*
 * Who a verb of saying belongs to: a name beside it, a pronoun for whoever was named last, an office for whoever was
 * named with it.
 */

/** Ids of actors, none where nobody who is known is named; in which words, and why. */
export type Speaker = { ids: string[]; words: string; why: string; confidence: number; isJoint?: boolean };

/** How far before its verb a name stands at most, and how far behind it, in UTF-16 units without what is blanked. */
export const REACH = 90;
const BEHIND = 60;
/** How many words an office behind a possessive has at most, with the apostrophe, and how far around a name its office stands. */
const [OFFICE_WORDS, AROUND] = [4, 70];

/** Those of whom two can be persons only. */
const PERSONS =
  /minister|leader|president|diplomat|men|official|ministres|dirigeants|ministros|líderes|cancilleres|министр|главы|лидер|bakan|lider|外长|领导人|وزير/iu;
/** A word or two that stand for somebody definite, and are no name. */
const INDEFINITE = /^(?:an?|eine?r?|un|une|des|unos?|unas?|some|several|one)\s/iu;
/** Full stops of abbreviations end nothing. */
const ABBREVIATED = /(?<!\p{L})(?:\p{L}\.|(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Col|Lt|Gov|Rep|Hon|Sr|Sra|Mme|Mlle)\.)+/gu;

export const isActor = ({ type }: Mention): boolean => type === 'actor';

type Candidate = { start: number; end: number; speaker: Speaker; rank: number };

export class Subjects {
  private readonly text: string;
  private readonly rules: Rules;
  private readonly mentions: readonly Mention[];
  /** Who spoke last. */
  last: Speaker | null = null;
  /** The person whom a sentence was about last, for pronouns. */
  private topic: Speaker | null = null;
  /** Actors that were named, in order. */
  private readonly named: { id: string; isPerson: boolean }[] = [];
  /** Words that stood around the names of each person so far. */
  private readonly titles = new Map<string, { words: string; at: number; mention: Mention }>();

  constructor(text: string, rules: Rules, mentions: readonly Mention[]) {
    this.text = text;
    this.rules = rules;
    this.mentions = mentions;
  }

  wordsOf({ start, end }: Place): string {
    return this.text.slice(start, end);
  }

  mentionsIn(start: number, end: number): Mention[] {
    // They are in order: the first is found by halves.
    let [low, high] = [0, this.mentions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.mentions[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const found: Mention[] = [];
    for (let i = low; i < this.mentions.length && this.mentions[i]!.start < end; i++)
      if (this.mentions[i]!.end <= end) found.push(this.mentions[i]!);
    return found;
  }

  actorsIn(plain: Plain, start: number, end: number): Mention[] {
    return this.mentionsIn(start, end).filter((mention) => isActor(mention) && !plain.isBlank(mention));
  }

  speakerOf(mention: Mention): Speaker {
    const sure = mention.ids.length === 1;
    return {
      ids: mention.ids,
      words: mention.words,
      why: sure ? `“${mention.words}”` : `“${mention.words}”, which ${mention.ids.length} records are called`,
      confidence: sure ? (mention.isFamily ? 0.92 : 0.95) : 0.4,
    };
  }

  /** Takes in a sentence that was read: whom it names, and with which offices. */
  notice(plain: Plain, { start, end }: Place): void {
    const actors = this.actorsIn(plain, start, end).filter(({ ids }) => ids.length === 1);
    for (const mention of actors) {
      const [id] = mention.ids as [string];
      this.named.push({ id, isPerson: mention.isPerson });
      if (!mention.isPerson) continue;
      const around = `${this.text.slice(Math.max(start, mention.start - AROUND), mention.start)} ${this.text.slice(mention.end, Math.min(end, mention.end + AROUND))}`;
      this.titles.set(id, {
        words: `${this.titles.get(id)?.words ?? ''} ${around}`.slice(-600).toLowerCase(),
        at: mention.start,
        mention,
      });
    }
    const about = actors.find((mention) => mention.isPerson && !this.isGoverned(plain, start, mention));
    if (about === undefined) return;
    // Of several in one sentence whoever it is about is likelier, and no more.
    const isAlone = actors.every((mention) => !mention.isPerson || mention.ids[0] === about.ids[0]);
    this.topic = { ...this.speakerOf(about), ...(!isAlone && { confidence: 0.55 }) };
  }

  remember(speaker: Speaker): void {
    this.last = { ...speaker, why: `“${speaker.words}”` };
    if (speaker.ids.length === 1) this.topic = this.last;
  }

  /** Whoever a pronoun stands for. */
  byPronoun(words: string): Speaker {
    const found = this.topic ?? this.last;
    if (found === null || found.ids.length === 0)
      return { ids: [], words, why: `“${words}”, who is not named`, confidence: 0.4 };
    return {
      ...found,
      why: `“${words}” for ${found.words}, who was named last`,
      confidence: Math.min(found.confidence, 0.75),
    };
  }

  /** Whoever an office stands for that a name was told with: "the minister". */
  private byOffice(words: string): Speaker {
    const nobody = { ids: [], words, why: `“${words}”, who is not named`, confidence: 0.5 };
    const wanted = words
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 4);
    if (wanted.length === 0 || INDEFINITE.test(words)) return nobody;
    const [found] = [...this.titles.values()]
      .filter((each) => wanted.every((word) => each.words.includes(word.slice(0, Math.max(5, word.length - 2)))))
      .sort((a, b) => b.at - a.at);
    if (found === undefined) return nobody;
    const speaker = this.speakerOf(found.mention);
    return { ...speaker, why: `“${words.trim()}” for ${speaker.words}, who is called so`, confidence: 0.7 };
  }

  private isOwner({ end }: Mention, plain: Plain): boolean {
    return /^['’]s?\s/u.test(plain.slice(end, end + 3));
  }

  private isGoverned(plain: Plain, from: number, mention: Place): boolean {
    return (
      this.rules.governed !== null &&
      this.rules.governed.test(plain.slice(Math.max(from, mention.start - 24), mention.start))
    );
  }

  /** Two that are named side by side speak as one. */
  private joined(plain: Plain, from: number, mention: Mention, others: readonly Mention[]): Speaker {
    const own = this.speakerOf(mention);
    const before = others.filter((other) => other.end <= mention.start && other.start >= from).at(-1);
    if (before === undefined || !this.rules.and.test(plain.slice(before.end, mention.start))) return own;
    if (
      before.ids.length !== 1 ||
      own.ids.length !== 1 ||
      this.isGoverned(plain, from, before) ||
      this.isOwner(before, plain)
    )
      return own;
    if (before.isPerson !== mention.isPerson) return own;
    const ids = [...new Set([...before.ids, ...own.ids])];
    return {
      ids,
      words: this.text.slice(before.start, mention.end),
      why: `“${this.text.slice(before.start, mention.end)}”`,
      confidence: 0.85,
      isJoint: ids.length > 1,
    };
  }

  private others(plain: Plain, from: number, to: number): (Matched & { isPronoun: boolean })[] {
    return [
      ...plain.matches(this.rules.pronoun, from, to).map((each) => ({ ...each, isPronoun: true })),
      ...plain.matches(this.rules.unnamed, from, to).map((each) => ({ ...each, isPronoun: false })),
    ];
  }

  private candidates(plain: Plain, from: number, to: number): Candidate[] {
    const actors = this.actorsIn(plain, from, to);
    const others = this.others(plain, from, to);
    return [
      ...actors.flatMap((mention): Candidate[] => {
        // "An official of Kestria": somebody who is not named; "the government of Kestria" is Kestria.
        const head = others.find(
          (other) =>
            !other.isPronoun &&
            other.end <= mention.start &&
            this.rules.governed?.test(plain.slice(other.end, mention.start)) === true &&
            plain.slice(other.end, mention.start).trim().split(/\s+/u).length <= 3,
        );
        if (this.isOwner(mention, plain)) {
          const rest = /^['’]s?\s[\p{L}\s-]{3,40}/u.exec(plain.slice(mention.end, to))?.[0].trimEnd();
          return rest === undefined || rest.split(/\s+/u).length > OFFICE_WORDS + 1
            ? []
            : [
                {
                  start: mention.start,
                  end: mention.end + rest.length,
                  speaker: this.byOffice(`${mention.words}${rest}`),
                  rank: 1,
                },
              ];
        }
        if (head !== undefined)
          return [
            {
              start: head.start,
              end: mention.end,
              speaker: mention.isPerson
                ? this.byOffice(head.words)
                : this.byOffice(plain.slice(head.start, mention.end)),
              rank: 1,
            },
          ];
        return [
          {
            start: mention.start,
            end: mention.end,
            speaker: this.joined(plain, from, mention, actors),
            rank: this.isGoverned(plain, from, mention) ? 0 : 2,
          },
        ];
      }),
      ...others.map(({ start, end, words, isPronoun }) => ({
        start,
        end,
        speaker: isPronoun ? this.byPronoun(words) : this.byOffice(words),
        rank: 1,
      })),
    ];
  }

  /** The subject before a verb. */
  before(plain: Plain, from: number, verb: Place): (Speaker & Place) | null {
    const near = this.candidates(plain, from, verb.start)
      .filter(({ end }) => {
        const gap = compact(plain.slice(end, verb.start).replace(ABBREVIATED, ''));
        return gap.length <= REACH && !/[.;:!?。；？！]\s|[。；？！]/u.test(gap);
      })
      // What stands nearer is meant, and a name rather than the office before it.
      .sort((a, b) => b.end - a.end || b.rank - a.rank);
    const [nearest] = near.filter(({ rank }) => rank > 0);
    if (nearest === undefined) return null;
    // "The ministry's spokesman Ben Beispiel": the name is within what an office began.
    const name = near.find((each) => each.rank === 2 && each.start >= nearest.start && each.end <= nearest.end);
    const found = name ?? nearest;
    return { ...found.speaker, start: found.start, end: found.end };
  }

  /** The subject behind a verb: "said Adams", "said the minister, Ada Adams". */
  behind(plain: Plain, verb: Place, to: number): Speaker | null {
    const rest = plain.slice(verb.end, to);
    const stop =
      /[.;:!?。；？！«“„"]/u.exec(rest.replace(ABBREVIATED, (short) => ' '.repeat(short.length)))?.index ?? rest.length;
    const end = Math.min(to, verb.end + stop);
    const actors = this.actorsIn(plain, verb.end, end);
    const others = this.others(plain, verb.end, end).sort((a, b) => a.start - b.start);
    const [first] = actors;
    const other = others[0];
    const isNear = (place: Place): boolean => compact(plain.slice(verb.end, place.start)).length < BEHIND;
    if (other !== undefined && other.start - verb.end < 4 && (first === undefined || other.end <= first.start)) {
      if (other.isPronoun) return this.byPronoun(other.words);
      // The office stands before the name of who holds it.
      const person = actors.find(({ isPerson }) => isPerson);
      return person !== undefined && isNear(person) && !this.isClause(plain.slice(other.end, person.start))
        ? this.speakerOf(person)
        : this.byOffice(other.words);
    }
    if (first === undefined || !isNear(first)) return null;
    const between = plain.slice(verb.end, first.start);
    if (this.isClause(between)) return null;
    // An office that is not known, before the name of who holds it: "a répondu son homologue, Jonas Reuther".
    if (/,/u.test(between.replace(ABBREVIATED, '')) && !(first.isPerson && /^\s\p{Ll}[^,]{2,48},\s$/u.test(between)))
      return null;
    const person = first.isPerson
      ? first
      : (actors.find(
          (mention) => mention.isPerson && isNear(mention) && !this.isClause(plain.slice(first.end, mention.start)),
        ) ?? first);
    return this.speakerOf(person);
  }

  private isClause(words: string): boolean {
    return (
      this.rules.conjunction.test(words) ||
      Object.values(this.rules.verb).some((verb) => matches(verb, words).length > 0)
    );
  }

  /** Two who speak as one: the last two that were named. */
  both(words: string): Speaker {
    const arePersons = PERSONS.test(words);
    const named = this.named.toReversed().filter(({ isPerson }) => !arePersons || isPerson);
    const alike = named.filter(({ isPerson }) => isPerson === named[0]!.isPerson);
    const ids = [...new Set(alike.map(({ id }) => id))].slice(0, 2).toReversed();
    return ids.length === 2
      ? { ids, words, why: `“${words}” for the two that were named last`, confidence: 0.6, isJoint: true }
      : { ids: [], words, why: `“${words}”, of whom too few are named`, confidence: 0.3 };
  }
}
