import { beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/bundle/format.ts';
import { bundleOf, forged, keys, verdictOf } from '../support/bundles.ts';
import { serviceOver, worldOf, type Json } from '../support/http.ts';
import { ground, statement } from '../support/world.ts';

/*
 * Everything that can be done to a small bundle: each byte altered, each entry swapped, removed, doubled. All of it is
 * found, whether it is signed or not, and named.
 */

const mine = keys();
const service = serviceOver(worldOf(...ground(), statement('statement-a')));
const texts: Record<string, string> = {};
beforeAll(async () => {
  texts['unsigned'] = await bundleOf(service.store, 'statement-a');
  texts['signed'] = await bundleOf(service.store, 'statement-a', mine.signer);
});

/** Fails unless the bundle is found to be changed, and where. */
const expectFound = (content: string | Uint8Array, what: string): void => {
  const { code, unchanged, line, reasons } = verdictOf(content, { keys: [mine.known] });
  const isNamed = reasons.length > 0 && reasons.every(({ where, message }) => where !== '' && message !== '');
  if (code !== 1 || unchanged || !/^(CHANGED|NOT VERIFIED): /.test(line) || !isNamed)
    expect.fail(`${what}: ${JSON.stringify({ code, line, reasons })}`);
};

describe.each(['unsigned', 'signed'])('a bundle that is %s', (name) => {
  it('is itself as it was written', () => {
    expect(verdictOf(texts[name]!, { keys: [mine.known] })).toMatchObject({
      code: name === 'signed' ? 0 : 4,
      unchanged: true,
      derivable: true,
    });
  });

  it.each([
    ['one bit of it', 11, (byte: number, i: number) => byte ^ (1 << (i % 8))],
    ['all of it, to another value', 1, (byte: number, i: number) => (byte + 1 + ((i * 7) % 255)) % 256],
    [
      'all of it, to a digit or a letter',
      13,
      (byte: number, i: number) => other(byte, '0123456789abcdefXYZ_-'[i % 21]!),
    ],
    ['the bit of its case', 17, (byte: number) => byte ^ 0x20],
  ])('is found to be changed in its bytes: %s, in steps of %i', (_, step, flip) => {
    const bytes = Buffer.from(texts[name]!);
    for (let i = 0; i < bytes.length; i += step) {
      const was = bytes[i]!;
      bytes[i] = flip(was, i);
      expectFound(bytes, `byte ${i} as ${bytes[i]} (${texts[name]!.slice(Math.max(0, i - 20), i + 20)})`);
      bytes[i] = was;
    }
  });

  it('is found to be changed where a byte was taken away, or stands twice', () => {
    const bytes = Buffer.from(texts[name]!);
    for (let i = 0; i < bytes.length; i += 7) {
      expectFound(Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1)]), `without byte ${i}`);
      expectFound(Buffer.concat([bytes.subarray(0, i + 1), bytes.subarray(i)]), `byte ${i} twice`);
    }
  });

  it('is found to be changed where its entries or their digests change places', () => {
    const changed = (change: (bundle: Json) => void): string => {
      const bundle = JSON.parse(texts[name]!) as Json;
      change(bundle);
      return canonical(bundle);
    };
    const { length } = JSON.parse(texts[name]!).records;
    const swap = (of: Json, other: Json, member: string): void => {
      [of[member], other[member]] = [other[member], of[member]];
    };
    for (let i = 0; i < length; i++) {
      expectFound(
        changed(({ records }: Json) => records.splice(i, 1)),
        `without entry ${i}`,
      );
      expectFound(
        changed(({ records }: Json) => records.splice(i, 0, records[i])),
        `entry ${i} twice`,
      );
      expectFound(
        changed(({ records }: Json) => records.push(records[i])),
        `entry ${i} at the end too`,
      );
      for (let j = i + 1; j < length; j++) {
        expectFound(
          changed(({ records }: Json) => ([records[i], records[j]] = [records[j], records[i]])),
          `entries ${i} and ${j} swapped`,
        );
        for (const member of ['digest', 'fields', 'record'])
          expectFound(
            changed(({ records }: Json) => swap(records[i], records[j], member)),
            `${member} of entries ${i} and ${j} swapped`,
          );
      }
      const { fields } = JSON.parse(texts[name]!).records[i];
      const [one, ...rest] = Object.keys(fields);
      for (const two of rest.filter((field) => fields[field] !== fields[one!]))
        expectFound(
          changed(({ records }: Json) => swapWithin(records[i].fields, one!, two)),
          `digests of ${one} and ${two} of entry ${i} swapped`,
        );
    }
  });
});

describe('a bundle with something altered and all digests made anew', () => {
  it('is never taken for one that somebody vouches for, nor for one that is whole', () => {
    for (const [i, { record }] of (JSON.parse(texts['signed']!).records as { record: Json }[]).entries()) {
      for (const field of Object.keys(record)) {
        const value = typeof record[field] === 'string' ? `${record[field]}x` : 'x';
        for (const signer of [null, keys().signer]) {
          const text = forged(texts['signed']!, (records) => void (records[i]![field] = value), signer);
          const { code, line } = verdictOf(text, { keys: [mine.known] });
          const what = `${record['type']} ${field}`;
          expect(code, what).not.toBe(0);
          expect(line, what).toMatch(/anybody could have made it|^NOT DERIVABLE: |^CHANGED: /);
          expect(verdictOf(text, { keys: [mine.known], requireSignature: true }).code, what).toBe(1);
        }
      }
    }
  });
});

/** A letter, or another where it is the byte itself. */
const other = (byte: number, letter: string): number =>
  letter.charCodeAt(0) === byte ? '#'.charCodeAt(0) : letter.charCodeAt(0);

const swapWithin = (of: Json, one: string, two: string): void => {
  [of[one], of[two]] = [of[two], of[one]];
};
