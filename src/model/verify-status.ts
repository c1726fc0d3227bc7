import { z } from 'zod';
import { timeKey } from './time-order.ts';

/** What checking words against a text can come to; a quotation that was only found by folding is never verified. */
export const CHECK_STATUSES = ['verified', 'repaired', 'ambiguous', 'misattributed', 'unverified'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/**
 * The same of a passage or a statement, which may not have been checked, or not since it was changed: `recorded` where
 * it carries words that were never compared with a text, `unchecked` where it carries none.
 */
export const VERIFICATIONS = [...CHECK_STATUSES, 'recorded', 'unchecked'] as const;

/**
 * How words were found: `exact` as they are, `normalised` equal in the form that is compared, `folded` but for case,
 * punctuation and compatibility forms, `digest` by a digest of theirs where it was recorded, `relocated` by it at
 * another place.
 */
export const METHODS = ['exact', 'normalised', 'folded', 'digest', 'relocated'] as const;
export type Method = (typeof METHODS)[number];

/** SHA-256 in hexadecimal. */
export const Sha256 = z.hex().length(64);

/** When something happened, to the second or finer. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'use RFC 3339 with an offset: 2025-02-28T10:00:00Z' })
  .describe('RFC 3339 date and time.');

/** An instant as a time in EDTF, which has capital letters alone. */
export const instantTime = (instant: string): string => instant.toUpperCase();

/** Its place in the order of times. */
export const instantKey = (instant: string | null): string => timeKey(instant === null ? null : instantTime(instant));
