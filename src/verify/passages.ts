import { spansOf, type Span } from './spans.ts';
import { spanOf, textDigest } from '../model/text.ts';
import { findQuotation } from './quotation.ts';
import type { Range, SourceText } from './source-text.ts';
import { spanDigestOf } from '../model/verify-checks.ts';
import { firstAtLeast } from './search.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';

/*
 * Whether the passages of a source stand in a copy of its text. A passage need not carry its text: its digest is
 * compared with the digest of what stands at its position; where the text has been edited, with that of what stands
 * where the edits before it have moved it. So an edit fails the passages that it touches, and no others.
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

/** What came of it; the position is where the span stands in this text, null where it does not. */
export type PassageCheck = {
  id: string;
  span: string | null;
  status: CheckStatus;
  method: Method | null;
  position: Range | null;
  reason: string | null;
};

/** How far around where it should be a span is looked for, in code points, when nothing tells how far it was moved. */
const REACH = 64;
/** How many passages are looked for so, since each takes some hundred digests. */
const SEARCHES = 50;

const positionOf = ({ selectors }: Checkable): Range | null => {
  const [found] = selectors.flatMap((selector) =>
    selector.type === 'TextPositionSelector' ? [{ start: selector.start, end: selector.end }] : [],
  );
  return found ?? null;
};

/** A text while passages are looked for in it; positions are code points. */
class Relocation {
  readonly points: readonly string[];
  private readonly bySpan = new Map<string, Span[]>();
  private searches = SEARCHES;

  constructor(text: string) {
    this.points = [...text];
    for (const span of spansOf(text)) {
      const same = this.bySpan.get(span.digest);
      if (same) same.push(span);
      else this.bySpan.set(span.digest, [span]);
    }
  }

  digestAt({ start, end }: Range): string | null {
    return start < 0 || end > this.points.length || start >= end ? null : textDigest(spanOf(this.points, start, end));
  }

  /** The sentence with this digest that stands nearest to a place. */
  sentence(digest: string, near: number): Range | null {
    const spans = this.bySpan.get(digest) ?? [];
    const after = firstAtLeast(spans, near, ({ start }) => start);
    const [one, other] = [spans[after - 1], spans[after]];
    if (one === undefined || other === undefined) return one ?? other ?? null;
    return near - one.start <= other.start - near ? one : other;
  }

  /** The span of this length and digest that stands nearest to a place, within reach. */
  around(digest: string, { start, end }: Range): Range | null {
    if (this.searches === 0) return null;
    this.searches -= 1;
    for (let step = 0; step <= REACH * 2; step++) {
      const shift = step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      const range = { start: start + shift, end: end + shift };
      if (/^\S$/u.test(this.points[range.start] ?? '') && this.digestAt(range) === digest) {
        this.searches += 1;
        return range;
      }
    }
    return null;
  }
}

type Sought = { index: number; digest: string; position: Range };

/** Looks for spans that do not stand where they were recorded: in order of position, each where the last one found leads. */
const relocate = (
  sought: readonly Sought[],
  text: Relocation,
  keptBefore: (start: number) => number,
): Map<number, Range> => {
  const found = new Map<number, Range>();
  const take = ({ index, position }: Sought, range: Range): number => {
    found.set(index, { start: range.start, end: range.end });
    return range.start - position.start;
  };
  const at = ({ start, end }: Range, shift: number): Range => ({ start: start + shift, end: end + shift });
  let shift = 0;
  let last = -1;
  for (const each of sought) {
    // What was found at its own place since then tells that nothing is moved there.
    if (keptBefore(each.position.start) > last) shift = 0;
    const moved = at(each.position, shift);
    const range =
      text.digestAt(moved) === each.digest
        ? moved
        : (text.sentence(each.digest, moved.start) ?? text.around(each.digest, moved));
    if (range === null) continue;
    shift = take(each, range);
    last = each.position.start;
  }
  // Those that nothing before them led to may be led to by what follows.
  for (const each of sought.toReversed()) {
    const known = found.get(each.index);
    if (known !== undefined) shift = known.start - each.position.start;
    else if (text.digestAt(at(each.position, shift)) === each.digest) take(each, at(each.position, shift));
  }
  return found;
};

const short = (digest: string): string => `${digest.slice(0, 12)}…`;

const missing = (passage: Checkable, digest: string, text: Relocation, whole: string): string => {
  const position = positionOf(passage);
  const edited =
    passage.digest?.text && passage.digest.text.toLowerCase() !== whole
      ? 'the text differs from the one it was recorded from (other digest of the whole)'
      : 'the whole text has the digest that was recorded';
  if (position === null)
    return `no sentence has the digest ${short(digest)}, and there is no position to look at; ${edited}`;
  const { start, end } = position;
  if (end > text.points.length)
    return `the position ${start}-${end} lies outside of the text, which has ${text.points.length} code points; ${edited}`;
  return `what stands at ${start}-${end} has the digest ${short(text.digestAt(position)!)}, not ${short(digest)}, and the span is not found elsewhere; ${edited}`;
};

/** Checks each of these passages against a text, in the order given. */
export const checkPassages = (source: SourceText, passages: readonly Checkable[]): PassageCheck[] => {
  const text = new Relocation(source.text);
  const digests = passages.map(spanDigestOf);
  const inPlace = passages.map((passage, i) => {
    const position = positionOf(passage);
    return position !== null && digests[i] !== null && text.digestAt(position) === digests[i];
  });
  const kept = passages.flatMap((passage, i) => (inPlace[i] ? [positionOf(passage)!.start] : [])).sort((a, b) => a - b);
  const keptBefore = (start: number): number => kept[firstAtLeast(kept, start, (each) => each) - 1] ?? -1;
  const sought = passages
    .flatMap((passage, index): Sought[] => {
      const [digest, position] = [digests[index]!, positionOf(passage)];
      return inPlace[index] || digest === null || position === null ? [] : [{ index, digest, position }];
    })
    .sort((a, b) => a.position.start - b.position.start);
  const moved = relocate(sought, text, keptBefore);
  return passages.map((passage, i): PassageCheck => {
    const result = { id: passage.id, span: digests[i]! };
    const position = positionOf(passage);
    if (result.span === null)
      return {
        ...result,
        status: 'unverified',
        method: null,
        position: null,
        reason: 'the passage has neither a digest nor quoted text; give it one',
      };
    if (inPlace[i]) return { ...result, status: 'verified', method: 'digest', position, reason: null };
    const range = moved.get(i) ?? (position === null ? text.sentence(result.span, 0) : null);
    if (range)
      return {
        ...result,
        status: 'verified',
        method: 'relocated',
        position: { start: range.start, end: range.end },
        reason: position && `it stands at ${range.start}-${range.end}, not at ${position.start}-${position.end}`,
      };
    return (
      quoted(source, passage, result) ?? {
        ...result,
        status: 'unverified',
        method: null,
        position: null,
        reason: missing(passage, result.span, text, source.digest),
      }
    );
  });
};

/** A passage that carries its text is looked for as a quotation is. */
const quoted = (
  source: SourceText,
  passage: Checkable,
  result: { id: string; span: string | null },
): PassageCheck | null => {
  const [quote] = passage.selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector] : []));
  // A quoted text that is not the one of the digest proves nothing about that.
  if (quote === undefined || textDigest(quote.exact) !== result.span) return null;
  const { exact, prefix, suffix } = quote;
  const verdict = findQuotation(source, { quote: exact, prefix, suffix, near: positionOf(passage) ?? undefined });
  const [place] = verdict.places;
  const only =
    verdict.count === 1 && place !== undefined
      ? { start: place.selectors[1].start, end: place.selectors[1].end }
      : null;
  return {
    ...result,
    status: verdict.status,
    method: verdict.method,
    position: only,
    reason: verdict.reason?.detail ?? null,
  };
};
