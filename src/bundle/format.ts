import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, type Key } from '../model/ids.ts';
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
/** Raised with every change of the format. Bundles of each version are verified for ever. */
export const VERSION = 2;
/** Raised with every change of the model that derives other answers; bundles say by which one they were derived. */
export const MODEL = '2';
/** By which program and model bundles of the first version of the format were made, which do not say so. */
const FIRST = { program: 'Dictum 0.1.0', model: '1' };

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'has to be 64 lower-case hexadecimal digits');
const FIELD_DIGITS = 16;

const Entry = z.strictObject({
  digest: Digest.describe('SHA-256 of the canonical form of record.'),
  fields: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{16}$/, 'has to be 16 lower-case hexadecimal digits'))
    .describe(
      'The first 16 digits of the SHA-256 of the canonical form of each field: they tell in which field a changed record was changed.',
    ),
  // Whatever else a record has is for the model that it was derived by to know, which need not be this program's.
  record: z.looseObject({ type: z.string(), id: Id }).describe('The record as it is answered under /v1/{type}/{id}.'),
});

const Made = z
  .strictObject({
    program: z.string().describe('The program that made the bundle, with its version.'),
    model: z.string().describe('The version of the model that its records were derived by.'),
  })
  .describe('By what the bundle was made.');
export type Made = z.output<typeof Made>;

const members = {
  format: z.literal(FORMAT),
  subject: z
    .strictObject({ type: z.literal('statement'), id: Id })
    .describe('The statement that the bundle is the evidence of.'),
  records: z
    .array(Entry)
    .describe('The statement and every record that it refers to, directly or through others, in order of type and id.'),
  digest: Digest.describe('SHA-256 of the canonical form of the bundle without digest and signature.'),
  signature: Signature.optional(),
};

const First = z.strictObject({ ...members, version: z.literal(1) });
export const Bundle = z
  .strictObject({ ...members, version: z.literal(VERSION).describe('Version of the format.'), made: Made })
  .describe('A statement with everything that its evidence rests on; the file is its own canonical form (RFC 8785).');
export type Bundle = z.output<typeof Bundle>;
export type AnyBundle = Bundle | z.output<typeof First>;

/** The form of the bundles of each version of the format. */
export const FORMS: ReadonlyMap<unknown, z.ZodType<AnyBundle>> = new Map<number, z.ZodType<AnyBundle>>([
  [1, First],
  [VERSION, Bundle],
]);

/** By what a bundle was made. */
export const madeBy = (bundle: AnyBundle): Made => (bundle.version === 1 ? FIRST : bundle.made);

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
}: Omit<AnyBundle, 'digest'> & { digest?: string }): string => sha256(canonical(content));

/** What a signature signs: everything but itself. */
export const signedText = ({ signature: _signature, ...signed }: AnyBundle): string => canonical(signed);

/** The bytes of the bundle of these records, as text; equal records, programs and keys give equal bytes. */
export const bundleText = (
  subject: Bundle['subject'],
  views: readonly BaseView[],
  { program, signer }: { program: string; signer: Signer | null },
): string => {
  const records = [...views]
    .sort(compareKeys)
    .map((record) => ({ digest: digestOfRecord(record), fields: digestsOfFields(record), record }));
  const content = { format: FORMAT, version: VERSION, made: { program, model: MODEL }, subject, records } as const;
  const bundle: Bundle = { ...content, digest: digestOfWhole(content) };
  return canonical(signer === null ? bundle : { ...bundle, signature: signer(signedText(bundle)) });
};
