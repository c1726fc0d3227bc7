import type { Stretch } from './bounds.ts';
import { textDigest } from '../model/text.ts';
import { spanDigestOf } from '../model/verify-checks.ts';
import { Digests, type Sought } from './digests.ts';
import { comparedForm, foldedForm } from './forms.ts';
import { Reader, type Occurrences, type Quote } from './occurrences.ts';
import { firstAtLeast } from './search.ts';
import type { Range, SourceText } from './source-text.ts';

/*
 * At which places of a text the words of passages stand: at the recorded position, wherever the words are that a passage
 * carries, and, of those of which only the digest is known, wherever something of their length has it.
 */

type Selector =
  | { type: 'TextPositionSelector'; start: number; end: number }
  | { type: 'TextQuoteSelector'; exact: string; prefix?: string | undefined; suffix?: string | undefined };
/** What of a passage its check needs. */
export type Checkable = {
  id: string;
  selectors: readonly Selector[];
  digest: { span: string; text: string | null } | null;
};

/** How many UTF-16 units at recorded positions are compared in one check, since positions may overlap. */
const COMPARED = 64_000_000;

/** A passage while it is looked for. */
export type Looked = {
  passage: Checkable;
  digest: string | null;
  position: Range | null;
  /** Where in the text the position is; null where there is none, or none of this text. */
  at: Stretch | null;
  /** Its words, where they are recorded with the digest. */
  quote: Quote | null;
  hasContext: boolean;
  /** What stands at its position: its words, its words as a part of longer ones, or others; or that was not looked at. */
  there: 'words' | 'within-word' | 'others' | 'unread';
  /** The digest of what stands at its position. */
  other: string | null;
};

/** What is recorded of a passage, and whether its words stand at its position. */
const lookedFor = (source: SourceText, digests: Digests, passages: readonly Checkable[]): Looked[] => {
  let left = COMPARED;
  return passages.map((passage): Looked => {
    const digest = spanDigestOf(passage);
    const [position = null] = passage.selectors.flatMap((selector) =>
      selector.type === 'TextPositionSelector' ? [{ start: selector.start, end: selector.end }] : [],
    );
    const [quoted] = passage.selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector] : []));
    // A quoted text that is not the one of the digest proves nothing about that.
    const quote =
      quoted === undefined || textDigest(quoted.exact) !== digest
        ? null
        : { exact: quoted.exact, prefix: quoted.prefix ?? '', suffix: quoted.suffix ?? '' };
    const hasContext = quote !== null && (quote.prefix !== '' || quote.suffix !== '');
    const isInText =
      position !== null && position.start >= 0 && position.start < position.end && position.end <= source.length;
    const at = isInText ? { start: source.unitOf(position.start), end: source.unitOf(position.end) } : null;
    const looked: Looked = { passage, digest, position, at, quote, hasContext, there: 'others', other: null };
    if (at === null || digest === null) return looked;
    if (left < at.end - at.start) return { ...looked, there: 'unread' };
    left -= at.end - at.start;
    const isWhole = source.bounds.isWhole(at);
    const other = isWhole ? digests.of(at) : textDigest(source.text.slice(at.start, at.end));
    return { ...looked, other, there: other !== digest ? 'others' : isWhole ? 'words' : 'within-word' };
  });
};

/** How often what was found by its length leads to what is near it. */
const LEADS = 50;

/** Looks for words of which only the digest is known, those in the order of their positions that have one. */
class ByDigest {
  private readonly source: SourceText;
  private readonly digests: Digests;
  readonly places: Map<string, Stretch[]>;
  /** What is known of how far the text was moved: from which unit on, by how much. */
  private shifts: { at: number; by: number }[];
  private pending: { digest: string; at: number; length: number }[];
  private leads = LEADS;

  constructor(source: SourceText, digests: Digests, looked: readonly Looked[], open: readonly Looked[]) {
    this.source = source;
    this.digests = digests;
    this.places = digests.sentences(new Set(open.map(({ digest }) => digest!)));
    this.shifts = looked.flatMap(({ at, there }) => (there === 'words' ? [{ at: at!.start, by: 0 }] : []));
    this.pending = open
      .flatMap(({ digest, position }) =>
        position === null
          ? []
          : [{ digest: digest!, at: source.unitOf(position.start), length: position.end - position.start }],
      )
      .sort((a, b) => a.at - b.at);
  }

  /** Lets go of what was found, and takes from it how far the text was moved there. */
  private settle(): boolean {
    const before = this.pending.length;
    this.pending = this.pending.filter(({ digest, at }) => {
      const found = this.places.get(digest);
      if (found?.length === 1) this.shifts.push({ at, by: found[0]!.start - at });
      return found === undefined;
    });
    this.shifts.sort((a, b) => a.at - b.at);
    return this.pending.length < before;
  }

  private shiftsAt(at: number): number[] {
    const after = firstAtLeast(this.shifts, at, (each) => each.at);
    return [this.shifts[after - 1]?.by ?? 0, this.shifts[after]?.by ?? 0];
  }

  /** Looks where what was found around them leads, from the first to the last and back. */
  private lead(): void {
    if (this.leads-- <= 0) return;
    for (const inOrder of [this.pending, this.pending.toReversed()]) {
      let latest = 0;
      for (const { digest, at, length } of inOrder) {
        if (this.places.has(digest)) continue;
        for (const by of new Set([latest, ...this.shiftsAt(at)])) {
          const start = at + by;
          if (start < 0 || start >= this.source.text.length) continue;
          const end = this.source.unitOf(this.source.pointOf(start) + length);
          if (!this.source.bounds.isWhole({ start, end }) || this.digests.of({ start, end }) !== digest) continue;
          this.places.set(digest, [this.source.bounds.trimmed({ start, end })]);
          latest = by;
          break;
        }
      }
    }
    this.settle();
  }

  run(): ReadonlyMap<string, Stretch[]> {
    this.settle();
    this.lead();
    // A position may take in a space at either end or at both, which the digest does not.
    for (const spaces of [0, 1, 2]) {
      for (const length of new Set(this.pending.map((each) => each.length - spaces))) {
        const sought = this.pending
          .filter((each) => each.length - spaces === length && length > 0)
          .map(({ digest, at }): Sought => ({ digest, length, expected: Math.max(0, at + this.shiftsAt(at)[0]!) }));
        for (const [digest, found] of this.digests.ofLength(sought)) this.places.set(digest, found);
        if (this.settle()) this.lead();
      }
    }
    return this.places;
  }
}

/** Where the words of passages that carry them stand; in their context, that too compared but for case and punctuation. */
const placesByQuote = (source: SourceText, open: readonly Looked[]): Map<Looked, Occurrences> => {
  if (open.length === 0) return new Map();
  const found = new Reader(source, source.compared, comparedForm).find(open.map(({ quote }) => quote!));
  const known = new Map(open.map((each, i) => [each, found[i]!]));
  const unfit = open.filter((each) => known.get(each)!.fitting.length === 0 && known.get(each)!.any.length > 0);
  if (unfit.length === 0) return known;
  const folded = new Reader(source, source.folded, foldedForm).find(unfit.map(({ quote }) => quote!));
  for (const [i, each] of unfit.entries()) {
    const occurrences = known.get(each)!;
    const starts = new Set(folded[i]!.fitting.map(({ start }) => start));
    known.set(each, { ...occurrences, fitting: occurrences.any.filter(({ start }) => starts.has(start)) });
  }
  return known;
};

/** A passage with the places at which it may stand; and, where it carries its words, with all places of them. */
export type Candidate = Looked & { places: readonly Stretch[]; occurrences: Occurrences | null };

/** Looks where each of some passages may stand. */
export const candidatesFor = (source: SourceText, passages: readonly Checkable[]): Candidate[] => {
  const digests = new Digests(source);
  const looked = lookedFor(source, digests, passages);
  // What stands at its position is looked for no further, unless a context is to be compared.
  const open = looked.filter(({ digest, there, hasContext }) => digest !== null && (there !== 'words' || hasContext));
  const byQuote = placesByQuote(
    source,
    open.filter(({ quote }) => quote !== null),
  );
  const unquoted = open.filter(({ quote }) => quote === null);
  const byDigest = unquoted.length === 0 ? new Map() : new ByDigest(source, digests, looked, unquoted).run();
  const isOpen = new Set(open);
  return looked.map((each): Candidate => {
    const occurrences = byQuote.get(each) ?? null;
    if (!isOpen.has(each)) return { ...each, occurrences, places: each.there === 'words' ? [each.at!] : [] };
    return { ...each, occurrences, places: occurrences?.fitting ?? byDigest.get(each.digest!) ?? [] };
  });
};
