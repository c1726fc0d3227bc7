import { z } from 'zod';
import { AnyText, defineType, given, optional, Prose, type ViewOf } from '../define.ts';
import { Edtf } from '../edtf.ts';
import { ref } from '../ids.ts';
import { AnsweredRights, Rights, rightsOf } from '../rights.ts';
import { NORMALISATION, textDigest } from '../text.ts';
import { Instant, instantTime, Sha256 } from '../verify-status.ts';

/** The longest text that is stored, in UTF-16 units. */
const LONGEST = 5_000_000;

const MediaType = z
  .string()
  .regex(
    /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(; ?[\w-]{1,50}=[\w.+-]{1,100})*$/,
    'a media type is type/subtype, with parameters behind a semicolon where needed: text/plain; charset=utf-8',
  );

const Retrieved = z
  .string()
  .refine(
    (text) => Edtf.safeParse(text).success || Instant.safeParse(text).success,
    'use a date in EDTF (2025-02-28, 2025-02), or a time in RFC 3339 with its offset (2025-02-28T10:00:00Z)',
  )
  .describe('When it was retrieved: an EDTF date, or an RFC 3339 date and time.');

const Digest = z
  .strictObject({
    algorithm: z.literal('sha-256'),
    normalisation: z.literal(NORMALISATION).describe('How the text is normalised before it is digested.'),
    bytes: optional(Sha256.describe('Digest of the bytes as they were retrieved.')),
    text: Sha256.describe('Digest of the whole normalised text.'),
  })
  .describe('Digests by which a copy is recognised. Made from the text where that is given without them.');

type Digest = z.output<typeof Digest>;
/** The same where people may leave it out: it is there once `completed` has been at the record. */
const Left = Digest.optional()
  .refine(
    (digest) => digest !== undefined,
    `give the text, or a digest of it: { algorithm: sha-256, normalisation: ${NORMALISATION}, text: … }`,
  )
  .pipe(Digest as z.ZodType<Digest, Digest>);

/** A source as it was at one time: its digests, and its text where that may be stored. */
export const snapshot = defineType({
  name: 'snapshot',
  plural: 'snapshots',
  about:
    'A source as it was retrieved at one time: its digests, and its text where that may be stored. Answers leave ' +
    'the text out.',
  written: {
    source: ref('source', 'The source.'),
    retrieved: Retrieved,
    mediaType: MediaType.describe('Media type of what was retrieved.'),
    digest: Left,
    text: optional(
      AnyText.min(1).max(LONGEST).describe('The text. Leave it out where it is under copyright; the digests stand in.'),
    ),
    rights: optional(Rights.describe('What of the text may be shown to whoever asks; nothing where left out.')),
    url: optional(z.url().describe('Where it was retrieved, where that is not the URL of the source.')),
    note: optional(Prose),
  },
  derived: {
    textStored: z.boolean().describe('Whether the text is stored, and not only its digests.'),
    rights: AnsweredRights,
  },
  unanswered: ['text'],
  completed: (raw) =>
    raw['digest'] === undefined && typeof raw['text'] === 'string' && raw['text'].length <= LONGEST
      ? { ...raw, digest: { algorithm: 'sha-256', normalisation: NORMALISATION, text: textDigest(raw['text']) } }
      : raw,
  label: (record, look) => `${look('source', record.source)?.label ?? record.source}, as retrieved ${record.retrieved}`,
  derive: (record, _look, report) => {
    const found = record.text === null ? null : textDigest(record.text);
    if (found !== null && found !== record.digest.text.toLowerCase())
      report(
        '/digest/text',
        `the text that is stored has the digest ${found}; write that one, or the text that it was made from`,
      );
    return { textStored: record.text !== null, rights: rightsOf(record.rights) };
  },
  filters: {
    source: { about: 'Snapshots of this source', ref: 'source', values: (view) => [view.source] },
    textStored: {
      about: 'Whether the text is stored',
      oneOf: ['true', 'false'],
      values: (view) => [String(view.textStored)],
    },
    mediaType: {
      about: 'Media type, in small letters and without parameters',
      text: 'whole',
      values: (view) => [view.mediaType.split(';')[0]!.toLowerCase()],
    },
    digest: {
      about: 'Snapshots whose text, or whose bytes, have this SHA-256 digest',
      text: 'whole',
      values: (view) => [view.digest.text, view.digest.bytes ?? []].flat().map((digest) => digest.toLowerCase()),
    },
  },
  range: {
    about: 'the source was retrieved',
    during: 'snapshots that were retrieved',
    from: 'retrievedFrom',
    to: 'retrievedTo',
    sort: 'retrieved',
    date: (view) => instantTime(view.retrieved),
  },
  texts: (view) =>
    given([
      ['url', view.url],
      ['note', view.note],
    ]),
});
export type SnapshotView = ViewOf<typeof snapshot>;
