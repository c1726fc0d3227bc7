import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/bundle/format.ts';
import { readPublicKey } from '../../src/bundle/signature.ts';
import { bundleOf, keys, verdictOf } from '../support/bundles.ts';
import { temporaryFolder } from '../support/engines.ts';
import { serviceOver, worldOf, type Json } from '../support/http.ts';
import { claim, ground, relation, statement } from '../support/world.ts';

/*
 * A verifier that somebody else could have written: docs/verify_bundle.py follows docs/bundle-format.md, in another
 * language and without a line of this program. What the two say of a bundle is the same.
 */

const python = (code: string): boolean => spawnSync('python3', ['-c', code]).status === 0;
const missing = python('') ? null : 'python3 is not there';
const missingSignatures =
  missing ?? (python('import cryptography') ? null : 'the package cryptography of python3 is not there');
const named = (name: string, lacks: string | null): string => `${name}${lacks === null ? '' : ` (skipped: ${lacks})`}`;

const mine = keys();
const service = serviceOver(
  worldOf(
    ...ground(),
    claim('claim-b', { note: 'Ünïcode, a "quote", a \\ and a line\nend: 漢字 \u{1F600} \u200F \u2028' }),
    statement('statement-a'),
    statement('statement-b', { claims: ['claim-b'] }),
    relation('relation-a', { note: 'It \u2028 is disputed' }),
  ),
);
let folder = '';
let [unsigned, signed] = ['', ''];
beforeAll(async () => {
  folder = await temporaryFolder();
  unsigned = await bundleOf(service.store, 'statement-b');
  signed = await bundleOf(service.store, 'statement-b', mine.signer);
});
afterAll(() => rm(folder, { recursive: true }));

/** The exit code and first line of the other verifier. */
const theirs = async (content: string | Uint8Array, ...key: string[]): Promise<{ code: number; line: string }> => {
  const file = join(folder, 'bundle.json');
  await writeFile(file, content);
  const ended = await promisify(execFile)('python3', ['docs/verify_bundle.py', file, ...key], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: 'code' in ended ? ended.code : 0, line: ended.stdout.trim() };
};

/** A bundle with one thing changed in it. */
const altered = (text: string, change: (bundle: Json) => void): string => {
  const bundle = JSON.parse(text) as Json;
  change(bundle);
  return canonical(bundle);
};

describe.skipIf(missing !== null)(named('digests by the description alone', missing), () => {
  it('hold for bundles of every version', async () => {
    for (const text of [await readFile('tests/fixtures/0.1.0/bundle-unsigned.json', 'utf8'), unsigned])
      expect(await theirs(text)).toEqual({
        code: 4,
        line: 'unchanged since it was written, but vouched for by nobody: anybody could have made it',
      });
  });

  it.each([
    ['a text', (text: string) => text.replace('Ünïcode', 'Unicode')],
    ['another form of the same', (text: string) => text.replace('漢', '\\u6f22')],
    ['white space', (text: string) => `${text}\n`],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['a key given twice', (text: string) => text.replace('"version":2}', '"version":2,"version":2}')],
    ['a number written otherwise', (text: string) => text.replace('"version":2}', '"version":2.0}')],
    ['an own __proto__', (text: string) => text.replace('"format":', '"__proto__":1,"format":')],
    ['half of a surrogate pair', (text: string) => text.replace('"dictum-e', '"\\ud800dictum-e')],
    ['deep nesting', (text: string) => `${'['.repeat(100_000)}${text}`],
    ['nesting', (text: string) => `${'['.repeat(65)}${']'.repeat(65)}${text.slice(0, 0)}`],
    ['a later version', (text: string) => text.replace('"version":2}', '"version":3}')],
    ['an entry less', (text: string) => altered(text, ({ records }: Json) => records.pop())],
    ['an entry more', (text: string) => altered(text, ({ records }: Json) => records.push(records[0]))],
    ['the known', (text: string) => altered(text, ({ known }: Json) => (known.relations = []))],
    ['a member more', (text: string) => altered(text, (bundle: Json) => (bundle['extra'] = 1))],
    ['the digest', (text: string) => altered(text, (bundle: Json) => (bundle['digest'] = '0'.repeat(64)))],
    [
      'the digest of a record',
      (text: string) => altered(text, ({ records }: Json) => (records[0].digest = records[1].digest)),
    ],
    ['nothing', () => ''],
    ['something else', () => '{"a":1}'],
  ])('are found not to hold, as this program finds: %s', async (_, change) => {
    const text = change(unsigned);
    expect(text).not.toBe(unsigned);
    const { code, line } = await theirs(text);
    expect([code, line]).toEqual([verdictOf(text).code, expect.stringMatching(/^CHANGED: /)]);
    expect(code).toBe(1);
  });

  it('are found not to hold for any byte that is another', async () => {
    await writeFile(join(folder, 'whole.json'), unsigned);
    const campaign = `
import sys
sys.path.insert(0, 'docs')
from verify_bundle import Changed, verify
data = open(sys.argv[1], 'rb').read()
verify(data)
missed = []
for at in range(len(data)):
    other = (data[at] + 1 + at * 7 % 255) % 256
    try:
        verify(data[:at] + bytes([other]) + data[at + 1:])
        missed.append(at)
    except (Changed, AttributeError, KeyError, TypeError):
        pass
print(len(data), missed)`;
    const { stdout } = await promisify(execFile)('python3', ['-c', campaign, join(folder, 'whole.json')], {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(stdout.trim()).toBe(`${Buffer.byteLength(unsigned)} []`);
  });
});

describe.skipIf(missingSignatures !== null)(named('signatures by the description alone', missingSignatures), () => {
  it('hold for bundles of every version, and tell the keys apart', async () => {
    const first = await readFile('tests/fixtures/0.1.0/bundle-signed.json', 'utf8');
    const key = readPublicKey(await readFile('tests/fixtures/0.1.0/key.pub.pem', 'utf8'));
    expect(await theirs(first, key.x)).toMatchObject({ code: 0, line: expect.stringMatching(/^unchanged, signed by/) });
    expect(await theirs(signed, mine.known.x)).toMatchObject({ code: 0 });
    expect(await theirs(signed, key.x)).toMatchObject({ code: 3, line: expect.stringMatching(/^unchanged, but/) });
    expect(await theirs(signed)).toMatchObject({ code: 3 });
  });

  it.each([
    ['of another text', (signature: Json) => (signature['value'] = mine.signer('another').value)],
    ['with padding', (signature: Json) => (signature['value'] += '==')],
    [
      'with another key',
      (signature: Json) => Object.assign(signature, { ...keys().signer(''), value: signature['value'] }),
    ],
    ['with the id of another key', (signature: Json) => (signature['keyId'] = keys().signer('').keyId)],
    [
      'with a weak key',
      (signature: Json) =>
        (signature['publicKey'].x = Buffer.from([1, ...Array.from({ length: 31 }, () => 0)]).toString('base64url')),
    ],
    ['with a member more', (signature: Json) => (signature['publicKey'].d = 'x')],
  ])('are found not to hold, as this program finds: %s', async (_, change) => {
    const text = altered(signed, ({ signature }: Json) => change(signature));
    expect([(await theirs(text, mine.known.x)).code, verdictOf(text, { keys: [mine.known] }).code]).toEqual([1, 1]);
  });
});
