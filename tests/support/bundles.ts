import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { bundleText, signedBundle } from '../../src/bundle/format.ts';
import { readPublicKey, signerWith, type PublicKey, type Signer } from '../../src/bundle/signature.ts';
import { verifyBundle, type Asked, type Verdict } from '../../src/bundle/verify.ts';
import { modelDigest } from '../../src/store/model-digest.ts';
import type { BundleMaker, Store } from '../../src/store/port.ts';
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

/** The model of this program. */
export const MODEL = modelDigest('model');
/** By what the bundles of the tests are made. */
export const MAKER: BundleMaker = {
  made: { program: 'Dictum 0.0.0', model: MODEL },
  address: 'https://dictum.example',
};

/** The bundle of a statement of a store, signed where there is a signer. */
export const bundleOf = async (store: Store, id: string, signer: Signer | null = null): Promise<string> => {
  const bundle = await store.bundle(id, MAKER);
  if ('movedTo' in bundle) throw new Error(`moved to ${bundle.movedTo}`);
  return signer === null ? bundle.text : signedBundle(bundle.text, signer);
};

export const verdictOf = (content: string | Uint8Array, asked: Partial<Asked> = {}): Verdict =>
  verifyBundle(typeof content === 'string' ? Buffer.from(content) : content, { model: MODEL, ...asked });

/** A bundle with something in its entries changed, written and signed as if that were right. */
export const forgedEntries = (text: string, change: (entries: Json[]) => void, signer: Signer | null): string => {
  const {
    records,
    digest: _digest,
    signature: _signature,
    format: _format,
    version: _version,
    ...rest
  } = JSON.parse(text) as Json;
  change(records);
  const entries = records.map(({ record, written }: Json) => ({ record, ...(written && { written }) }));
  const made = bundleText({ ...rest, entries } as never);
  return signer === null ? made : signedBundle(made, signer);
};

/** The same with something in its records changed. */
export const forged = (text: string, change: (records: Json[]) => void, signer: Signer | null): string =>
  forgedEntries(
    text,
    (entries) => {
      const records = entries.map((entry) => entry['record']) as Json[];
      change(records);
      const of = new Map(entries.map((entry) => [entry['record'], entry]));
      entries.splice(0, Infinity, ...records.map((record) => ({ ...of.get(record), record })));
    },
    signer,
  );

export const named = (records: Json[], type: string, id: string): Json =>
  records.find((record) => record['type'] === type && record['id'] === id)!;
