import type { Stretch } from './bounds.ts';
import { selectorText } from '../model/text.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';
import { foldedForm, rejoinedForm } from './forms.ts';
import { hitsOf, Reader, type Occurrences } from './occurrences.ts';
import { candidatesFor, type Candidate, type Checkable } from './passage-places.ts';
import { placed, type Item, type Placement } from './placing.ts';
import { LINE_END_HYPHEN, missing } from './quotation.ts';
import type { Range, SourceText } from './source-text.ts';

/*
 * Whether the passages of a source stand in a copy of its text. An edit fails the passages that it touches, and no others;
 * and a passage that is gone does not take the place of another one with the same words.
 */

export type { Checkable } from './passage-places.ts';

/** What came of it; the position is where the span stands in this text, null where it does not. */
export type PassageCheck = {
  id: string;
  span: string | null;
  status: CheckStatus;
  method: Method | null;
  position: Range | null;
  reason: string | null;
};

type Outcome = Omit<PassageCheck, 'id' | 'span'>;

const isSame = (one: Stretch, other: Stretch | null): boolean => one.start === other?.start && one.end === other.end;

const itemOf = ({ digest, position, places, hasContext, at, there }: Candidate): Item => ({
  words: digest ?? '',
  recorded: position,
  hasContext,
  places,
  sure: there === 'words' ? (places.find((place) => isSame(place, at)) ?? null) : null,
});

const short = (digest: string): string => `${digest.slice(0, 12)}…`;
const told = ({ start, end }: Range): string => `${start}-${end}`;

const failed = (reason: string, status: CheckStatus = 'unverified'): Outcome => ({
  status,
  method: null,
  position: null,
  reason,
});

/** What became of the passages of one source in one text. */
class Check {
  private readonly source: SourceText;
  private readonly candidates: readonly Candidate[];

  constructor(source: SourceText, passages: readonly Checkable[]) {
    this.source = source;
    this.candidates = candidatesFor(source, passages);
  }

  private told(place: Stretch): string {
    return told(this.source.rangeOf(place));
  }

  private idOf(index: number): string {
    return this.candidates[index]!.passage.id;
  }

  /** Whether the text is another than the one that a passage was recorded from. */
  private edited({ passage }: Candidate): string {
    return passage.digest?.text && passage.digest.text.toLowerCase() !== this.source.digest
      ? 'the text differs from the one it was recorded from (other digest of the whole)'
      : 'the whole text has the digest that was recorded';
  }

  private found({ position, quote }: Candidate, place: Stretch, there: Stretch | null): Outcome {
    const range = this.source.rangeOf(place);
    if (isSame(place, there)) return { status: 'verified', method: 'digest', position, reason: null };
    const exact = this.source.text.slice(place.start, place.end);
    const equal: Method = exact === selectorText(quote?.exact ?? '').trim() ? 'exact' : 'normalised';
    return {
      status: 'verified',
      method: position === null && quote !== null ? equal : 'relocated',
      position: range,
      reason: position && `it stands at ${told(range)}, not at ${told(position)}`,
    };
  }

  /** Why none of several places is a passage's own. */
  private undecided({ quote }: Candidate, places: readonly Stretch[], rivals: readonly number[]): Outcome {
    const [first] = places;
    const give = quote === null ? '' : '; give prefix or suffix to say which';
    return failed(
      places.length > 1
        ? `the words stand at ${places.length} places, and neither the order of the passages nor a context tells which is its own${give}`
        : `the words stand at ${this.told(first!)} only, and nothing tells whether that is the place of ${[...new Set(rivals.map((index) => this.idOf(index)))].slice(0, 3).join(' or ')} or its own`,
      'ambiguous',
    );
  }

  private taken(candidate: Candidate, place: Stretch, by: number): Outcome {
    const holder = this.idOf(by);
    return candidate.position === null && !candidate.hasContext
      ? failed(
          `the words stand at ${this.told(place)}, where ${holder} stands; nothing tells whether that is its own place too`,
          'ambiguous',
        )
      : failed(
          `the words stand at ${this.told(place)} only, and that is the place of ${holder}; its own are not there any more`,
        );
  }

  /** Words that differ from the recorded ones by no letter, digit or accent. */
  private repaired({ quote }: Candidate, place: Stretch): Outcome {
    const [{ differences, selectors }] = this.source.places([place], quote!.exact) as [
      ReturnType<SourceText['places']>[number],
    ];
    return {
      status: 'repaired',
      method: 'folded',
      position: { start: selectors[1].start, end: selectors[1].end },
      reason: `the source has ${JSON.stringify(selectors[0].exact)}, which differs by ${differences.join(', ') || 'spacing'}`,
    };
  }

  private missing(candidate: Candidate, folded: Occurrences | undefined): Outcome {
    const { digest, position, at, quote, there, other, occurrences } = candidate;
    if (digest === null) return failed('the passage has neither a digest nor quoted text; give it one');
    if (there === 'within-word')
      return failed(`what stands at ${told(position!)} begins or ends within a word or a number; record whole words`);
    if (quote !== null) {
      const [place] = occurrences!.any;
      if (place !== undefined)
        return failed(
          `the words stand at ${this.told(place)}${occurrences!.any.length > 1 ? ` and ${occurrences!.any.length - 1} more places` : ''}, but in another context: not between the prefix and suffix that are recorded`,
        );
      const { detail } = missing(quote.exact, [
        hitsOf(occurrences!),
        ...(folded === undefined ? [] : [hitsOf(folded)]),
      ]);
      return failed(`${detail}; ${this.edited(candidate)}`);
    }
    const edited = this.edited(candidate);
    if (position === null)
      return failed(`no sentence has the digest ${short(digest)}, and there is no position to look at; ${edited}`);
    if (at === null)
      return failed(
        `the position ${told(position)} lies outside of the text, which has ${this.source.length} code points; ${edited}`,
      );
    if (other === null)
      return failed(
        `the positions of this source overlap too much to compare each; what stands at ${told(position)} was not`,
      );
    return failed(
      `what stands at ${told(position)} has the digest ${short(other)}, not ${short(digest)}, and the span is not found elsewhere; ${edited}`,
    );
  }

  /** Where words that are not found as they are recorded stand but for case, punctuation and the like. */
  private folded(open: readonly number[]): Map<number, Occurrences> {
    if (open.length === 0) return new Map();
    const quotes = open.map((index) => this.candidates[index]!.quote!);
    const found = new Reader(this.source, this.source.folded, foldedForm).find(quotes);
    if (LINE_END_HYPHEN.test(this.source.text) && found.some(({ any }) => any.length === 0)) {
      const rejoined = new Reader(this.source, rejoinedForm(this.source.text), rejoinedForm).find(quotes);
      for (const [i, { any }] of found.entries()) if (any.length === 0) found[i] = rejoined[i]!;
    }
    return new Map(open.map((index, i) => [index, found[i]!]));
  }

  run(): PassageCheck[] {
    const items = this.candidates.map(itemOf);
    const placements = placed(items);
    const open = this.candidates.flatMap(({ quote, occurrences }, index) =>
      quote !== null && occurrences?.any.length === 0 ? [index] : [],
    );
    const folded = this.folded(open);
    // Those are placed once the others are, and take nobody's place either.
    const repaired =
      open.length === 0
        ? []
        : placed(
            items.map((item, index) => {
              const placement = placements[index]!;
              const sure = placement !== null && 'place' in placement ? placement.place : null;
              return { ...item, sure, places: sure === null ? (folded.get(index)?.fitting ?? []) : item.places };
            }),
          );
    return this.candidates.map((candidate, index) => ({
      id: candidate.passage.id,
      span: candidate.digest,
      ...(this.outcome(candidate, placements[index]!, (place) => this.found(candidate, place, items[index]!.sure)) ??
        (folded.has(index)
          ? this.outcome(candidate, repaired[index]!, (place) => this.repaired(candidate, place))
          : null) ??
        this.missing(candidate, folded.get(index))),
    }));
  }

  private outcome(candidate: Candidate, placement: Placement, found: (place: Stretch) => Outcome): Outcome | null {
    if (placement === null) return null;
    if ('place' in placement) return found(placement.place);
    if ('taken' in placement) return this.taken(candidate, placement.taken, placement.by);
    return this.undecided(candidate, placement.undecided, placement.rivals);
  }
}

/** Checks each of these passages against a text; they are placed together, so all of a source are to be given at once. */
export const checkPassages = (source: SourceText, passages: readonly Checkable[]): PassageCheck[] =>
  new Check(source, passages).run();
