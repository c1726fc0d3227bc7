import { DictumError } from '../model/errors.ts';
import { selectorText } from '../model/text.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';
import type { Form } from './form.ts';
import { comparedForm, foldedForm, rejoinedForm } from './forms.ts';
import { search, type Context, type Found, type Hits } from './search.ts';
import { SourceText, type Place, type Range } from './source-text.ts';

/*
 * Whether words stand in a text as they are quoted. What the project's normal form makes equal is equal; whatever else
 * is found is told apart from that, with the source's own characters.
 */

/** Fewer code points than this can be anywhere: such a quotation needs a prefix or a suffix. */
export const SHORTEST = 12;

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

/**
 * What guards the ends of words: that each lies between words; or, in a script without spaces, the prefix and suffix that
 * were given; or nothing, so that the words may be a part of longer ones.
 */
export const GUARDS = ['words', 'context', 'nothing'] as const;
export type Guard = (typeof GUARDS)[number];

export const REASONS = [
  'several-places',
  'differs',
  'not-found',
  'within-word',
  'other-context',
  'ellipsis',
  'unspaced-script',
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
  /** What guards their ends; null where they were not found. */
  bounds: Guard | null;
  reason: Reason | null;
};

const hasWords = (text: string): boolean => /[^\p{P}\p{Z}\p{C}]/u.test(text);

/**
 * Sees to it that a quotation can be looked for at all.
 * @throws DictumError `quotation-empty` where it has nothing but punctuation, `quotation-too-short` where it could be anywhere
 */
export const checkQuotation = ({ quote, prefix = '', suffix = '' }: Quotation): void => {
  const { text } = comparedForm(selectorText(quote));
  if (!hasWords(text)) {
    const detail = 'the quotation has no letter, digit or symbol; give the words that are quoted';
    throw new DictumError('quotation-empty', detail, {
      faults: [{ pointer: '/quote', code: 'quotation-empty', detail }],
    });
  }
  const length = [...text].length;
  if (length >= SHORTEST || [prefix, suffix].some((context) => comparedForm(selectorText(context)).text !== '')) return;
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
export const findQuotation = (source: SourceText, quotation: Quotation): Verdict => {
  const { quote, prefix = '', suffix = '', near, only } = quotation;
  const sets = [...(near === undefined ? [] : [source.units([near])]), only === undefined ? null : source.units(only)];
  const searched = (form: Form, made: (text: string) => Form): Hits => {
    const formOf = (text: string): string => made(selectorText(text)).text;
    const needle = formOf(quote);
    if (needle === '') return NO_HITS;
    const context: Context = { prefix: formOf(prefix), suffix: formOf(suffix) };
    const found = search(source.text, form, needle, context, sets);
    return found.find(({ count }) => count > 0) ?? found.at(-1)!;
  };
  const placed = ({ found, count }: Hits): Verdict => {
    const places = source.places(found, quote);
    const better = found.filter((_, i) => places[i]!.method !== 'folded');
    // The words themselves may be equal, and only what stands around them folded.
    return better.length > 0 && count === places.length
      ? verdictOf(better.length, source.places(better, quote), better, quotation)
      : verdictOf(count, places, found, quotation);
  };
  const equal = searched(source.compared, comparedForm);
  if (equal.count > 0) return verdictOf(equal.count, source.places(equal.found, quote), equal.found, quotation);
  const folded = searched(source.folded, foldedForm);
  if (folded.count > 0) return placed(folded);
  const rejoined = LINE_END_HYPHEN.test(source.text) ? searched(rejoinedForm(source.text), rejoinedForm) : NO_HITS;
  if (rejoined.count > 0) return placed(rejoined);
  const reason = missing(quote, [equal, folded, rejoined]);
  return { status: 'unverified', method: null, places: [], count: 0, bounds: null, reason };
};

const NO_HITS: Hits = { found: [], count: 0, within: 0, elsewhere: 0 };

/** A word that may have been parted at the end of a line. */
export const LINE_END_HYPHEN = /[-\u00AD\u2010\u2011][^\S\n]*\n/;

/** What guards the ends of words that were found, and which context would where nothing does. */
const guardOf = (found: readonly Found[], { prefix = '', suffix = '' }: Quotation): [Guard, string[]] => {
  const [start, end] = [found.some(({ open }) => open.start), found.some(({ open }) => open.end)];
  const wanted = [...(start && prefix === '' ? ['prefix'] : []), ...(end && suffix === '' ? ['suffix'] : [])];
  return [!start && !end ? 'words' : wanted.length === 0 ? 'context' : 'nothing', wanted];
};

const verdictOf = (count: number, places: Place[], found: readonly Found[], quotation: Quotation): Verdict => {
  const [first] = places as [Place];
  const [bounds, wanted] = guardOf(found, quotation);
  const known = { method: first.method, places, count, bounds };
  if (count > 1)
    return {
      ...known,
      status: 'ambiguous',
      reason: {
        code: 'several-places',
        detail: `the words stand at ${count} places; give prefix or suffix to say which`,
      },
    };
  if (first.method === 'folded')
    return {
      ...known,
      status: 'repaired',
      reason: {
        code: 'differs',
        detail: `the source has ${JSON.stringify(first.selectors[0].exact)}, which differs by ${first.differences.join(', ') || 'spacing'}`,
      },
    };
  const unspaced: Reason = {
    code: 'unspaced-script',
    detail: `the script has no spaces, so nothing tells whether these are whole words; give ${wanted.join(' and ')}: the words directly before or after`,
  };
  return { ...known, status: 'verified', reason: bounds === 'nothing' ? unspaced : null };
};

export const missing = (quote: string, hits: readonly Hits[]): Reason => {
  if (hits.some(({ elsewhere }) => elsewhere > 0))
    return {
      code: 'other-context',
      detail: 'the words are there, but not between this prefix and suffix, as whole words',
    };
  if (hits.some(({ within }) => within > 0))
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
