import type { Speaker } from './speaker.ts';

/*
 * Several who speak as one and are not named again: "the two ministers".
 */

/** Those of whom two can be persons only. */
const PERSONS =
  /minister|leader|president|diplomat|men|official|ministres|dirigeants|ministros|líderes|cancilleres|министр|главы|лидер|bakan|lider|外长|领导人|وزير/iu;

export class Together {
  /** Actors that were named, in order. */
  private readonly named: { id: string; isPerson: boolean }[] = [];

  notice(id: string, isPerson: boolean): void {
    this.named.push({ id, isPerson });
  }

  /** The last two that were named. */
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
