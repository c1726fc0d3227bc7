import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isScalarWhole, pointFault } from './curve.ts';

/*
 * Ed25519 signatures (RFC 8032) with keys as JSON Web Keys (RFC 8037).
 */

/** Text in base64url that stands for so many bytes, in the one form in which it may be written. */
const base64url = (bytes: number) =>
  z.string().refine(
    (text) => {
      const decoded = Buffer.from(text, 'base64url');
      return decoded.length === bytes && decoded.toString('base64url') === text;
    },
    { error: `has to be ${bytes} bytes in base64url`, abort: true },
  );

/** The same, where not all bytes will do: `wrong` says why, or null. */
const base64urlOf = (bytes: number, wrong: (decoded: Buffer) => string | null) =>
  base64url(bytes).check((context) => {
    const message = wrong(Buffer.from(context.value, 'base64url'));
    if (message !== null) context.issues.push({ code: 'custom', message, input: context.value });
  });

export const PublicKey = z
  .strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: base64urlOf(32, pointFault) })
  .describe('The public key as a JSON Web Key.');
export type PublicKey = z.output<typeof PublicKey>;

export const Signature = z
  .strictObject({
    algorithm: z.literal('Ed25519'),
    keyId: base64url(32).describe('Thumbprint of the public key (RFC 7638).'),
    publicKey: PublicKey,
    value: base64urlOf(64, (bytes) =>
      isScalarWhole(bytes) ? null : 'is not written as a signature is (RFC 8032): its number is not below the order',
    ).describe('Signature of the canonical form of the bundle without signature.'),
  })
  .describe('Signature of whoever runs the service that made the bundle.');
export type Signature = z.output<typeof Signature>;

/** Signs a text. */
export type Signer = (text: string) => Signature;

/** A key that cannot be used, in words that do not show it. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault';
}

/** Thumbprint of a key: SHA-256 of its required members in order (RFC 7638). */
export const keyIdOf = ({ crv, kty, x }: PublicKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

const MAKE_ONE = 'make one with openssl genpkey -algorithm ed25519';

/** @throws KeyFault */
const checked = (key: unknown): PublicKey => {
  const parsed = PublicKey.safeParse(key);
  if (!parsed.success)
    throw new KeyFault(`its ${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}`);
  return parsed.data;
};

const publicJwk = (key: KeyObject): PublicKey => {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new KeyFault(`it is a key for ${key.asymmetricKeyType}, not for Ed25519; ${MAKE_ONE}`);
  return checked(key.export({ format: 'jwk' }));
};

/**
 * A signer with a private key.
 * @param pem the key as PKCS#8 in PEM, not encrypted
 * @throws KeyFault
 */
export const signerWith = (pem: string): Signer => {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new KeyFault(`it is not a private key in PEM (PKCS#8, not encrypted); ${MAKE_ONE}`);
  }
  const publicKey = publicJwk(createPublicKey(key));
  const keyId = keyIdOf(publicKey);
  return (text) => ({
    algorithm: 'Ed25519',
    keyId,
    publicKey,
    value: sign(null, Buffer.from(text), key).toString('base64url'),
  });
};

/** Members of a JSON Web Key that only its owner may have (RFC 7518, RFC 8037). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const readJwk = (text: string): PublicKey => {
  let key: unknown;
  try {
    key = JSON.parse(text);
  } catch {
    throw new KeyFault(NO_PUBLIC_KEY);
  }
  const { crv, kty, x, ...rest } = key as Record<string, unknown>;
  if (PRIVATE.some((member) => Object.hasOwn(rest, member))) throw new KeyFault(NOT_TO_BE_SHOWN);
  if (kty === undefined) throw new KeyFault(NO_PUBLIC_KEY);
  if (kty !== 'OKP' || crv !== 'Ed25519')
    throw new KeyFault(`it is a key of kty ${JSON.stringify(kty)} and crv ${JSON.stringify(crv)}, not for Ed25519`);
  return checked({ crv, kty, x });
};

const NO_PUBLIC_KEY = 'it is not a public key in PEM or as a JSON Web Key';
const NOT_TO_BE_SHOWN =
  'it is a private key, which nobody but its owner should have; give the public one (openssl pkey -in key.pem -pubout)';

/**
 * A public key as PEM or as a JSON Web Key.
 * @throws KeyFault where it is none, is private, or is too weak to rely on
 */
export const readPublicKey = (text: string): PublicKey => {
  if (text.trimStart().startsWith('{')) return readJwk(text);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw new KeyFault(NOT_TO_BE_SHOWN);
  let key: KeyObject;
  try {
    key = createPublicKey(text);
  } catch {
    throw new KeyFault(NO_PUBLIC_KEY);
  }
  return publicJwk(key);
};

/** Whether a signature is that of its public key over a text. */
export const isSignatureOf = ({ publicKey, value }: Signature, text: string): boolean => {
  try {
    return verify(
      null,
      Buffer.from(text),
      createPublicKey({ key: publicKey, format: 'jwk' }),
      Buffer.from(value, 'base64url'),
    );
  } catch {
    // Thirty-two bytes need not be a point of the curve; nothing is signed with such a key.
    return false;
  }
};
