import { createHash } from 'node:crypto';
import { DictumError } from '../model/errors.ts';
import { NORMALISATION, selectorText, textDigest } from '../model/text.ts';
import { foldedForm, foldsBetween, normalForm, type Fold, type Form } from './forms.ts';
import { firstAtLeast, search, type Context, type Found, type Hits } from './search.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';

/*
 * Whether words stand in a text as they are quoted. What the project's normal form makes equal is equal; whatever else
 * is found is told apart from that, with the source's own characters.
 */

/** Fewer code points than this can be anywhere: such a quotation needs a prefix or a suffix. */
export const SHORTEST = 12;
/** How many code points of a text a selector gives around the words. */
const CONTEXT = 32;

/** Code points of a text, from one up to, not including, another. */
export type Range = { start: number; end: number };

/**
 * Words to look for. `near` is a range that is preferred: where places of a level lie within it, only those count.
 * Outside of the ranges `only` nothing counts.
 */
export type Quotation = {
  quote: string;
  prefix?: string | undefined;
  suffix?: string | undefined;
  near?: Range | undefined;
  only?: readonly Range[] | undefined;
};

/** Where the words stand: W3C selectors, positions in code points of the text, and digests of the normal form. */
export type Place = {
  method: Method;
  /** By what the words differ from the quotation; empty where they are verified. */
  differences: Fold[];
  selectors: [
    { type: 'TextQuoteSelector'; exact: string; prefix: string; suffix: string },
    { type: 'TextPositionSelector'; start: number; end: number },
  ];
  digest: { algorithm: 'sha-256'; normalisation: typeof NORMALISATION; span: string; text: string };
};

export const REASONS = [
  'several-places',
  'differs',
  'not-found',
  'within-word',
  'other-context',
  'ellipsis',
  'other-passage',
  'other-speaker',
  'other-source',
  'text-withheld',
] as const;
/** Why the words are not simply verified, as a word for programs and a sentence for people. */
export type Reason = { code: (typeof REASONS)[number]; detail: string };

/** What became of a quotation. `places` are the first 20 of `count`. */
export type Verdict = {
  status: CheckStatus;
  method: Method | null;
  places: Place[];
  count: number;
  reason: Reason | null;
};

/** A text made ready to be searched; its forms are made once, and only when they are needed. */
export class SourceText {
  readonly text: string;
  private forms: { normal?: Form; folded?: Form; digest?: string } = {};

  constructor(raw: string) {
    this.text = selectorText(raw);
  }

  get normal(): Form {
    return (this.forms.normal ??= normalForm(this.text));
  }

  get folded(): Form {
    return (this.forms.folded ??= foldedForm(this.text));
  }

  /** SHA-256 of the whole normalised text. */
  get digest(): string {
    return (this.forms.digest ??= createHash('sha256').update(this.normal.text).digest('hex'));
  }

  /** Ranges of code points as ranges of UTF-16 units, in order and where they meet as one; the text is read once. */
  units(ranges: readonly Range[]): Found[] {
    const inOrder = [...ranges].sort((a, b) => a.start - b.start || a.end - b.end);
    const bounds = [...new Set(inOrder.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    const units = new Map<number, number>();
    for (let [at, points, next] = [0, 0, 0]; next < bounds.length; points++) {
      while (next < bounds.length && (points >= bounds[next]! || at >= this.text.length))
        units.set(bounds[next++]!, at);
      at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    const merged: Found[] = [];
    for (const range of inOrder) {
      const [found, last] = [{ start: units.get(range.start)!, end: units.get(range.end)! }, merged.at(-1)];
      if (last !== undefined && this.text.slice(last.end, found.start).trim() === '')
        last.end = Math.max(last.end, found.end);
      else merged.push(found);
    }
    return merged;
  }

  /** Places with positions in code points; the text is read once, up to the last of them. */
  places(found: readonly Found[], quote: string): Place[] {
    let [units, points] = [0, 0];
    return found.map(({ start, end }) => {
      points += lengthOf(this.text, units, start);
      units = start;
      const exact = this.text.slice(start, end);
      const same = textDigest(exact) === textDigest(quote);
      return {
        method: !same ? 'folded' : exact === selectorText(quote).trim() ? 'exact' : 'normalised',
        differences: same ? [] : foldsBetween(selectorText(quote), exact),
        selectors: [
          {
            type: 'TextQuoteSelector',
            exact,
            prefix: this.text.slice(this.contextStart(start), start),
            suffix: this.text.slice(end, this.contextEnd(end)),
          },
          { type: 'TextPositionSelector', start: points, end: points + lengthOf(exact, 0, exact.length) },
        ],
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: textDigest(exact), text: this.digest },
      };
    });
  }

  /** A context is cut where a unit of the normal form begins or ends, so that it is found again in that form. */
  private contextStart(start: number): number {
    const { starts } = this.normal;
    let [best, index] = [start, firstAtLeast(starts, start, (each) => each) - 1];
    for (; index >= 0 && lengthOf(this.text, starts[index]!, start) <= CONTEXT; index--) best = starts[index]!;
    return best;
  }

  private contextEnd(end: number): number {
    const { starts, ends } = this.normal;
    let [best, index] = [end, firstAtLeast(starts, end, (each) => each)];
    for (; index < ends.length && lengthOf(this.text, end, ends[index]!) <= CONTEXT; index++) best = ends[index]!;
    return best;
  }
}

const lengthOf = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = from; at < to; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
};

const hasWords = (text: string): boolean => /[^\p{P}\p{Z}\p{C}]/u.test(text);

/**
 * Sees to it that a quotation can be looked for at all.
 * @throws DictumError `quotation-empty` where it has nothing but punctuation, `quotation-too-short` where it could be anywhere
 */
export const checkQuotation = ({ quote, prefix = '', suffix = '' }: Quotation): void => {
  const { text } = normalForm(selectorText(quote));
  if (!hasWords(text)) {
    const detail = 'the quotation has no letter, digit or symbol; give the words that are quoted';
    throw new DictumError('quotation-empty', detail, {
      faults: [{ pointer: '/quote', code: 'quotation-empty', detail }],
    });
  }
  const length = [...text].length;
  if (length >= SHORTEST || [prefix, suffix].some((context) => normalForm(selectorText(context)).text !== '')) return;
  const detail = `the quotation has ${length} characters, and with fewer than ${SHORTEST} it could be anywhere; give more of it, or prefix or suffix: the words directly before or after it`;
  throw new DictumError('quotation-too-short', detail, {
    faults: [{ pointer: '/quote', code: 'quotation-too-short', detail }],
  });
};

/**
 * Looks for a quotation in a text.
 * @throws DictumError as `checkQuotation`
 */
export const verifyQuotation = (source: SourceText | string, quotation: Quotation): Verdict => {
  checkQuotation(quotation);
  return findQuotation(typeof source === 'string' ? new SourceText(source) : source, quotation);
};

/** The same for words that may be as short as they are, since they were recorded at a place. */
export const findQuotation = (
  source: SourceText,
  { quote, prefix = '', suffix = '', near, only }: Quotation,
): Verdict => {
  const preferences = [
    ...(near === undefined ? [] : [source.units([near])]),
    only === undefined ? null : source.units(only),
  ];
  const searched = (form: Form, made: (text: string) => Form): Hits => {
    const formOf = (text: string): string => made(selectorText(text)).text;
    const context: Context = { prefix: formOf(prefix), suffix: formOf(suffix) };
    const needle = formOf(quote);
    let hits: Hits = { found: [], count: 0, within: 0, elsewhere: 0 };
    for (const ranges of needle === '' ? [] : preferences)
      if (hits.count === 0) hits = search(source.text, form, needle, context, ranges);
    return hits;
  };
  const normal = searched(source.normal, normalForm);
  if (normal.count > 0) return verdictOf(normal, source.places(normal.found, quote));
  const folded = searched(source.folded, foldedForm);
  const places = source.places(folded.found, quote);
  const better = places.filter((place) => place.method !== 'folded');
  // The words themselves may be equal, and only what stands around them folded.
  if (better.length > 0 && folded.count === places.length) return verdictOf({ count: better.length }, better);
  if (folded.count > 0) return verdictOf(folded, places);
  return { status: 'unverified', method: null, places: [], count: 0, reason: missing(quote, normal, folded) };
};

const verdictOf = ({ count }: { count: number }, places: Place[]): Verdict => {
  const [first] = places as [Place];
  if (count > 1)
    return {
      status: 'ambiguous',
      method: first.method,
      places,
      count,
      reason: {
        code: 'several-places',
        detail: `the words stand at ${count} places; give prefix or suffix to say which`,
      },
    };
  if (first.method !== 'folded') return { status: 'verified', method: first.method, places, count, reason: null };
  return {
    status: 'repaired',
    method: 'folded',
    places,
    count,
    reason: {
      code: 'differs',
      detail: `the source has ${JSON.stringify(first.selectors[0].exact)}, which differs by ${first.differences.join(', ') || 'spacing'}`,
    },
  };
};

const missing = (quote: string, normal: Hits, folded: Hits): Reason => {
  if (normal.elsewhere + folded.elsewhere > 0)
    return { code: 'other-context', detail: 'the words are there, but not between this prefix and suffix' };
  if (normal.within + folded.within > 0)
    return {
      code: 'within-word',
      detail: 'the characters are there, but only as a part of longer words; quote whole words',
    };
  if (/\u2026|\.\s?\.\s?\./u.test(quote))
    return {
      code: 'ellipsis',
      detail:
        'the words are not there; an ellipsis is taken as it stands and not for words left out, so verify each part by itself',
    };
  return { code: 'not-found', detail: 'the words are not there' };
};
