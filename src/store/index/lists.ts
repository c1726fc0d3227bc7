import { comparePlaces, type Place } from '../../model/query.ts';
import { ask, type Block, type List, type Steps, type Term } from './steps.ts';

/*
 * The records of a value that are many: the blocks of an ordered list. Lists are in the first order of their type, and that of
 * all records of a type in its other orders too.
 */

/** What of an ordered list is read: what comes after a place, and a span of keys (from one up to, not including, another). */
export type Span = { after: Place | null; descending: boolean; from?: string; to?: string };

/** Where a span begins or ends: at a place, which with `including` lies before it. */
type Bound = { place: Place; including: boolean };

const boundsOf = ({ after, descending, from, to }: Span): { low: Bound | null; high: Place | null } => {
  const low = from === undefined ? null : { place: { key: from, id: '' }, including: false };
  const high = to === undefined ? null : { key: to, id: '' };
  if (after === null) return { low, high };
  if (descending) return { low, high: high === null || comparePlaces(after, high) < 0 ? after : high };
  return { low: low === null || comparePlaces(after, low.place) >= 0 ? { place: after, including: true } : low, high };
};

/**
 * The first records of a list within a span, so many at most, of those that are wanted. Blocks are read two at first, then
 * many at a time: rounds grow with what is passed over, by some ten thousand records each.
 */
export function* taken(
  list: List,
  span: Span,
  limit: number,
  isWanted: (rid: number) => boolean = () => true,
): Steps<number[]> {
  const { descending } = span;
  const { low, high } = boundsOf(span);
  const found: number[] = [];
  let from = descending ? high : (low?.place ?? null);
  for (let isFirst = true; found.length < limit; isFirst = false) {
    const read = yield* ask('blocks', { ...list, from, descending, many: !isFirst });
    // Ascending, the block that the last one ended with comes again.
    const blocks = isFirst || descending ? read : read.slice(1);
    if (blocks.length === 0) break;
    for (const [i, { rids, ...block }] of blocks.entries()) {
      const next: Block | undefined = blocks[i + 1];
      const count = (place: Place, including: boolean): Steps<number> =>
        ask('before', { rids, sort: list.sort, place, including });
      if (!descending && high !== null && comparePlaces(block, high) >= 0) return found;
      const isStart = isFirst && i === 0;
      const isCutBelow = low !== null && (descending ? comparePlaces(block, low.place) < 0 : isStart);
      const isCutAbove = high !== null && (descending ? isStart : next === undefined || comparePlaces(next, high) > 0);
      const begin = isCutBelow ? yield* count(low.place, low.including) : 0;
      const end = isCutAbove ? yield* count(high, false) : rids.length;
      for (let at = begin; at < end && found.length < limit; at++) {
        const rid = rids[descending ? begin + end - 1 - at : at]!;
        if (isWanted(rid)) found.push(rid);
      }
      if (found.length >= limit || (descending ? begin > 0 : end < rids.length)) return found;
    }
    const { key, id } = blocks.at(-1)!;
    from = { key, id };
  }
  return found;
}

/** Some records of a term, so many at most. */
export function* firstOf({ tid, rids }: Term, limit: number): Steps<number[]> {
  if (rids !== null) return [...rids.subarray(0, limit)];
  return yield* taken({ tid, sort: 0 }, { after: null, descending: false }, limit);
}
