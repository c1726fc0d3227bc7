import { z } from 'zod';
import { optional, type BaseView, type Gathered, type Look } from './define.ts';
import { ref, type Key } from './ids.ts';
import { compareText } from './order.ts';
import { textDigest } from './text.ts';
import type { SnapshotView } from './types/snapshot.ts';
import { CHECK_STATUSES, Instant, instantKey, METHODS, Sha256, VERIFICATIONS } from './verify-status.ts';

/*
 * What came of looking for words in texts: the checks of a passage and of the words that a statement quotes, and which
 * of them still says something.
 */

export const Check = z
  .strictObject({
    snapshot: ref('snapshot', 'The snapshot that the span was looked for in.'),
    status: z.enum(CHECK_STATUSES),
    method: optional(z.enum(METHODS).describe('How it was found; null where it was not.')),
    checkedAt: Instant,
    span: Sha256.describe('The digest of the span that was looked for.'),
  })
  .describe('What came of looking for the span in a snapshot, as `dictum verify --record` writes it.');
export type Check = z.output<typeof Check>;

/** The same in an answer. */
export const ShownCheck = Check.extend({
  check: ref('check', 'The record of it; null where the passage itself carries it.').nullable(),
});
type ShownCheck = z.output<typeof ShownCheck>;

/** How many checks an answer shows. */
export const CHECKS_SHOWN = 20;

export const Verification = z
  .object({
    status: z.enum(VERIFICATIONS),
    method: z.enum(METHODS).nullable(),
    snapshot: ref('snapshot', 'The snapshot that it was looked for in.').nullable(),
    checkedAt: Instant.nullable(),
    notInLatest: z
      .boolean()
      .describe('Whether the words stand in that snapshot, but did not in one that was retrieved later.'),
  })
  .describe(
    'The latest check that still applies: of a snapshot of this source, and of the words as they are recorded now. ' +
      'Of several of one time that by which they stand counts. Without one, `recorded` where the words themselves ' +
      'are recorded, `unchecked` where they are not.',
  );
export type Verification = z.output<typeof Verification>;

type Spanned = {
  digest: { span: string } | null;
  selectors: readonly ({ type: 'TextQuoteSelector'; exact: string } | { type: 'TextPositionSelector' })[];
};

/**
 * The digest of a passage's span: the one that is written, or else that of the quoted text; null where there is
 * neither.
 */
export const spanDigestOf = ({ digest, selectors }: Spanned): string | null => {
  if (digest !== null) return digest.span.toLowerCase();
  const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector.exact] : []));
  return quoted === undefined ? null : textDigest(quoted);
};

/** A check, wherever it is written, and of which source its snapshot is. */
export type Applied = { id: string | null; check: Check; source: string | null; retrieved: string | null };

type CheckView = BaseView & Check & { of: Key; source: string | null; retrieved: string | null };

/** The checks that records of their own are, of one kind of thing. */
export const gatheredChecks = (gathered: Gathered): Applied[] =>
  gathered<CheckView>('check').map(({ id, snapshot, status, method, checkedAt, span, source, retrieved }) => ({
    id,
    check: { snapshot, status, method, checkedAt, span },
    source,
    retrieved,
  }));

/** Those that a record carries in itself, as the first edition wrote them. */
export const carriedChecks = (checks: readonly Check[], look: Look): Applied[] =>
  checks.map((check) => {
    const snapshot = look<SnapshotView>('snapshot', check.snapshot);
    return { id: null, check, source: snapshot?.source ?? null, retrieved: snapshot?.retrieved ?? null };
  });

const instantOf = ({ check }: Applied): string => instantKey(check.checkedAt);

/** The latest first; of those of one time those by which the words stand, and then what was written later. */
const latestFirst = (checks: readonly Applied[]): Applied[] =>
  checks
    .toReversed()
    .sort(
      (a, b) =>
        compareText(instantOf(b), instantOf(a)) ||
        CHECK_STATUSES.indexOf(a.check.status) - CHECK_STATUSES.indexOf(b.check.status),
    );

/**
 * What checks come to for some words. One of another source's snapshot, or of words that were changed since, does not
 * count.
 * @param span the digest of the words; null where none is known
 * @param isRecorded whether the words themselves are recorded, and not only their digest
 */
export const verificationOf = (
  checks: readonly Applied[],
  { source, span, isRecorded }: { source: string | null; span: string | null; isRecorded: boolean },
): Verification => {
  const applying = latestFirst(
    checks.filter((applied) => applied.source === source && applied.check.span.toLowerCase() === span),
  );
  const [latest] = applying;
  if (latest === undefined)
    return {
      status: isRecorded ? 'recorded' : 'unchecked',
      method: null,
      snapshot: null,
      checkedAt: null,
      notInLatest: false,
    };
  const { status, method, snapshot, checkedAt } = latest.check;
  return { status, method, snapshot, checkedAt, notInLatest: failedLater(latest, applying) };
};

/** Whether words that stand in one snapshot were missed in one that was retrieved later, when last looked for there. */
const failedLater = (latest: Applied, applying: readonly Applied[]): boolean => {
  if (latest.check.status !== 'verified') return false;
  const lastOf = new Map(applying.toReversed().map((applied) => [applied.check.snapshot, applied]));
  return [...lastOf.values()].some(
    ({ check, retrieved }) =>
      check.status !== 'verified' && compareText(instantKey(retrieved), instantKey(latest.retrieved)) > 0,
  );
};

/** The checks that an answer shows: the latest, and in any case that by which it tells its verification. */
export const shownChecks = (checks: readonly Applied[], { snapshot, checkedAt }: Verification): ShownCheck[] => {
  const all = latestFirst(checks).map(({ id, check }) => ({ ...check, check: id }));
  return all.filter((check, i) => i < CHECKS_SHOWN || (check.snapshot === snapshot && check.checkedAt === checkedAt));
};
