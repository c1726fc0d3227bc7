import type { Mention } from './gazetteer.ts';
import { compact, matches, type Matched, type Place, type Plain } from './plain.ts';
import { REACH, Referents } from './referents.ts';
import type { Speaker } from './speaker.ts';

/*
 * Who a verb of saying belongs to: who stands beside it.
 */

/** How far behind its verb a name stands at most, in UTF-16 units without what is blanked. */
const BEHIND = 60;
/** How many words an office behind a possessive has at most, with the apostrophe. */
const OFFICE_WORDS = 4;

/** Full stops of abbreviations end nothing. */
const ABBREVIATED = /(?<!\p{L})(?:\p{L}\.|(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Col|Lt|Gov|Rep|Hon|Sr|Sra|Mme|Mlle)\.)+/gu;

type Candidate = { start: number; end: number; speaker: Speaker; rank: number };

export class Subjects extends Referents {
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
      ...this.attributesIn(plain, from, to).map((each) => ({ ...each, words: this.wordsOf(each), isPronoun: false })),
    ];
  }

  private candidates(plain: Plain, from: number, to: number): Candidate[] {
    const actors = this.actorsIn(plain, from, to);
    const others = this.others(plain, from, to);
    // "Adams, a professor of law, said": the office is hers.
    const tellsOf = ({ start }: Place): boolean =>
      actors.some((mention) => mention.isPerson && plain.slice(mention.end, start) === ', ');
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
        speaker: isPronoun ? this.byPronoun(words, { plain, start: from, end: start }) : this.byOffice(words),
        rank: !isPronoun && (this.isGoverned(plain, from, { start, end }) || tellsOf({ start, end })) ? 0 : 1,
      })),
    ];
  }

  /** The subject of a sentence that ends with its verb: the first person whom it names, else the first actor. */
  ofSentence(plain: Plain, from: number, to: number): Speaker | null {
    const actors = this.actorsIn(plain, from, to).filter((mention) => !this.isOwner(mention, plain));
    const found = actors.find(({ isPerson }) => isPerson) ?? actors[0];
    return found === undefined ? null : this.speakerOf(found);
  }

  /** Whether a verb has the subject of one before it: "…, saying", "… and said". */
  private isSecond(plain: Plain, from: number, verb: Place): boolean {
    const lead = plain.slice(from, verb.start);
    return (
      (/,\s$/u.test(lead) && this.rules.participle?.test(plain.slice(verb.start, verb.end)) === true) ||
      this.rules.joined?.test(lead) === true
    );
  }

  /** The subject that a sentence has last: what a clause begins with, else what comes first. */
  private mainOf(plain: Plain, from: number, candidates: readonly Candidate[]): Candidate | null {
    const named = candidates.filter(({ rank }) => rank > 0).sort((a, b) => a.start - b.start);
    const begins = ({ start }: Candidate): boolean => {
      const before = plain.slice(from, start).replace(/(?:\p{Lu}[\p{L}.’'-]*\s)*$/u, '');
      return before.trim() === '' || /[,;:—–]\s$/u.test(before) || this.rules.joined?.test(before) === true;
    };
    return named.findLast(begins) ?? named[0] ?? null;
  }

  /** The subject before a verb. */
  before(plain: Plain, from: number, verb: Place): (Speaker & Place) | null {
    const candidates = this.candidates(plain, from, verb.start);
    const shared = this.isSecond(plain, from, verb) ? this.mainOf(plain, from, candidates) : null;
    if (shared !== null) return { ...shared.speaker, start: shared.start, end: shared.end };
    const near = candidates
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

  /** A name that stands directly behind a verb. */
  directlyBehind(plain: Plain, verb: Place, to: number): Speaker | null {
    const [first] = this.actorsIn(plain, verb.end, to);
    return first !== undefined && plain.slice(verb.end, first.start).trim() === '' ? this.speakerOf(first) : null;
  }

  /** "said a skipper": somebody who is not named. */
  indefinite(plain: Plain, verb: Place, to: number): Speaker | null {
    const found = this.rules.indefinite?.exec(plain.slice(verb.end, to));
    return found === null || found === undefined
      ? null
      : { ids: [], words: found[0].trim(), why: `“${found[0].trim()}”, who is not named`, confidence: 0.5 };
  }

  private isClause(words: string): boolean {
    return (
      this.rules.conjunction.test(words) ||
      Object.values(this.rules.verb).some((verb) => matches(verb, words).length > 0)
    );
  }
}
