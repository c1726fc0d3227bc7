import { z } from 'zod';
import { optional, type Look } from './define.ts';
import { ref } from './ids.ts';
import { compareText } from './order.ts';
import { textDigest } from './text.ts';
import type { SnapshotView } from './types/snapshot.ts';
import { CHECK_STATUSES, Instant, instantKey, METHODS, Sha256, VERIFICATIONS } from './verify-status.ts';

/*
 * The checks that a passage carries, and which of them still says something about it.
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

export const Verification = z
  .object({
    status: z.enum(VERIFICATIONS),
    method: z.enum(METHODS).nullable(),
    snapshot: ref('snapshot', 'The snapshot that it was looked for in.').nullable(),
    checkedAt: Instant.nullable(),
  })
  .describe(
    'The latest check that still applies: of a snapshot of this source, and of the span as it is recorded now.',
  );
type Verification = z.output<typeof Verification>;

type Spanned = {
  digest: { span: string } | null;
  selectors: readonly ({ type: 'TextQuoteSelector'; exact: string } | { type: 'TextPositionSelector' })[];
};

/** The digest of a passage's span: the one that is written, or else that of the quoted text; null where there is neither. */
export const spanDigestOf = ({ digest, selectors }: Spanned): string | null => {
  if (digest !== null) return digest.span.toLowerCase();
  const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector.exact] : []));
  return quoted === undefined ? null : textDigest(quoted);
};

/** What the checks of a passage come to. One of another source's snapshot, or of a span that was changed since, does not count. */
export const verificationOf = (
  record: Spanned & { source: string; checks: readonly Check[] },
  look: Look,
): Verification => {
  const span = record.checks.length === 0 ? null : spanDigestOf(record);
  const applying = record.checks.filter(
    (check) =>
      check.span.toLowerCase() === span && look<SnapshotView>('snapshot', check.snapshot)?.source === record.source,
  );
  // Of two at the same time the one written later counts.
  const [latest] = applying.toReversed().sort((a, b) => compareText(instantKey(b.checkedAt), instantKey(a.checkedAt)));
  if (latest === undefined) return { status: 'unchecked', method: null, snapshot: null, checkedAt: null };
  const { status, method, snapshot, checkedAt } = latest;
  return { status, method, snapshot, checkedAt };
};
