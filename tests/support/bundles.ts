import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { bundleText } from '../../src/bundle/format.ts';
import { readPublicKey, signerWith, type PublicKey, type Signer } from '../../src/bundle/signature.ts';
import { verifyBundle, type Asked, type Verdict } from '../../src/bundle/verify.ts';
import type { Json } from './http.ts';

/*
 * Keys, and bundles that are made and changed in memory.
 */

export const pem = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;

export type Keys = { signer: Signer; known: PublicKey; private: KeyObject; public: KeyObject };

/** A new pair of keys, as a signer and as what is known of it. */
export const keys = (): Keys => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    signer: signerWith(pem(privateKey)),
    known: readPublicKey(pem(publicKey)),
    private: privateKey,
    public: publicKey,
  };
};

export const PROGRAM = 'Dictum 0.0.0';

export const verdictOf = (content: string | Uint8Array, asked: Asked = {}): Verdict =>
  verifyBundle(typeof content === 'string' ? Buffer.from(content) : content, asked);

/** A bundle with something in its records changed, written and signed as if that were right. */
export const forged = (text: string, change: (records: Json[]) => void, signer: Signer | null): string => {
  const { subject, records } = JSON.parse(text) as Json;
  const changed = records.map(({ record }: Json) => record) as Json[];
  change(changed);
  return bundleText(subject, changed as never, { program: PROGRAM, signer });
};

export const named = (records: Json[], type: string, id: string): Json =>
  records.find((record) => record['type'] === type && record['id'] === id)!;
