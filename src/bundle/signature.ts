import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/*
 * Ed25519 signatures (RFC 8032) with keys as JSON Web Keys (RFC 8037).
 */

/** Text in base64url that stands for so many bytes, in the one form in which it may be written. */
const base64url = (bytes: number) =>
  z.string().refine((text) => {
    const decoded = Buffer.from(text, 'base64url');
    return decoded.length === bytes && decoded.toString('base64url') === text;
  }, `has to be ${bytes} bytes in base64url`);

export const PublicKey = z
  .strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: base64url(32) })
  .describe('The public key as a JSON Web Key.');
export type PublicKey = z.output<typeof PublicKey>;

export const Signature = z
  .strictObject({
    algorithm: z.literal('Ed25519'),
    keyId: base64url(32).describe('Thumbprint of the public key (RFC 7638).'),
    publicKey: PublicKey,
    value: base64url(64).describe('Signature of the canonical form of the bundle without signature.'),
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

const publicJwk = (key: KeyObject): PublicKey => {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new KeyFault(
      `it is a key for ${key.asymmetricKeyType}, not for Ed25519; make one with openssl genpkey -algorithm ed25519`,
    );
  return PublicKey.parse(
    createPublicKey(
      key.type === 'private'
        ? key.export({ type: 'pkcs8', format: 'pem' })
        : key.export({ type: 'spki', format: 'pem' }),
    ).export({ format: 'jwk' }),
  );
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
    throw new KeyFault(
      'it is not a private key in PEM (PKCS#8, not encrypted); make one with openssl genpkey -algorithm ed25519',
    );
  }
  const publicKey = publicJwk(key);
  const keyId = keyIdOf(publicKey);
  return (text) => ({
    algorithm: 'Ed25519',
    keyId,
    publicKey,
    value: sign(null, Buffer.from(text), key).toString('base64url'),
  });
};

/**
 * A public key as PEM or as a JSON Web Key.
 * @throws KeyFault
 */
export const readPublicKey = (text: string): PublicKey => {
  try {
    return publicJwk(
      text.trimStart().startsWith('{')
        ? createPublicKey({ key: JSON.parse(text) as Record<string, string>, format: 'jwk' })
        : createPublicKey(text),
    );
  } catch (error) {
    if (error instanceof KeyFault) throw error;
    throw new KeyFault('it is not a public key in PEM or as a JSON Web Key');
  }
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
