import { readFile, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { canonical, digestOfRecord, digestOfWhole, digestsOfFields } from '../../src/bundle/format.ts';
import { readPublicKey } from '../../src/bundle/signature.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { bundleOf, verdictOf } from '../support/bundles.ts';
import { temporaryFolder } from '../support/engines.ts';
import type { Json } from '../support/http.ts';
import { releasedStore } from '../support/released.ts';
import { listed } from '../support/store.ts';

/*
 * Bundles that Dictum 0.1.0 wrote. They are unchanged whatever the model becomes; what was derived in them is for the
 * model of that version to judge.
 */

const at = (name: string): Promise<string> => readFile(`tests/fixtures/0.1.0/${name}`, 'utf8');
const [unsigned, signed, key] = [
  await at('bundle-unsigned.json'),
  await at('bundle-signed.json'),
  readPublicKey(await at('key.pub.pem')),
];

/** A bundle of the first version with its records changed, and all digests made anew. */
const forged = (text: string, change: (records: Json[]) => void): string => {
  const { digest: _digest, signature: _signature, ...content } = JSON.parse(text) as Json;
  const records = content['records'].map(({ record }: Json) => record) as Json[];
  change(records);
  const entries = records.map((record) => ({
    digest: digestOfRecord(record),
    fields: digestsOfFields(record),
    record,
  }));
  const made = { ...content, records: entries };
  return canonical({ ...made, digest: digestOfWhole(made as never) });
};

describe('a bundle of 0.1.0', () => {
  it('is unchanged, and says by which model it was derived', () => {
    const made = { program: 'Dictum 0.1.0', model: '0.1.0' };
    expect(verdictOf(signed, { keys: [key] })).toMatchObject({ code: 0, unchanged: true, signature: 'given', made });
    expect(verdictOf(signed)).toMatchObject({ code: 3, unchanged: true, signature: 'other' });
    expect(verdictOf(unsigned)).toMatchObject({ code: 4, unchanged: true, signature: 'none', made });
  });

  it('is not judged by another model, and its code does not depend on that', () => {
    for (const text of [signed, unsigned]) expect(verdictOf(text)).toMatchObject({ derivable: null, reasons: [] });
  });

  it('is unchanged also where a later model knows neither its types nor its fields', () => {
    const text = forged(unsigned, (records) => {
      for (const record of records) record['oldField'] = 'x';
      records[0]!['type'] = 'landscape';
    });
    expect(verdictOf(text)).toMatchObject({ code: 4, unchanged: true, derivable: null, reasons: [] });
  });

  it('whose facts were altered and whose digests were made anew is vouched for by nobody', () => {
    const text = forged(unsigned, (records) => {
      records.at(-1)!['speakers'] = ['wang-yi'];
    });
    const verdict = verdictOf(text);
    expect(verdict).toMatchObject({ code: 4, line: expect.stringContaining('anybody could have made it') });
    expect(verdictOf(text, { requireSignature: true }).code).toBe(1);
  });

  it('has to have each record once, and the one that it is the evidence of', () => {
    expect(verdictOf(forged(unsigned, (records) => void records.push(records[0]!)))).toMatchObject({
      code: 1,
      unchanged: false,
      reasons: [{ where: 'region/africa', message: 'it stands twice' }],
    });
    expect(verdictOf(forged(unsigned, (records) => void records.pop()))).toMatchObject({
      code: 1,
      reasons: [{ where: '/subject', message: expect.stringContaining('is not in the bundle') }],
    });
  });

  it('has no members of later versions of the format', () => {
    const { made } = { made: { program: 'Dictum 0.1.0', model: '0.1.0' } };
    expect(verdictOf(canonical({ ...JSON.parse(unsigned), made }))).toMatchObject({ code: 1, unchanged: false });
  });
});

describe('a bundle of the graph that users of 0.1.0 have', () => {
  it('is unchanged and derivable for each statement, also of records that would not be taken today', async () => {
    const folder = await temporaryFolder();
    releasedStore(folder);
    const store = openEmbedded({ folder, readers: 0, timeoutMs: 300_000, migrate: true });
    try {
      while ((await store.migrate()) !== null);
      const ids = await listed(store, 'statement');
      expect(ids).toContain('sud-freeze');
      for (const id of ids) {
        const verdict = verdictOf(await bundleOf(store, id));
        expect(verdict, id).toMatchObject({ code: 4, unchanged: true, derivable: true, reasons: [] });
      }
    } finally {
      await store.close();
      await rm(folder, { recursive: true });
    }
  });
});
