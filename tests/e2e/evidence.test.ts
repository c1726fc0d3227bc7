import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine, type Ended } from '../support/command.ts';

/*
 * Evidence that is checked on the command line: bundles, and passages and quotations against a text.
 */

const cli = commandLine();
const { dictum } = cli;

describe('an evidence bundle on the command line', () => {
  const id = 'lavrov-2025-02-20-deepening';
  beforeAll(async () => expect((await dictum(['seed'])).code).toBe(0));

  it('is written, and verified without a store', async () => {
    const file = join(cli.folder, 'bundle.json');
    expect(await dictum(['bundle', id, '--out', file])).toEqual({ code: 0, out: '', err: '' });
    expect((await dictum(['bundle', id])).out).toBe(await readFile(file, 'utf8'));
    const verified = await dictum(['bundle', 'verify', file], { DICTUM_DATA: join(cli.folder, 'nowhere') });
    expect([verified.code, verified.err]).toEqual([4, '']);
    expect(verified.out).toMatch(
      /^unchanged since it was written, but vouched for by nobody: anybody could have made it\n/,
    );
    expect((await dictum(['bundle', 'verify', file, '--require-signature'])).code).toBe(1);
  });

  it('is signed with the key that is set, and with no other', async () => {
    const [file, key, theirs] = ['signed.json', 'key.pem', 'theirs.pem'].map((name) => join(cli.folder, name)) as [
      string,
      string,
      string,
    ];
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    await writeFile(key, pem);
    await writeFile(`${key}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
    await writeFile(theirs, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect((await dictum(['bundle', id, '--signing-key', key, '--out', file])).code).toBe(0);
    expect((await dictum(['bundle', id], { DICTUM_SIGNING_KEY: pem })).out).toBe(await readFile(file, 'utf8'));
    const verified = (bundle: string, ...args: string[]) => dictum(['bundle', 'verify', bundle, ...args]);
    expect(await verified(file, '--public-key', theirs, '--public-key', `${key}.pub`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^unchanged, signed by the key that you gave \(/),
    });
    // As README shows it; what differs each time is left out there.
    const shown = /bundle verify evidence\.json --public-key key\.pub\.pem\n([\s\S]*?)```/.exec(
      await readFile('README.md', 'utf8'),
    )![1]!;
    const { out } = await verified(file, '--public-key', `${key}.pub`);
    expect(out).toMatch(new RegExp(`^${shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '\\S+')}$`));
    expect(await verified(file, '--public-key', theirs)).toMatchObject({
      code: 3,
      out: expect.stringMatching(/^unchanged, but signed by a key that you did not name \(/),
    });
    expect(await verified(file, '--public-key', theirs, '--require-signature')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^NOT VOUCHED FOR: /),
    });
    expect(await verified(join(cli.folder, 'bundle.json'), '--public-key', theirs)).toMatchObject({
      code: 4,
      out: expect.stringMatching(/vouched for by nobody/),
    });
    // A key that cannot be used says nothing of the bundle.
    for (const path of [file, key])
      expect(await verified(file, '--public-key', path)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/^dictum: .*: it is (not a public|a private) key/),
      });
  });

  it('that was altered is named as such, with the place', async () => {
    const file = join(cli.folder, 'altered.json');
    await writeFile(file, (await dictum(['bundle', id])).out.replace('"accessed":"2025', '"accessed":"2024'));
    const ended = await dictum(['bundle', 'verify', file]);
    expect([ended.code, ended.err]).toEqual([1, '']);
    expect(ended.out).toMatch(/^CHANGED: it is not what it was when it was made\n  citation\/wl-fn-1 \/accessed: /);
    expect(JSON.parse((await dictum(['bundle', 'verify', file, '--json'])).out)).toMatchObject({
      code: 1,
      unchanged: false,
      derivable: null,
      reasons: [{ against: 'unchanged', where: 'citation/wl-fn-1 /accessed' }, {}, {}],
    });
  });

  it('of nothing, or with a key that cannot be used, is told in a line', async () => {
    expect(await dictum(['bundle', 'no-such-statement'])).toMatchObject({
      code: 1,
      err: 'dictum: there is no statement no-such-statement\n',
    });
    expect(await dictum(['bundle', 'verify', join(cli.folder, 'no.json')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no\.json is not there\n$/),
    });
    expect(await dictum(['bundle', 'verify', cli.folder])).toEqual({
      code: 2,
      out: '',
      err: 'dictum: a folder was named where a file is needed\n',
    });
    expect(await dictum(['bundle', id], { DICTUM_SIGNING_KEY: join(cli.folder, 'no.pem') })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^dictum: DICTUM_SIGNING_KEY is ".*no\.pem": the file cannot be read \(ENOENT\)\n$/),
    });
    const secret = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----';
    for (const args of [
      ['bundle', id],
      ['serve', '--port', '0'],
    ]) {
      const ended = await dictum(args, { DICTUM_SIGNING_KEY: secret });
      expect(ended.code).toBe(2);
      expect(ended.err).toMatch(/^dictum: DICTUM_SIGNING_KEY: it is not a private key/);
      expect(ended.err).not.toContain('c2VjcmV0');
    }
  });
});

describe('dictum verify', () => {
  const SOURCE = 'sources:\n  - { id: invented-report, csl: { type: article, language: en } }\n';
  const TEXT = 'The ministers met in Exampleton. Trade will grow, they said.[1] Nobody disagreed.\n';
  let store = '';
  let file = '';
  beforeAll(async () => {
    [store, file] = [join(cli.folder, 'verify'), join(cli.folder, 'report.txt')];
    await writeFile(file, TEXT);
    await writeFile(join(cli.folder, 'report.yaml'), SOURCE + (await passagesOf(file, 'inv')));
    expect((await verify('seed', join(cli.folder, 'report.yaml'))).code).toBe(0);
  });
  /** What is printed of the passages of a text, with the source of its footnote written in. */
  const passagesOf = async (path: string, prefix: string): Promise<string> =>
    (await dictum(['passages', path, '--source', 'invented-report', '--prefix', prefix])).out.replace(
      'marker: "1"',
      'marker: "1"\n    source: invented-report',
    );
  const verify = (...args: string[]): Promise<Ended> => dictum(args, { DICTUM_DATA: store });
  const check = (path: string, ...more: string[]): Promise<Ended> =>
    verify('verify', '--source', 'invented-report', '--file', path, ...more);
  const edited = async (from: string, to: string): Promise<string> => {
    const path = join(cli.folder, 'edited.txt');
    await writeFile(path, TEXT.replace(from, to));
    return path;
  };

  it('checks every passage of a source, a line for each', async () => {
    expect(await check(file)).toEqual({
      code: 0,
      err: '',
      out: 'verified       inv-p1-s1  paragraph 1, sentence 1  digest\nverified       inv-p1-s2  paragraph 1, sentence 2  digest\nverified       inv-p1-s3  paragraph 1, sentence 3  digest\n3 passages: verified 3\n',
    });
  });

  it('fails what an edit touched, and finds again what it moved', async () => {
    const { code, out } = await check(await edited('will grow', 'will never grow'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^verified +inv-p1-s1 .*digest\nunverified +inv-p1-s2 .*what stands at 33-63 has the digest .*\nverified +inv-p1-s3 .*relocated: it stands at 70-87, not at 64-81\n3 passages: verified 2, unverified 1\n$/,
    );
  });

  it('records a snapshot and the checks, the same snapshot the next time', async () => {
    const recorded = await check(file, '--record', '--retrieved', '2024-04-01');
    expect([recorded.code, recorded.out]).toEqual([
      0,
      expect.stringMatching(
        /3 checks recorded, with snapshot (invented-report-[0-9a-f]{12}), of which the digests only are stored\n$/,
      ),
    ]);
    const again = JSON.parse((await check(file, '--record', '--store-text', '--json')).out);
    expect(again).toMatchObject({
      source: 'invented-report',
      totals: { verified: 3, unverified: 0 },
      recorded: { isNew: false, recorded: 3 },
      passages: [{ id: 'inv-p1-s1', status: 'verified', position: { start: 0, end: 32 } }, {}, {}],
    });
    const lines = (await verify('export')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ type }) => type === 'snapshot')).toMatchObject([
      { retrieved: '2024-04-01', text: TEXT, digest: { bytes: expect.any(String) } },
    ]);
    for (const passage of lines.filter(({ type }) => type === 'passage')) {
      const found = { status: 'verified', method: 'digest', span: passage.digest.span };
      expect(lines.filter(({ type, of }) => type === 'check' && of.id === passage.id)).toMatchObject([found, found]);
    }
    expect((await verify('check')).code).toBe(0);
    expect((await verify('query', 'search', 'ministers')).code).toBe(0);
  });

  it('records that a passage is no longer there', async () => {
    await check(await edited('Nobody', 'Everybody'), '--record');
    const lines = (await verify('export')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const checks = lines.filter(({ type, of }) => type === 'check' && of.id === 'inv-p1-s3');
    expect(checks.map(({ status }): string => status).toSorted()).toEqual(['unverified', 'verified', 'verified']);
  });

  it('keeps checks when the source is seeded again', async () => {
    const before = await verify('export');
    expect(before.out).toContain('"type":"check"');
    expect((await verify('seed', join(cli.folder, 'report.yaml'))).out).toMatch(/updated 0, .*unchanged 5/);
    expect((await verify('export')).out).toBe(before.out);
  });

  it('records at the same time as another, and loses nothing of either', async () => {
    const [text, data] = [join(cli.folder, 'long.txt'), join(cli.folder, 'both')];
    await writeFile(text, Array.from({ length: 60 }, (_, i) => `Sentence number ${i} is said here.`).join('\n'));
    await writeFile(join(cli.folder, 'long.yaml'), SOURCE + (await passagesOf(text, 'long')));
    expect((await dictum(['seed', join(cli.folder, 'long.yaml')], { DICTUM_DATA: data })).code).toBe(0);
    const record = (...more: string[]): Promise<Ended> =>
      dictum(['verify', '--source', 'invented-report', '--file', text, '--record', ...more], { DICTUM_DATA: data });
    const ended = await Promise.all([record(), record('--store-text'), record()]);
    expect(ended.map(({ code, err }) => [code, err])).toEqual(Array.from({ length: 3 }, () => [0, '']));
    const exported = await dictum(['export'], { DICTUM_DATA: data });
    expect([exported.code, exported.err]).toEqual([0, '']);
    const lines = exported.out.trim().split('\n');
    expect(lines.filter((line) => line.startsWith('{"type":"check"'))).toHaveLength(3 * 60);
    expect(lines.filter((line) => line.startsWith('{"type":"snapshot"') && line.includes('Sentence'))).toHaveLength(1);
  });

  it('tells words that somebody invented from the passage that they are put into', async () => {
    const data = join(cli.folder, 'invented');
    const run = (...args: string[]): Promise<Ended> => dictum(args, { DICTUM_DATA: data });
    const out = await passagesOf(file, 'inv');
    await writeFile(
      join(cli.folder, 'invented.yaml'),
      `${SOURCE}${out}
actors: [{ id: a, kind: person, name: A }]
claims: [{ id: c, text: C. }, { id: d, text: D. }]
statements:
  - { id: true-words, mode: direct-quote, speakers: [a], claims: [c], passages: [inv-p1-s2], quotes: [{ passage: inv-p1-s2, exact: will grow, start: 39, end: 48 }] }
  - { id: invented, mode: direct-quote, speakers: [a], claims: [d], passages: [inv-p1-s2], quotes: [{ passage: inv-p1-s2, exact: will fall, start: 39, end: 48 }] }
`,
    );
    expect((await run('seed', join(cli.folder, 'invented.yaml'))).code).toBe(0);
    const told = async (): Promise<string[]> =>
      JSON.parse((await run('query', 'statements', '--json')).out).data.map(
        ({ id, verification }: any) => `${id} ${verification}`,
      );
    expect((await told()).toSorted()).toEqual(['invented recorded', 'true-words recorded']);
    const args = ['verify', '--source', 'invented-report', '--file', file, '--record', '--store-text'];
    const { code, out: checked } = await run(...args);
    expect(code).toBe(1);
    expect(checked).toMatch(/3 passages: verified 3\n/);
    expect(checked).toMatch(/unverified +invented +inv-p1-s2 +"will fall" +in inv-p1-s2: the words are not there\n/);
    expect(checked).toMatch(/2 quotes: verified 1, unverified 1\n5 checks recorded/);
    expect((await told()).toSorted()).toEqual(['invented unverified', 'true-words verified']);
    expect((await run('coverage')).out).toMatch(/unverified\D+1\b/);
    const wrong = await run('check');
    expect([wrong.code, wrong.out]).toEqual([
      1,
      expect.stringMatching(
        /^statement\/invented \(rule\)\n {4}"will fall" does not stand in the texts .*\n {4}remedy: correct it/,
      ),
    ]);
    const stored = await run('verify', '--stored', '--record');
    expect(stored.code).toBe(1);
    expect(stored.out).toMatch(/^invented-report, by the text of invented-report-[0-9a-f]{12}\n/);
    expect(stored.out).toMatch(/2 quotes: verified 1, unverified 1\n5 checks recorded\n$/);
    const again = (await readFile(join(cli.folder, 'invented.yaml'), 'utf8')).replace('will fall', 'will grow');
    await writeFile(join(cli.folder, 'invented.yaml'), again);
    expect((await run('seed', join(cli.folder, 'invented.yaml'))).out).toMatch(/updated 1/);
    expect((await run('verify', '--stored', '--source', 'invented-report', '--json')).code).toBe(0);
    expect(await run('check')).toMatchObject({ code: 0, out: expect.stringMatching(/ 0 findings\n$/) });
    await writeFile(join(cli.folder, 'invented.yaml'), again.replace('exact: will grow', 'exact: will fall'));
    expect(await run('seed', join(cli.folder, 'invented.yaml'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /invented\.yaml:\d+ .*"will fall" stands in no text that is stored of invented-report/s,
      ),
    });
  });

  it('checks one quotation against a text, a source, or all stored texts', async () => {
    expect(await verify('verify', '--quote', 'Trade will grow, they said', '--file', file)).toEqual({
      code: 0,
      err: '',
      out: 'verified  exact\n  33-59  "Trade will grow, they said"\n',
    });
    expect((await verify('verify', '--quote', 'TRADE WILL GROW they said', '--file', file)).out).toMatch(
      /^repaired {2}folded {2}the source has "Trade will grow, they said", which differs by case, punctuation\n/,
    );
    const json = await verify(
      'verify',
      '--quote',
      'Trade will grow, they said',
      '--source',
      'invented-report',
      '--json',
    );
    expect([json.code, JSON.parse(json.out)]).toEqual([
      0,
      expect.objectContaining({
        status: 'verified',
        searched: [{ source: 'invented-report', snapshot: expect.any(String) }],
      }),
    ]);
    expect(
      (await verify('verify', '--quote', 'Trade will not grow, they said', '--source', 'invented-report')).code,
    ).toBe(1);
    const anywhere = await verify('verify', '--quote', 'Trade will grow, they said');
    expect(anywhere).toMatchObject({ code: 0, out: expect.stringMatching(/^verified {2}exact\n {2}invented-report /) });
    expect(anywhere.out).toContain('texts that have its words: 1, looked through: 1');
  });

  it('says what is wrong with how it is called', async () => {
    for (const args of [
      [],
      ['--source', 'x'],
      ['--file', file],
      ['--quote', 'x', '--source', 'x', '--file', file],
      ['--quote', 'x', '--file', file, '--record'],
      ['--source', 'x', '--file', file, '--store-text'],
      ['--source', 'x', '--file', file, '--speaker', 'y'],
      ['--stored', '--file', file],
      ['--stored', '--quote', 'x'],
      ['--stored', '--record', '--store-text'],
    ]) {
      expect(await verify('verify', ...args)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/^error: .*--/),
      });
    }
    expect(await verify('verify', '--source', 'nowhere', '--file', file)).toMatchObject({
      code: 1,
      out: '',
      err: 'dictum: there is no source nowhere\n',
    });
    expect(await check(join(cli.folder, 'no-such-file'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not there'),
    });
    await writeFile(join(cli.folder, 'latin1.txt'), Buffer.from([0xe9, 0x20, 0x41]));
    expect(await check(join(cli.folder, 'latin1.txt'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not UTF-8'),
    });
    expect(await check(file, '--record', '--retrieved', 'soon')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/retrieved'),
    });
    expect((await verify('verify', '--quote', 'grow', '--file', file)).err).toMatch(
      /^dictum: the quotation has 4 characters.*prefix or suffix.*\n$/,
    );
  });
});
