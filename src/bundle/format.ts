import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type Key } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { rankOf } from '../model/types.ts';
import { Signature, type Signer } from './signature.ts';

/*
 * An evidence bundle: a statement and every record that it rests on, in one file that proves itself. The file is its own
 * canonical form (RFC 8785), so that there is one sequence of bytes for one content.
 */

const require = createRequire(import.meta.url);
const serialize = require('canonicalize') as (value: unknown) => string;

/** The canonical form of a JSON value (RFC 8785). */
export const canonical = (value: unknown): string => serialize(value);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const FORMAT = 'dictum-evidence-bundle';
/** Raised with every change of the format, or of the model that records inside are derived by. */
export const VERSION = 1;

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'has to be 64 lower-case hexadecimal digits');
const FIELD_DIGITS = 16;

export const Entry = z.strictObject({
  digest: Digest.describe('SHA-256 of the canonical form of record.'),
  fields: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{16}$/, 'has to be 16 lower-case hexadecimal digits'))
    .describe(
      'The first 16 digits of the SHA-256 of the canonical form of each field: they tell in which field a changed record was changed.',
    ),
  record: z
    .looseObject({ type: z.enum(TYPE_NAMES), id: Id })
    .describe('The record as it is answered under /v1/{type}/{id}.'),
});

export const Bundle = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION).describe('Version of the format.'),
    subject: z
      .strictObject({ type: z.literal('statement'), id: Id })
      .describe('The statement that the bundle is the evidence of.'),
    records: z
      .array(Entry)
      .describe(
        'The statement and every record that it refers to, directly or through others, in order of type and id.',
      ),
    digest: Digest.describe('SHA-256 of the canonical form of the bundle without digest and signature.'),
    signature: Signature.optional(),
  })
  .describe('A statement with everything that its evidence rests on; the file is its own canonical form (RFC 8785).');
export type Bundle = z.output<typeof Bundle>;

export const compareKeys = (a: Key, b: Key): number => rankOf(a.type) - rankOf(b.type) || compareText(a.id, b.id);

export const digestOfRecord = (record: object): string => sha256(canonical(record));
export const digestsOfFields = (record: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).map(([field, value]) => [field, sha256(canonical(value)).slice(0, FIELD_DIGITS)]),
  );

/** What the digest of the whole is computed over. */
export const digestOfWhole = ({
  digest: _digest,
  signature: _signature,
  ...content
}: Omit<Bundle, 'digest'> & { digest?: string }): string => sha256(canonical(content));

/** What a signature signs: everything but itself. */
export const signedText = ({ signature: _signature, ...signed }: Bundle): string => canonical(signed);

/** The bytes of the bundle of these records, as text; equal records and keys give equal bytes. */
export const bundleText = (subject: Bundle['subject'], views: readonly BaseView[], signer: Signer | null): string => {
  const records = [...views]
    .sort(compareKeys)
    .map((record) => ({ digest: digestOfRecord(record), fields: digestsOfFields(record), record }));
  const content = { format: FORMAT, version: VERSION, subject, records } as const;
  const bundle: Bundle = { ...content, digest: digestOfWhole(content) };
  return canonical(signer === null ? bundle : { ...bundle, signature: signer(signedText(bundle)) });
};
