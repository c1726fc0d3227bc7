import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bundleText,
  canonical,
  digestOfRecord,
  digestOfWhole,
  digestsOfFields,
  signedText,
} from '../../src/bundle/format.ts';
import { readPublicKey, signerWith } from '../../src/bundle/signature.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import { buildApp } from '../../src/http/app.ts';
import { ask, serviceOver, theSeed, type Json } from '../support/http.ts';

/*
 * An evidence bundle of the seed, and everything that can happen to its bytes.
 */

const pem = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;
const [mine, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const signer = signerWith(pem(mine.privateKey));
const known = readPublicKey(pem(mine.publicKey));

const URL = '/v1/statements/lavrov-2025-02-20-deepening/bundle';
const service = serviceOver(theSeed);
let plain = '';
let signed = '';
/** The smallest bundle of the seed: every single byte of it is changed. */
let short = '';
let bundle: Json = {};
beforeAll(async () => {
  plain = (await service.ask(URL)).text;
  const app = await buildApp({ store: service.store, version: '0.0.0', signer });
  signed = (await ask(app, URL)).text;
  short = (await ask(app, '/v1/statements/wl-p10-s5-power-dynamics/bundle')).text;
  await app.close();
  bundle = JSON.parse(signed);
});

const faultsOf = (content: string | Uint8Array, required = null as typeof known | null) =>
  verifyBundle(typeof content === 'string' ? Buffer.from(content) : content, required).faults;
/** The bundle with something in it changed, written and signed as if that were right. */
const forged = (change: (records: Json[]) => void, by: typeof signer | null = signer): string => {
  const records = JSON.parse(signed).records.map(({ record }: Json) => record) as Json[];
  change(records);
  return bundleText(bundle['subject'], records as never, by);
};
const named = (records: Json[], type: string, id: string): Json =>
  records.find((record) => record['type'] === type && record['id'] === id)!;

describe('a bundle', () => {
  it('verifies as it is, signed and not', () => {
    expect(verifyBundle(Buffer.from(plain), null)).toMatchObject({
      faults: [],
      signedBy: null,
      subject: 'statement/lavrov-2025-02-20-deepening',
    });
    expect(verifyBundle(Buffer.from(signed), known)).toMatchObject({ faults: [], signedBy: bundle['signature'].keyId });
  });

  it('is its own canonical form, and the same each time', async () => {
    expect(canonical(JSON.parse(plain))).toBe(plain);
    const [first, again] = [await service.ask(URL), await service.ask(URL)];
    expect([again.text, again.headers['etag']]).toEqual([first.text, first.headers['etag']]);
    expect((await service.ask(URL, { headers: { 'if-none-match': first.headers['etag']! } })).status).toBe(304);
    expect(first.headers['content-disposition']).toBe('attachment; filename="lavrov-2025-02-20-deepening.bundle.json"');
  });

  it('has all that the provenance names', async () => {
    const inside = new Set(bundle['records'].map(({ record }: Json) => `${record.type}/${record.id}`));
    const { data } = await service.get('/v1/statements/lavrov-2025-02-20-deepening/provenance');
    for (const chain of data.chains) {
      const keys = [
        `passage/${chain.passage.id}`,
        `source/${chain.recordedIn.id}`,
        `citation/${chain.citation.id}`,
        `source/${chain.source.id}`,
        `actor/${chain.publisher.id}`,
        ...chain.speakers.map(({ id }: Json) => `actor/${id}`),
        ...chain.because.flatMap(({ ids }: Json) => ids),
      ];
      expect(keys.filter((key) => !inside.has(key))).toEqual([]);
    }
  });
});

describe('a byte that was changed', () => {
  const flips = {
    'one bit of it': (byte: number, i: number) => byte ^ (1 << (i % 8)),
    'all of it, to a digit': (byte: number) => (byte === 0x30 ? 0x31 : 0x30),
    'the bit of its case': (byte: number) => byte ^ 0x20,
  };
  const flipEach = (text: string, step: number, flip: (byte: number, i: number) => number): void => {
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += step) {
      const was = bytes[i]!;
      bytes[i] = flip(was, i);
      const faults = faultsOf(bytes);
      if (faults.length === 0 || faults.some(({ where, message }) => where === '' || message === ''))
        expect.fail(`byte ${i} (${text.slice(i - 20, i + 20)}): ${JSON.stringify(faults)}`);
      bytes[i] = was;
    }
  };

  it.each(Object.entries(flips))(
    'is found wherever it is, and named: %s',
    (name, flip) => flipEach(short, name === 'one bit of it' ? 1 : 7, flip),
    300_000,
  );
  it.each(Object.entries(flips))(
    'is found in a larger bundle too: %s',
    (_, flip) => flipEach(signed, 29, flip),
    300_000,
  );

  it('is told by the record and the field that it is in', () => {
    expect(faultsOf(signed.replace('Minister Sergei Lavrov"', 'Minister Sergej Lavrov"'))[0]).toEqual({
      where: 'source/chinese-mfa-wang-yi-meets-lavrov /csl',
      message: 'the digest of the field is not that of its content',
    });
    expect(faultsOf(signed.replace('"accessed":"2025', '"accessed":"2024')).map(({ where }) => where)).toEqual([
      'citation/wl-fn-1 /accessed',
      'citation/wl-fn-1',
      '/digest',
      '/signature/value',
    ]);
    const broken = faultsOf(signed.replace('"accessed":"2025-02-28"', '"accessed":2025-02-28"'));
    expect(broken).toEqual([
      {
        where: expect.stringMatching(/^byte \d+, in citation\/wl-fn-1 \/accessed$/),
        message: expect.stringContaining('not JSON'),
      },
    ]);
  });
});

describe('bytes that were added or taken away', () => {
  it('are found wherever they are', () => {
    for (let length = 0; length < signed.length; length += 193)
      expect(faultsOf(signed.slice(0, length)), `first ${length}`).toHaveLength(1);
    for (const [added, at] of [
      ['\n', signed.length],
      [' ', 0],
      [' ', 1],
      ['{}', signed.length],
      ['\0', signed.length],
      ['\uFEFF', 0],
      ['\t', signed.indexOf('"records"')],
    ] as const) {
      expect(faultsOf(signed.slice(0, at) + added + signed.slice(at)), JSON.stringify([added, at])).toHaveLength(1);
    }
  });

  it.each([
    [
      'another order of keys',
      (text: string) => text.replace(/"format":"([^"]*)",(.*),"version":1\}$/s, '"version":1,"format":"$1",$2}'),
    ],
    ['a key given twice', (text: string) => text.replace('"version":1}', '"version":1,"version":1}')],
    ['another form of a number', (text: string) => text.replace('"version":1}', '"version":1.0}')],
    ['an exponent', (text: string) => text.replace('"version":1}', '"version":1e0}')],
    ['an escape', (text: string) => text.replace('"format":"d', '"format":"\\u0064')],
    ['indentation', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
  ])('are found where they mean the same: %s', (_, change) => {
    expect(change(signed)).not.toBe(signed);
    expect(JSON.parse(change(signed))).toEqual(bundle);
    expect(faultsOf(change(signed))).toEqual([
      { where: expect.stringMatching(/^byte \d+/), message: expect.stringContaining('canonical form') },
    ]);
  });
});

describe('what is no bundle', () => {
  it.each([
    ['nothing', '', 'byte 0', /empty/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22]), 'byte 2', /not UTF-8/],
    [
      'half a character at the end',
      Buffer.concat([Buffer.from('"x'), Buffer.from('é').subarray(0, 1)]),
      'byte 2',
      /not UTF-8/,
    ],
    ['a byte order mark', '\uFEFF{}', 'byte 0', /byte order mark/],
    ['deep nesting', '['.repeat(1_000_000), 'byte 64', /nested/],
    ['deep objects', '{"a":'.repeat(200_000), 'byte 320', /nested/],
    ['something else', '{}', '/format', /no evidence bundle/],
    ['null', 'null', '/format', /no evidence bundle/],
    ['a number', '1', '/format', /no evidence bundle/],
    ['a later version', '{"format":"dictum-evidence-bundle","version":2}', '/version', /version 1/],
    ['a long line of digits', '1'.repeat(100_000), 'byte 0', /larger than/],
    ['a number beyond all', '{"a":[-1e999]}', 'byte 6', /larger than/],
    ['a large number', '1e300', 'byte 2', /canonical form/],
    ['half of a surrogate pair', '"\\ud800"', '/format', /no evidence bundle/],
  ])('is refused: %s', (_, content, where, message) => {
    const faults = faultsOf(content);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.where.split(',')[0]).toBe(where);
    expect(faults[0]!.message).toMatch(message);
  });

  it('is not read where it is too large', () => {
    expect(faultsOf(new Uint8Array(16 * 2 ** 20 + 1))).toEqual([
      { where: expect.stringMatching(/^byte/), message: expect.stringContaining('larger') },
    ]);
  });
});

describe('a bundle whose digests and signature are right, and whose content is not', () => {
  const STATEMENT = 'lavrov-2025-02-20-deepening';
  it.each([
    [
      'directness of a chain',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['chains'][0].directness = 'own-side';
      },
      `statement/${STATEMENT} /chains/0/directness`,
      /"own-side", but the records inside give "counterpart"/,
    ],
    [
      'the facts behind it',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['chains'][0].because.pop();
      },
      `statement/${STATEMENT} /chains/0/because`,
      /but the records inside give/,
    ],
    [
      'the publisher of the source',
      (records: Json[]) => {
        named(records, 'source', 'chinese-mfa-wang-yi-meets-lavrov')['publisher'] = 'sergey-lavrov';
      },
      'source/chinese-mfa-wang-yi-meets-lavrov /publisherSides',
      /give/,
    ],
    [
      'the source of an ibid',
      (records: Json[]) => {
        named(records, 'citation', 'wl-fn-2')['source'] = 'wang-yi-lavrov-analysis';
      },
      'citation/wl-fn-2 /source',
      /an ibid of wl-fn-1 cites/,
    ],
    [
      'a label',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['label'] = 'Something else.';
      },
      `statement/${STATEMENT} /label`,
      /give/,
    ],
    [
      'a record left out',
      (records: Json[]) => {
        records.splice(
          records.findIndex(({ type }) => type === 'topic'),
          1,
        );
      },
      `statement/${STATEMENT} /topics/`,
      /not in the bundle/,
    ],
    [
      'a record added',
      (records: Json[]) => {
        records.push({ ...named(records, 'forum', 'g20'), id: 'zzz' });
      },
      'forum/zzz',
      /nothing in the bundle refers to it/,
    ],
    [
      'a record given twice',
      (records: Json[]) => {
        records.push({ ...named(records, 'forum', 'g20') });
      },
      'forum/g20',
      /twice/,
    ],
    [
      'a field that the model does not have',
      (records: Json[]) => {
        named(records, 'actor', 'china')['verdict'] = 'guilty';
      },
      'actor/china /verdict',
      /model has no such value/,
    ],
    [
      'a field left out',
      (records: Json[]) => {
        delete named(records, 'statement', STATEMENT)['chains'];
      },
      `statement/${STATEMENT} /chains`,
      /./,
    ],
    [
      'a value of the wrong form',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['said'] = 'yesterday';
      },
      `statement/${STATEMENT} /said`,
      /EDTF/,
    ],
    [
      'an ibid of itself',
      (records: Json[]) => {
        named(records, 'citation', 'wl-fn-1')['ibidOf'] = 'wl-fn-1';
      },
      'citation/wl-fn-1 /ibidOf',
      /leads back to itself/,
    ],
  ])('is found: %s', (_, change, where, message) => {
    for (const by of [signer, null]) {
      const faults = faultsOf(forged(change, by));
      expect(
        faults.filter((fault) => fault.where.startsWith(where) && message.test(fault.message)),
        JSON.stringify(faults.slice(0, 5)),
      ).not.toEqual([]);
    }
  });

  it('is found where a key that no schema shows is in it', () => {
    const text = signed.replace('"fields":{', '"fields":{"__proto__":"0000000000000000",');
    expect(faultsOf(text)).not.toEqual([]);
    const entry = text.slice(text.indexOf('"fields"'));
    expect(entry).toContain('__proto__');
  });

  it('is found where a text holds half of a surrogate pair', () => {
    const faults = faultsOf(
      forged((records) => {
        named(records, 'claim', named(records, 'statement', STATEMENT)['claims'][0])['note'] = '\ud800';
      }),
    );
    expect(faults).not.toEqual([]);
  });
});

describe('the signature', () => {
  const resigned = (change: (signature: Json) => void): string => {
    const copy = JSON.parse(signed) as Json;
    change(copy['signature']);
    return canonical(copy);
  };
  const without = (): string => {
    const { signature: _signature, ...rest } = bundle;
    return canonical(rest);
  };

  it('is asked for where a key is given', () => {
    expect(without()).toBe(plain);
    expect(faultsOf(plain, known)).toEqual([{ where: '/signature', message: expect.stringContaining('not signed') }]);
    expect(faultsOf(signed, readPublicKey(pem(other.publicKey)))).toEqual([
      { where: '/signature/publicKey', message: expect.stringContaining('not with') },
    ]);
    expect(faultsOf(signed, readPublicKey(JSON.stringify(mine.publicKey.export({ format: 'jwk' }))))).toEqual([]);
  });

  it.each([
    [
      'another key id',
      (signature: Json) => {
        signature['keyId'] = signerWith(pem(other.privateKey))('').keyId;
      },
      '/signature/keyId',
    ],
    [
      'another public key',
      (signature: Json) => {
        Object.assign(signature, { ...signerWith(pem(other.privateKey))(''), value: signature['value'] });
      },
      '/signature/value',
    ],
    [
      'a signature of another text',
      (signature: Json) => {
        signature['value'] = signer('another text').value;
      },
      '/signature/value',
    ],
    [
      'another algorithm',
      (signature: Json) => {
        signature['algorithm'] = 'none';
      },
      '/signature/algorithm',
    ],
    [
      'a key that is no point of the curve',
      (signature: Json) => {
        signature['publicKey'].x = Buffer.alloc(32, 0xff).toString('base64url');
      },
      '/signature/value',
    ],
    [
      'another form of the same value',
      (signature: Json) => {
        signature['value'] = `${signature['value']}==`;
      },
      '/signature/value',
    ],
  ])('does not hold with %s', (_, change, where) => {
    expect(faultsOf(resigned(change)).map((fault) => fault.where)).toContain(where);
  });

  it('is over all but itself', () => {
    expect(bundle['signature']).toEqual(signer(signedText(bundle as never)));
    expect(bundle['digest']).toBe(digestOfWhole(bundle as never));
    for (const { digest, fields, record } of bundle['records'])
      expect([digest, fields]).toEqual([digestOfRecord(record), digestsOfFields(record)]);
  });

  it.each([
    ['a key for something else', () => pem(generateKeyPairSync('x25519').privateKey), /not for Ed25519/],
    ['a public key', () => pem(mine.publicKey), /not a private key/],
    [
      'an encrypted key',
      () => mine.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string,
      /not encrypted/,
    ],
    ['no key', () => 'no key at all', /not a private key/],
  ])('is not made with %s', (_, key, message) => {
    expect(() => signerWith(key())).toThrow(message);
  });
});
