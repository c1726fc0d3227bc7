import { keyText } from '../model/ids.ts';
import {
  digestOfRecord,
  digestOfWhole,
  digestsOfFields,
  FORMAT,
  FORMS,
  madeBy,
  MOST_BYTES,
  signedText,
  type AnyBundle,
  type Bundle,
  type Made,
} from './format.ts';
import { recordFaults } from './derivation.ts';
import { isSignatureOf, keyIdOf, type PublicKey } from './signature.ts';
import { readCanonical, type BundleFault } from './text.ts';

/** By which version of the model a bundle is verified, keys that its signature may be by, and whether it has to have such a one. */
export type Asked = { model: string; keys?: readonly PublicKey[]; requireSignature?: boolean };

/** What a verification found: two verdicts, and what follows from them. */
export type Verdict = {
  /**
   * 0: unchanged, and signed by a key that was given. 1: changed, or not derivable by the model that it names where
   * that is this program's, or without the signature that was asked for. 3: unchanged, signed by a key that was not
   * given. 4: unchanged, not signed.
   */
  code: 0 | 1 | 3 | 4;
  /** The finding in a line. */
  line: string;
  /** Whether it is as it was written: its form, every digest, and the signature where there is one. Holds for ever. */
  unchanged: boolean;
  /**
   * Whether what is derived in it follows from the records inside; null where only another version of the model can
   * tell, or it is changed.
   */
  derivable: boolean | null;
  /** Whether it is signed by a key that was given or by another; null where it is changed. */
  signature: 'given' | 'other' | 'none' | null;
  /** The key that it is signed by. */
  signedBy: string | null;
  /** What speaks against the verdicts, and where. */
  reasons: ({ against: 'unchanged' | 'derivable' | 'signature' } & BundleFault)[];
  /** By what it was made; null where that cannot be read. */
  made: Made | null;
  subject: string | null;
  records: number;
  digest: string | null;
  /** What it says of the graph that it is of; null where it says nothing, as in the first version of the format. */
  later: AtItsMaking | null;
};

/**
 * The state of the graph that a bundle is of, what was known then to dispute, correct or update it, and where to ask
 * for what is known later.
 */
export type AtItsMaking = Pick<Bundle, 'asOf' | 'address'> & {
  known: { count: number; relations: { id: string; label: string }[] };
};

const ANYBODY = 'anybody could have made it';

const changed = (line: string, faults: readonly BundleFault[], about: Partial<Verdict> = {}): Verdict => ({
  code: 1,
  line,
  unchanged: false,
  derivable: null,
  signature: null,
  signedBy: null,
  reasons: faults.map((fault) => ({ against: 'unchanged', ...fault })),
  made: null,
  subject: null,
  records: 0,
  digest: null,
  later: null,
  ...about,
});

/**
 * Verifies a bundle by its bytes alone. Unchanged: the bytes are their canonical form, and digests and signature hold;
 * nothing of that depends on the model. Derivable: what is derived follows from the records inside, which only the
 * version of the model that the bundle names can tell. Each check is made only once those before it hold, since what
 * they say of altered content would mean nothing.
 */
export const verifyBundle = (bytes: Uint8Array, { model, keys = [], requireSignature = false }: Asked): Verdict => {
  const read =
    bytes.length > MOST_BYTES
      ? { faults: [{ where: `byte ${MOST_BYTES}`, message: 'the file is larger than any bundle' }] }
      : readCanonical(bytes);
  if ('faults' in read) return changed(NO_BUNDLE, read.faults);
  const form = FORMS.get((read.value as { version?: unknown } | null)?.version);
  const parsed = form?.safeParse(read.value);
  if (!parsed?.success) return misshapen(read.value, parsed?.error.issues ?? []);
  // The content itself, not what the schema made of it: what is digested must be all that stands there.
  const bundle = read.value as AnyBundle;
  const about = {
    made: madeBy(bundle),
    subject: keyText(bundle.subject),
    records: bundle.records.length,
    digest: bundle.digest,
    later: laterOf(bundle),
  };
  const faults = [...entryFaults(bundle), ...digestFaults(bundle), ...signatureFaults(bundle)];
  if (faults.length > 0) return changed('CHANGED: it is not what it was when it was made', faults, about);
  return unchanged(bundle, about, { model, keys, requireSignature });
};

const NO_BUNDLE = 'CHANGED: it is not, or no longer, written as a bundle is';

const misshapen = (value: unknown, issues: readonly { path: PropertyKey[]; message: string }[]): Verdict => {
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== FORMAT)
    return changed(NO_BUNDLE, [
      { where: '/format', message: `it is not ${JSON.stringify(FORMAT)}; the file is no evidence bundle` },
    ]);
  if (!FORMS.has(version)) {
    const known = [...FORMS.keys()].join(' and ');
    return changed(
      `NOT VERIFIED: it has a version of the format that this program does not know; it is of a later one, or was changed`,
      [{ where: '/version', message: `it is ${JSON.stringify(version)?.slice(0, 40)}; this program knows ${known}` }],
    );
  }
  return changed(
    NO_BUNDLE,
    issues.map(({ path, message }) => ({
      where: path.map((step) => `/${String(step)}`).join('') || 'the bundle',
      message,
    })),
  );
};

const laterOf = (bundle: AnyBundle): AtItsMaking | null => {
  if (bundle.version === 1) return null;
  const { asOf, address, known } = bundle;
  const relations = known.relations.map(({ record: { id, label } }) => ({ id, label: String(label) }));
  return { asOf, address, known: { count: known.count, relations } };
};

/** What of an unchanged bundle is derived, and who vouches for it. */
const unchanged = (
  bundle: AnyBundle,
  about: Pick<Verdict, 'made' | 'subject' | 'records' | 'digest' | 'later'>,
  { model, keys, requireSignature }: Required<Asked>,
): Verdict => {
  const isOurs = madeBy(bundle).model === model;
  const faults = isOurs ? recordFaults(bundle) : [];
  const given = keys.some(({ x }) => x === bundle.signature?.publicKey.x);
  const signature = bundle.signature === undefined ? 'none' : given ? 'given' : 'other';
  const key = bundle.signature?.keyId ?? null;
  const { code, line } = {
    given: { code: 0, line: `unchanged, signed by the key that you gave (${key})` },
    other: { code: 3, line: `unchanged, but signed by a key that you did not name (${key}): ${ANYBODY}` },
    none: { code: 4, line: `unchanged since it was written, but vouched for by nobody: ${ANYBODY}` },
  }[signature] as Pick<Verdict, 'code' | 'line'>;
  const verdict: Verdict = {
    ...about,
    code,
    line,
    unchanged: true,
    derivable: isOurs ? faults.length === 0 : null,
    signature,
    signedBy: key,
    reasons: faults.map((fault) => ({ against: 'derivable', ...fault })),
  };
  if (faults.length > 0)
    return {
      ...verdict,
      code: 1,
      line: 'NOT DERIVABLE: what it says does not follow from the records inside, by the version of the model that it names',
    };
  if (!requireSignature || signature === 'given') return verdict;
  const message = signature === 'none' ? 'it is not signed' : `it is signed by key ${key}, which you did not name`;
  return {
    ...verdict,
    code: 1,
    line: `NOT VOUCHED FOR: unchanged since it was written, but ${message}, and a signature by a key that you name is required`,
    reasons: [{ against: 'signature', where: '/signature', message }],
  };
};

/** What any bundle has, whatever its records are: each record once, and the one that it is the evidence of. */
const entryFaults = ({ records, subject }: AnyBundle): BundleFault[] => {
  const seen = new Set<string>();
  const faults: BundleFault[] = [];
  for (const { record } of records) {
    const name = keyText(record as never);
    if (seen.has(name)) faults.push({ where: name, message: 'it stands twice' });
    seen.add(name);
  }
  const name = keyText(subject);
  return seen.has(name) ? faults : [...faults, { where: '/subject', message: `${name} is not in the bundle` }];
};

const digestFaults = (bundle: AnyBundle): BundleFault[] => {
  const faults = bundle.records.flatMap(({ digest, fields, record }): BundleFault[] => {
    const name = keyText(record as never);
    const [given, made] = [new Map(Object.entries(fields)), new Map(Object.entries(digestsOfFields(record)))];
    const differing = [...new Set([...given.keys(), ...made.keys()])].filter(
      (field) => given.get(field) !== made.get(field),
    );
    const ofFields = differing.map((field) => ({
      where: `${name} /${field}`,
      message: 'the digest of the field is not that of its content',
    }));
    return [
      ...ofFields,
      ...(digest === digestOfRecord(record)
        ? []
        : [{ where: name, message: 'the digest of the record is not that of its content' }]),
    ];
  });
  return [
    ...faults,
    ...(bundle.digest === digestOfWhole(bundle)
      ? []
      : [{ where: '/digest', message: 'the digest of the whole is not that of its content' }]),
  ];
};

const signatureFaults = (bundle: AnyBundle): BundleFault[] => {
  const { signature } = bundle;
  if (signature === undefined) return [];
  const faults: BundleFault[] = [];
  if (signature.keyId !== keyIdOf(signature.publicKey))
    faults.push({ where: '/signature/keyId', message: 'it is not the thumbprint of the public key' });
  if (!isSignatureOf(signature, signedText(bundle)))
    faults.push({ where: '/signature/value', message: 'it is not a signature of this content with this public key' });
  return faults;
};
