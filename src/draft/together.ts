import type { Speaker } from './speaker.ts';

/*
 * Several who speak as one and are not named again: "the two ministers".
 */

/** Those of whom two can be persons only. */
const PERSONS =
  /minister|leader|president|diplomat|men|official|ministres|dirigeants|ministros|líderes|cancilleres|министр|главы|лидер|bakan|lider|外长|领导人|وزير/iu;

/** Those who are no persons. */
const COUNTRIES =
  /countr|state|nation|government|capital|part(?:y|ies)|pays|État|Länder|Staaten|países|Estados|paesi|стран|государств|国|البلد|الدولت|ülke/iu;

export class Together {
  /** Actors that were named, in order. */
  private readonly named: { id: string; isPerson: boolean }[] = [];

  notice(id: string, isPerson: boolean): void {
    this.named.push({ id, isPerson });
  }

  /** The two persons of whom a meeting was told last. */
  private met: string[] | null = null;

  meet(ids: string[]): void {
    this.met = ids;
  }

  /** Whoever met, of what was talked about there; null where no meeting was told. */
  ofMeeting(words: string): Speaker | null {
    return this.met === null
      ? null
      : { ids: this.met, words, why: `“${words}” of the two who met`, confidence: 0.6, isJoint: true };
  }

  /** Those who met, else the last two that were named. */
  both(words: string): Speaker {
    const met = COUNTRIES.test(words) ? null : this.ofMeeting(words);
    if (met !== null) return met;
    const arePersons = PERSONS.test(words);
    const named = this.named.toReversed().filter(({ isPerson }) => !arePersons || isPerson);
    const alike = named.filter(({ isPerson }) => isPerson === named[0]!.isPerson);
    const ids = [...new Set(alike.map(({ id }) => id))].slice(0, 2).toReversed();
    return ids.length === 2
      ? { ids, words, why: `“${words}” for the two that were named last`, confidence: 0.6, isJoint: true }
      : { ids: [], words, why: `“${words}”, of whom too few are named`, confidence: 0.3 };
  }
}
