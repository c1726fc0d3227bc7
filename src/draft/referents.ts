import type { Mention } from './gazetteer.ts';
import { Genders } from './genders.ts';
import { isDefinite, isPersonal, Offices } from './offices.ts';
import type { Place, Plain } from './plain.ts';
import type { Speaker } from './speaker.ts';
import type { Rules } from './speech-rules.ts';
import { Together } from './together.ts';

/*
 * Whom words stand for as a text is read: a name for its actor, a pronoun for whoever was named last, an office for
 * whoever was named with it.
 */

/** How far before its verb a name stands at most, in UTF-16 units without what is blanked. */
export const REACH = 90;
/** How much stands before a name that is set ahead of its sentence at most. */
const FRONT = 12;

export const isActor = ({ type }: Mention): boolean => type === 'actor';

/** Whom a name stands for: of a stranger the last word of it, by which they are named again. */
export const identityOf = ({ ids, words }: Pick<Mention, 'ids' | 'words'>): string =>
  ids.length > 0 ? ids.join('+') : words.split(/\s/u).at(-1)!;

type Topic = { who: string; speaker: Speaker };
/** How many persons a pronoun is tried on. */
const RECENT = 4;

/** The words of a sentence before what is read. */
type Within = { plain: Plain } & Place;

export class Referents {
  protected readonly text: string;
  protected readonly rules: Rules;
  private readonly mentions: readonly Mention[];
  /** Who spoke last. */
  last: Speaker | null = null;
  /** The persons whom sentences were about, for pronouns, the last one first. */
  private topics: Topic[] = [];
  /** What spoke last and is no person, for pronouns of such. */
  private thing: Speaker | null = null;
  private readonly genders: Genders;
  private readonly attributes = new Map<Mention, string | null>();
  /** Whom the sentence is about that was taken in last. */
  private about: { start: number; speaker: Speaker } | null = null;
  /** Actors that were named. */
  readonly together = new Together();
  private readonly offices = new Offices();
  /** The words of a sentence before the quotation that is read. */
  private within: Within | null = null;

  constructor(text: string, rules: Rules, mentions: readonly Mention[]) {
    this.text = text;
    this.rules = rules;
    this.mentions = mentions;
    this.genders = new Genders(text, rules.words.genders ?? [], mentions, identityOf);
  }

  private get topic(): Speaker | null {
    return this.topics[0]?.speaker ?? null;
  }

  private setTopic(who: string, speaker: Speaker): void {
    this.topics = [{ who, speaker }, ...this.topics.filter((other) => other.who !== who)].slice(0, RECENT);
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

  /** Whether a word that may be a verb is a part of a name: "the United States". */
  isPartOfName(plain: Plain, { start, end }: Place): boolean {
    return (
      // A letter and a space: three units at most.
      (/^\p{Lu}/u.test(plain.slice(start, end)) && /\p{L}\s$/u.test(plain.slice(start - 3, start))) ||
      this.mentionsIn(Math.max(plain.start, start - REACH), end + REACH).some(
        (mention) => mention.start <= start && mention.end >= end,
      )
    );
  }

  actorsIn(plain: Plain, start: number, end: number): Mention[] {
    return this.mentionsIn(start, end).filter(
      (mention) => isActor(mention) && !plain.isBlank(mention) && this.attributeOf(mention) === null,
    );
  }

  /** Names that only tell whose people somebody is, with those: "Adams aides". */
  protected attributesIn(plain: Plain, start: number, end: number): Place[] {
    return this.mentionsIn(start, end).flatMap((mention) => {
      const noun = isActor(mention) && !plain.isBlank(mention) ? this.attributeOf(mention) : null;
      return noun === null ? [] : [{ start: mention.start, end: mention.end + noun.length }];
    });
  }

  private attributeOf(mention: Mention): string | null {
    if (!mention.isPerson || this.rules.attribute === null) return null;
    let noun = this.attributes.get(mention);
    if (noun === undefined) {
      noun = this.rules.attribute.exec(this.text.slice(mention.end, mention.end + REACH))?.[0] ?? null;
      this.attributes.set(mention, noun);
    }
    return noun;
  }

  speakerOf(mention: Mention): Speaker {
    const sure = mention.ids.length === 1;
    return {
      ids: mention.ids,
      words: mention.words,
      isPerson: mention.isPerson,
      why: sure
        ? `“${mention.words}”`
        : mention.ids.length === 0
          ? `“${mention.words}”, whom the graph does not have`
          : `“${mention.words}”, which ${mention.ids.length} records are called`,
      confidence: !sure ? 0.4 : mention.isLikely === true ? 0.6 : mention.isFamily ? 0.92 : 0.95,
      ...(mention.ids.length === 0 && { isStranger: true }),
    };
  }

  /** Takes in a sentence that was read: whom it names, and with which offices. */
  notice(plain: Plain, { start, end }: Place): void {
    const actors = this.actorsIn(plain, start, end);
    for (const mention of actors) {
      if (mention.ids.length === 1) this.together.notice(mention.ids[0]!, mention.isPerson);
      if (!mention.isPerson) continue;
      const who = identityOf(mention);
      const others = actors.filter((other) => other.isPerson && identityOf(other) !== who);
      this.offices.notice(who, mention, this.text, { start, end }, others);
    }
    const persons = [...new Set(actors.flatMap((mention) => (mention.isPerson ? [identityOf(mention)] : [])))];
    const known = [...new Set(actors.flatMap(({ isPerson, ids }) => (isPerson && ids.length === 1 ? ids : [])))];
    if (known.length === 2 && this.rules.meets !== null && plain.matches(this.rules.meets, start, end).length > 0)
      this.together.meet(known);
    const about =
      actors.find((mention) => mention.isPerson && !this.isGoverned(plain, start, mention)) ??
      (persons.length === 1 ? actors.find((mention) => this.isFronted(plain, start, mention)) : undefined);
    this.about = about !== undefined && about.start - start <= REACH ? { start, speaker: this.speakerOf(about) } : null;
    if (about === undefined) return;
    // Of several in one sentence whoever it is about is likelier, and no more.
    const isAlone = actors.every((mention) => !mention.isPerson || identityOf(mention) === identityOf(about));
    this.setTopic(identityOf(about), { ...this.speakerOf(about), ...(!isAlone && { confidence: 0.55 }) });
  }

  /** The person whom a sentence is about that was just taken in. */
  aboutAt({ start }: Place): Speaker | null {
    return this.about?.start === start ? this.about.speaker : null;
  }

  remember(speaker: Speaker): void {
    if (speaker.ids.length === 0 && this.rules.things?.test(speaker.words) === true) return;
    this.last = { ...speaker, why: `“${speaker.words}”` };
    if (speaker.isPerson === false && speaker.ids.length === 1) this.thing = this.last;
    if (speaker.isJoint !== true && speaker.isPerson === true) this.setTopic(identityOf(speaker), this.last);
  }

  /** Reads a quotation that has some words of its sentence before it. */
  reading<T>(within: Within, read: () => T): T {
    this.within = within;
    const found = read();
    this.within = null;
    return found;
  }

  /** Whoever a pronoun stands for; `before` are the words of its sentence before it. */
  byPronoun(words: string, before: Within | null = this.within): Speaker {
    const own = before === null ? null : this.aboutIn(before.plain, before);
    const fits = (who: string): boolean => this.genders.fits(words, who);
    const about = own !== null && fits(identityOf(own)) ? own : this.topics.find(({ who }) => fits(who))?.speaker;
    const found =
      this.rules.things?.test(words) === true ? this.thing : (about ?? (this.topic === null ? this.last : null));
    if (found === null) return { ids: [], words, why: `“${words}”, who is not named`, confidence: 0.4 };
    return {
      ...found,
      why: `“${words}” for ${found.words}, who was named last`,
      confidence: Math.min(found.confidence, 0.75),
    };
  }

  /** Whoever an office stands for that a name was told with: "the minister". */
  byOffice(words: string): Speaker {
    const found = this.offices.holder(words);
    if (found === null && isPersonal(words) && this.topic !== null)
      return {
        ...this.topic,
        why: `“${words.trim()}” for ${this.topic.words}, who was named last`,
        confidence: Math.min(this.topic.confidence, 0.5),
      };
    if (found === null)
      return { ids: [], words, why: `“${words}”, who is not named`, confidence: 0.5, isOffice: isDefinite(words) };
    const speaker = this.speakerOf(found);
    return { ...speaker, why: `“${words.trim()}” for ${speaker.words}, who is called so`, confidence: 0.7 };
  }

  /** The one person whom some words are about; null where they are about several, or nobody. */
  private aboutIn(plain: Plain, { start, end }: Place): Speaker | null {
    const persons = this.actorsIn(plain, start, end).filter(({ isPerson }) => isPerson);
    const [first] = persons;
    return first === undefined ||
      persons.some((person) => identityOf(person) !== identityOf(first)) ||
      this.isGoverned(plain, start, first) ||
      this.isOwner(first, plain)
      ? null
      : this.speakerOf(first);
  }

  protected isOwner({ end }: Mention, plain: Plain): boolean {
    return /^['’](?:s?|n?[ıiuü]n)\s/u.test(plain.slice(end, end + 5));
  }

  /** "To Kalloway, the matter is settled": set ahead of its sentence, which is about them for all that. */
  private isFronted(plain: Plain, from: number, { start, end, isPerson }: Mention): boolean {
    return isPerson && start - from <= FRONT && plain.slice(end, end + 1) === ',';
  }

  protected isGoverned(plain: Plain, from: number, mention: Place): boolean {
    return (
      this.rules.governed !== null &&
      this.rules.governed.test(plain.slice(Math.max(from, mention.start - 24), mention.start))
    );
  }
}
