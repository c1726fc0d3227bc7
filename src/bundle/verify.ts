import { keyText } from '../model/ids.ts';
import { Bundle, digestOfRecord, digestOfWhole, digestsOfFields, FORMAT, signedText, VERSION } from './format.ts';
import { recordFaults } from './derivation.ts';
import { isSignatureOf, keyIdOf, type PublicKey } from './signature.ts';
import { readCanonical, type BundleFault } from './text.ts';

/** What a verification found: no faults means that every check held. */
export type Verdict = {
  faults: BundleFault[];
  subject: string | null;
  records: number;
  digest: string | null;
  signedBy: string | null;
};

/** Larger files are not read. */
export const MOST_BYTES = 16 * 2 ** 20;

/**
 * Verifies a bundle by its bytes alone: that they are its canonical form, every digest, the signature where there is one,
 * and that what is derived follows from the records inside. Each check is made only once those before it hold, since
 * what they say of altered content would mean nothing.
 * @param required the key that the bundle has to be signed with
 */
export const verifyBundle = (bytes: Uint8Array, required: PublicKey | null): Verdict => {
  const none: Verdict = { faults: [], subject: null, records: 0, digest: null, signedBy: null };
  if (bytes.length > MOST_BYTES)
    return { ...none, faults: [{ where: `byte ${MOST_BYTES}`, message: 'the file is larger than any bundle' }] };
  const read = readCanonical(bytes);
  if ('faults' in read) return { ...none, faults: read.faults };
  const parsed = Bundle.safeParse(read.value);
  if (!parsed.success) return { ...none, faults: shapeFaults(read.value, parsed.error.issues) };
  // The content itself, not what the schema made of it: what is digested must be all that stands there.
  const bundle = read.value as Bundle;
  const about = {
    subject: keyText(bundle.subject),
    records: bundle.records.length,
    digest: bundle.digest,
    signedBy: bundle.signature?.keyId ?? null,
  };
  const faults = [...digestFaults(bundle), ...signatureFaults(bundle, required)];
  return { ...about, faults: faults.length > 0 ? faults : recordFaults(bundle) };
};

const shapeFaults = (value: unknown, issues: readonly { path: PropertyKey[]; message: string }[]): BundleFault[] => {
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as {
    format?: unknown;
    version?: unknown;
  };
  if (format !== FORMAT)
    return [{ where: '/format', message: `it is not ${JSON.stringify(FORMAT)}; the file is no evidence bundle` }];
  if (version !== VERSION)
    return [
      {
        where: '/version',
        message: `it is ${JSON.stringify(version)?.slice(0, 40)}; this program knows version ${VERSION}`,
      },
    ];
  return issues.map(({ path, message }) => ({
    where: path.map((step) => `/${String(step)}`).join('') || 'the bundle',
    message,
  }));
};

const digestFaults = (bundle: Bundle): BundleFault[] => {
  const faults = bundle.records.flatMap(({ digest, fields, record }): BundleFault[] => {
    const name = keyText(record);
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

const signatureFaults = (bundle: Bundle, required: PublicKey | null): BundleFault[] => {
  const { signature } = bundle;
  if (signature === undefined)
    return required === null
      ? []
      : [{ where: '/signature', message: `it is not signed; it should be with key ${keyIdOf(required)}` }];
  const faults: BundleFault[] = [];
  if (signature.keyId !== keyIdOf(signature.publicKey))
    faults.push({ where: '/signature/keyId', message: 'it is not the thumbprint of the public key' });
  if (!isSignatureOf(signature, signedText(bundle)))
    faults.push({ where: '/signature/value', message: 'it is not a signature of this content with this public key' });
  if (required !== null && signature.publicKey.x !== required.x)
    faults.push({
      where: '/signature/publicKey',
      message: `it is signed with key ${keyIdOf(signature.publicKey)}, not with ${keyIdOf(required)}`,
    });
  return faults;
};
