import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonical, digestOfRecord, digestOfWhole, digestsOfFields, signedText } from '../../src/bundle/format.ts';
import { keyIdOf, KeyFault, readPublicKey, signerWith } from '../../src/bundle/signature.ts';
import { keys, pem, verdictOf } from '../support/bundles.ts';
import { appOver, ask, serviceOver, theSeed, type Json } from '../support/http.ts';

/*
 * Who vouches for a bundle: signatures, and the keys that they are checked with.
 */

const [mine, other] = [keys(), keys()];
const URL = '/v1/statements/lavrov-2025-02-20-deepening/bundle';
const service = serviceOver(theSeed);
let plain = '';
let signed = '';
let bundle: Json = {};
beforeAll(async () => {
  plain = (await service.ask(URL)).text;
  const app = await appOver(service.store, { signer: mine.signer });
  signed = (await ask(app, URL)).text;
  await app.close();
  bundle = JSON.parse(signed);
});

/** The bundle with something in its signature changed. */
const resigned = (change: (signature: Json) => void): string => {
  const copy = JSON.parse(signed) as Json;
  change(copy['signature']);
  return canonical(copy);
};

/** The little-endian bytes of a number. */
const bytesOf = (n: bigint): Buffer =>
  Buffer.from(Uint8Array.from(Buffer.from(n.toString(16).padStart(64, '0'), 'hex')).toReversed());
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The y of twice a point (RFC 8032, 5.1.4), which depends on its own y alone. */
const doubled = (y: bigint): bigint => {
  const D = over(-121665n, 121666n);
  const x2 = over(y * y - 1n, D * y * y + 1n);
  return over(y * y + x2, 1n - D * x2 * y * y);
};
const inField = (n: bigint): bigint => ((n % P) + P) % P;
const over = (n: bigint, d: bigint): bigint => inField(n * power(inField(d), P - 2n));
const power = (base: bigint, exponent: bigint): bigint => {
  if (exponent === 0n) return 1n;
  const half = power(base, exponent / 2n);
  return (half * half * (exponent % 2n === 1n ? base : 1n)) % P;
};

/** The y of the points of small order: of order 1, 2, 4, and of order 8 (as libsodium lists them). */
const SMALL = [
  1n,
  P - 1n,
  0n,
  numberOf(Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex')),
  numberOf(Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex')),
];
/** Every 32 bytes that a reader may take for one of them: with either sign, and with what is beyond the field. */
const weak = SMALL.flatMap((y) => [y, y + P])
  .filter((y) => y < 2n ** 255n)
  .flatMap((y) => [bytesOf(y), bytesOf(y + 2n ** 255n)]);

/** The next letter of base64url: the same last byte, with other bits behind it. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const next = (letter: string): string => LETTERS[LETTERS.indexOf(letter) + 1]!;

describe('the verdict on a signature', () => {
  it('tells a key that was given from one that was not, and both from none', () => {
    const { signature: _signature, ...unsigned } = bundle;
    expect(canonical(unsigned)).toBe(plain);
    const jwk = readPublicKey(JSON.stringify(mine.public.export({ format: 'jwk' })));
    for (const [text, given, code, line] of [
      [signed, [mine.known], 0, /^unchanged, signed by the key that you gave \(\S{43}\)$/],
      [signed, [jwk], 0, /^unchanged, signed by the key that you gave/],
      [signed, [other.known, mine.known], 0, /^unchanged, signed by the key that you gave/],
      [signed, [], 3, /^unchanged, but signed by a key that you did not name \(\S{43}\): anybody could have made it$/],
      [signed, [other.known], 3, /^unchanged, but signed by a key that you did not name/],
      [plain, [], 4, /^unchanged since it was written, but vouched for by nobody: anybody could have made it$/],
      [plain, [mine.known], 4, /vouched for by nobody/],
    ] as const) {
      const verdict = verdictOf(text, { keys: given });
      expect(verdict).toMatchObject({ code, line: expect.stringMatching(line), unchanged: true, reasons: [] });
    }
  });

  it('fails what is not signed by a key that was given, where that is asked for', () => {
    const requireSignature = true;
    expect(verdictOf(signed, { keys: [mine.known], requireSignature }).code).toBe(0);
    for (const [text, given] of [
      [signed, []],
      [signed, [other.known]],
      [plain, []],
      [plain, [mine.known]],
    ] as const)
      expect(verdictOf(text, { keys: given, requireSignature })).toMatchObject({
        code: 1,
        line: expect.stringMatching(/^NOT VOUCHED FOR: /),
        unchanged: true,
        derivable: true,
        reasons: [{ against: 'signature', where: '/signature' }],
      });
  });

  it.each([
    ['another key id', (signature: Json) => (signature['keyId'] = other.signer('').keyId), '/signature/keyId'],
    [
      'another public key',
      (signature: Json) => Object.assign(signature, { ...other.signer(''), value: signature['value'] }),
      '/signature/value',
    ],
    [
      'a signature of another text',
      (signature: Json) => (signature['value'] = mine.signer('another text').value),
      '/signature/value',
    ],
    ['another algorithm', (signature: Json) => (signature['algorithm'] = 'none'), '/signature/algorithm'],
    [
      'a key that is no point of the curve',
      (signature: Json) => (signature['publicKey'].x = bytesOf(2n).toString('base64url')),
      '/signature/value',
    ],
    [
      'a key that is too short',
      (signature: Json) => (signature['publicKey'].x = Buffer.alloc(31, 7).toString('base64url')),
      '/signature/publicKey/x',
    ],
    [
      'a key of another curve',
      (signature: Json) => (signature['publicKey'].crv = 'X25519'),
      '/signature/publicKey/crv',
    ],
    [
      'a key with its private part',
      (signature: Json) => (signature['publicKey'].d = mine.private.export({ format: 'jwk' }).d),
      '/signature/publicKey',
    ],
    ['padding', (signature: Json) => (signature['value'] = `${signature['value']}==`), '/signature/value'],
    [
      'bits behind the last byte',
      (signature: Json) => (signature['value'] = signature['value'].replace(/.$/, (last: string) => next(last))),
      '/signature/value',
    ],
    [
      'bits behind the last byte of the key',
      (signature: Json) => (signature['publicKey'].x = signature['publicKey'].x.replace(/.$/, next)),
      '/signature/publicKey/x',
    ],
    [
      'the other number that satisfies the same equation',
      (signature: Json) => {
        const bytes = Buffer.from(signature['value'], 'base64url');
        bytesOf(numberOf(bytes.subarray(32)) + ORDER).copy(bytes, 32);
        signature['value'] = bytes.toString('base64url');
      },
      '/signature/value',
    ],
  ])('is that it is changed, with %s', (_, change, where) => {
    const verdict = verdictOf(resigned(change), { keys: [mine.known] });
    expect(verdict).toMatchObject({ code: 1, unchanged: false, signature: null, signedBy: null });
    expect(verdict.line).toMatch(/^CHANGED: /);
    expect(verdict.reasons.map((fault) => fault.where)).toContain(where);
  });

  it('is over all but itself', () => {
    expect(bundle['signature']).toEqual(mine.signer(signedText(bundle as never)));
    expect(bundle['digest']).toBe(digestOfWhole(bundle as never));
    for (const { digest, fields, record } of bundle['records'])
      expect([digest, fields]).toEqual([digestOfRecord(record), digestsOfFields(record)]);
  });
});

describe('a weak key', () => {
  it('is each point of small order, in every way of writing it', () => {
    for (const y of SMALL) expect(doubled(doubled(doubled(y))), String(y)).toBe(1n);
    // Eight points, and those that stand at 0, 1 and -1 in further ways.
    expect(weak).toHaveLength(14);
    for (const x of weak) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') };
      expect(() => readPublicKey(JSON.stringify(jwk)), x.toString('hex')).toThrow(KeyFault);
    }
  });

  it('vouches for nothing, though libraries find that what anybody wrote was signed with it', () => {
    // The identity as the key, R and S = 0: the equation holds whatever the text.
    const x = bytesOf(1n).toString('base64url');
    const publicKey = { crv: 'Ed25519' as const, kty: 'OKP' as const, x };
    const value = Buffer.concat([bytesOf(1n), bytesOf(0n)]);
    const key = createPublicKey({ key: publicKey, format: 'jwk' });
    expect(verify(null, Buffer.from(signedText(bundle as never)), key, value)).toBe(true);
    const text = resigned((signature) =>
      Object.assign(signature, { publicKey, keyId: keyIdOf(publicKey), value: value.toString('base64url') }),
    );
    const verdict = verdictOf(text, { keys: [publicKey] });
    expect(verdict).toMatchObject({ code: 1, unchanged: false });
    expect(verdict.reasons).toContainEqual({
      against: 'unchanged',
      where: '/signature/publicKey/x',
      message: 'is a weak key, a point of small order: anybody can sign with it',
    });
  });

  it('is none of those that are made', () => {
    for (let i = 0; i < 50; i++) keys();
  });
});

describe('a key that cannot be used', () => {
  it.each([
    ['a key for something else', () => pem(generateKeyPairSync('x25519').privateKey), /not for Ed25519/],
    ['a public key', () => pem(mine.public), /not a private key/],
    [
      'an encrypted key',
      () => mine.private.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string,
      /not encrypted/,
    ],
    ['no key', () => 'no key at all', /not a private key/],
  ])('is not signed with: %s', (_, key, message) => {
    expect(() => signerWith(key())).toThrow(message);
  });

  const jwk = (change: object): string => JSON.stringify({ ...mine.public.export({ format: 'jwk' }), ...change });
  it.each([
    ['a private key', () => pem(mine.private), /private key, which nobody but its owner/],
    ['a private JSON Web Key', () => JSON.stringify(mine.private.export({ format: 'jwk' })), /private key/],
    ['a key of another kind', () => pem(generateKeyPairSync('x25519').publicKey), /not for Ed25519/],
    ['another kty', () => jwk({ kty: 'EC' }), /kty "EC"/],
    ['another crv', () => jwk({ crv: 'Ed448' }), /crv "Ed448"/],
    ['no crv', () => jwk({ crv: undefined }), /not for Ed25519/],
    ['too few bytes', () => jwk({ x: 'AAAA' }), /32 bytes/],
    ['padding', () => jwk({ x: `${bytesOf(9n).toString('base64url')}=` }), /32 bytes/],
    ['what is beyond the field', () => jwk({ x: bytesOf(P + 3n).toString('base64url') }), /not written as points/],
    ['no key', () => 'no key at all', /not a public key/],
    ['half of a key', () => '{"kty":', /not a public key/],
  ])('is not verified with: %s', (_, key, message) => {
    expect(() => readPublicKey(key())).toThrow(KeyFault);
    expect(() => readPublicKey(key())).toThrow(message);
  });

  it('is not one that says more of itself than what it needs to', () => {
    expect(readPublicKey(jwk({ kid: 'mine', use: 'sig', alg: 'EdDSA', key_ops: ['verify'] }))).toEqual(mine.known);
  });
});
