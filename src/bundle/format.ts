import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import type { Key } from '../model/ids.ts';
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
/** Larger bundles are neither made nor read. */
export const MOST_BYTES = 16 * 2 ** 20;
/** Raised with every change of the format. Bundles of each version are verified for ever. */
export const VERSION = 2;
/** By which program and model bundles of the first version of the format were made, which do not say so. */
const FIRST = { program: 'Dictum 0.1.0', model: '0.1.0' };

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'has to be 64 lower-case hexadecimal digits');
const FIELD_DIGITS = 16;
// What the model takes for an id may change; what bundles have does not.
const Id = z.string().min(1);

const entry = {
  digest: Digest.describe('SHA-256 of the canonical form of record.'),
  fields: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{16}$/, 'has to be 16 lower-case hexadecimal digits'))
    .describe(
      'The first 16 digits of the SHA-256 of the canonical form of each field: they tell in which field a changed record was changed.',
    ),
  // Whatever else a record has is for the model that it was derived by to know, which need not be this program's.
  record: z.looseObject({ type: z.string(), id: Id }).describe('The record as it is answered under /v1/{type}/{id}.'),
};
const BundledRecord = z.strictObject({
  ...entry,
  written: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What was written in those fields of the record in which the answer has what was derived.'),
});
export type BundledRecord = z.output<typeof BundledRecord>;

const Made = z
  .strictObject({
    program: z.string().describe('The program that made the bundle, with its version.'),
    model: z
      .string()
      .describe('The version of the model that its records were derived by: a digest of the sources of it.'),
  })
  .describe('By what the bundle was made.');
export type Made = z.output<typeof Made>;

const AsOf = z
  .strictObject({
    version: z
      .string()
      .nullable()
      .describe(
        'Number of the state of the graph; a later state has another. Null where it was put back from the log as of a change set.',
      ),
    change: z
      .int()
      .min(0)
      .describe('The newest change set of that state: as of it the service answers with these records again.'),
    changed: z.iso.datetime().nullable().describe('When it came about; null where the store does not know.'),
  })
  .describe('The state of the graph that the bundle is of.');

const Known = z
  .strictObject({
    count: z.int().min(0).describe('How many there are.'),
    relations: z
      .array(
        z.strictObject({
          record: z.looseObject({ type: z.literal('relation'), id: Id }).describe('The relation, as it is answered.'),
          labels: z
            .record(z.string(), z.string())
            .describe(
              'What it refers to, by type and id: the statements or claims at its ends, who says so, and where.',
            ),
        }),
      )
      .describe('The first of them: those from or to the statement, then those from or to its claims, by id.'),
  })
  .describe(
    'Relations that dispute, correct or update the statement or its claims, or that these do so by, as far as they were known. Nothing is derived from them.',
  );

const Deed = z.strictObject({
  change: z.int().min(1).describe('The change set.'),
  at: z.iso.datetime(),
  by: z.string().nullable().describe('Whoever made it, as the service knows them.'),
  kind: z.string().describe('By which way it came, such as seed, import or write.'),
  comment: z
    .string()
    .nullable()
    .describe('Why; of what was proposed it names who proposed it, whom "by" accepted it of.'),
});

const RecordedBy = z
  .strictObject({ first: Deed, last: Deed })
  .nullable()
  .describe(
    'Who recorded the statement, or accepted what was proposed, and who changed it last, as the log of the graph had it; null where that does not tell.',
  );
export type RecordedBy = z.output<typeof RecordedBy>;

const members = <R extends z.ZodType>(record: R) => ({
  format: z.literal(FORMAT),
  subject: z
    .strictObject({ type: z.literal('statement'), id: Id })
    .describe('The statement that the bundle is the evidence of.'),
  records: z
    .array(record)
    .describe(
      'The statement and every record that it refers to, directly or through others, with the checks of these, in order of type and id.',
    ),
  digest: Digest.describe('SHA-256 of the canonical form of the bundle without digest and signature.'),
  signature: Signature.optional(),
});

const First = z.strictObject({ ...members(z.strictObject(entry)), version: z.literal(1) });
export const Bundle = z
  .strictObject({
    ...members(BundledRecord),
    version: z.literal(VERSION).describe('Version of the format.'),
    made: Made,
    asOf: AsOf,
    known: Known,
    recorded: RecordedBy,
    address: z
      .string()
      .describe(
        'Where to ask for the bundle as it is later, with what is known by then; a path where the service was not told its own address (PUBLIC_URL).',
      ),
  })
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

/** What of a bundle is not worked out from the rest of it. */
export type Content = Pick<Bundle, 'subject' | 'made' | 'asOf' | 'known' | 'recorded' | 'address'> & {
  entries: readonly { record: BaseView; written?: Record<string, unknown> }[];
};

/** The bytes of the bundle of some records, as text, not signed; the same content gives the same bytes. */
export const bundleText = ({ entries, ...rest }: Content): string => {
  const records = [...entries]
    .sort((a, b) => compareKeys(a.record, b.record))
    .map((entry) => ({ ...entry, digest: digestOfRecord(entry.record), fields: digestsOfFields(entry.record) }));
  const content = { ...rest, format: FORMAT, version: VERSION, records } as const;
  return canonical({ ...content, digest: digestOfWhole(content) } satisfies Bundle);
};

/** Members of a bundle stand in the order of their names: this is the first behind the signature. */
const BEHIND_SIGNATURE = ',"subject":';

/** The text of a bundle with a signature; what is signed is the text without it. */
export const signedBundle = (text: string, signer: Signer): string => {
  const at = text.lastIndexOf(BEHIND_SIGNATURE);
  return `${text.slice(0, at)},"signature":${canonical(signer(text))}${text.slice(at)}`;
};
