import { generateKeyPairSync } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/engines.ts';

/*
 * The command line as it is built and run.
 */

type Ended = { code: number | null; out: string; err: string };
const children = new Set<ChildProcess>();

const start = (args: string[], env: Record<string, string> = {}): { child: ChildProcess; said: () => string; ended: Promise<Ended> } => {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args], { env: { ...process.env, DICTUM_DATA: data, LOG_LEVEL: 'silent', ...env } });
  children.add(child);
  const result: Ended = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (result.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (result.err += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => { children.delete(child); resolve({ ...result, code }); }));
  return { child, said: () => result.out, ended };
};
const dictum = (args: string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended;

/** Starts the service on a free port, and waits until it says where it is. */
const serve = async (args: string[] = []) => {
  const running = start(['serve', '--port', '0', ...args]);
  const early = running.ended.then(({ err }) => { throw new Error(`ended early: ${err}`); });
  const ready = (async () => { while (!running.said().includes('Stop:')) await new Promise((resolve) => running.child.stdout!.once('data', resolve)); })();
  await Promise.race([ready, early]);
  early.catch(() => undefined);
  return { ...running, url: /http:\/\/127\.0\.0\.1:\d+/.exec(running.said())![0] };
};
const stop = (running: { child: ChildProcess; ended: Promise<Ended> }): Promise<Ended> => { running.child.kill('SIGTERM'); return running.ended; };

let folder = '';
let data = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'graph');
  await new Promise<void>((resolve, reject) => spawn('npx', ['tsc', '-p', 'tsconfig.build.json']).on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the build ended with ${code}`)))));
}, 120_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('a graph on the command line', () => {
  it('is seeded once, and left as it is the second time', async () => {
    const first = await dictum(['seed']);
    const created = Number(/^created (\d+), updated 0, deleted 0, merged 0, unchanged 0\n$/.exec(first.out)?.[1]);
    expect(created).toBeGreaterThan(100);
    expect(await dictum(['seed'])).toEqual({ code: 0, err: '', out: `created 0, updated 0, deleted 0, merged 0, unchanged ${created}\n` });
  });

  it('is found whole', async () => {
    const { code, out } = await dictum(['check']);
    expect([code, /^\d+ records checked, 0 findings\n$/.test(out)]).toEqual([0, true]);
    expect(JSON.parse((await dictum(['check', '--json'])).out)).toMatchObject({ findings: [] });
  });

  it.each([
    [['statements', '--speaker', 'sergey-lavrov', '--mode', '!analysis'], 'Relations of Russia and China will become closer.', 13],
    [['forums', 'asia-pacific'], 'member-in-region', 3],
    [['search', 'maritime security'], 'maritime-security', 3],
    [['neighbourhood', 'event/wang-yi-lavrov-meeting-2025-02-20', '--direction', 'out'], 'partOf event/g20-foreign-ministers-meeting-2025', 4],
  ])('answers query %j as a table and as JSON', async (args, shown, count) => {
    const table = await dictum(['query', ...args]);
    expect([table.code, table.err]).toEqual([0, '']);
    expect(table.out.replace(/\s+/g, ' ')).toContain(shown);
    expect(JSON.parse((await dictum(['query', ...args, '--json'])).out).data).toHaveLength(count);
  });

  it('answers what a claim rests on, down to the footnote', async () => {
    expect((await dictum(['query', 'provenance', 'relations-will-deepen'])).out.replace(/\s+/g, ' ')).toContain('2025-02-28');
    const answer = JSON.parse((await dictum(['query', 'provenance', 'relations-will-deepen', '--json'])).out);
    expect(answer.data.chains[0]).toMatchObject({ citation: { marker: '2', ibidOf: 'wl-fn-1' }, directness: 'counterpart' });
  });

  it('answers how two records are connected, and through what', async () => {
    const args = ['query', 'paths', 'actor/sergey-lavrov', 'source/chinese-mfa-wang-yi-meets-lavrov', '--types', 'statement,passage,citation'];
    expect((await dictum(args)).out.replace(/\s+/g, ' ')).toContain('passage/wl-p4-s1 citations -> citation/wl-fn-2');
    const { paths, complete } = JSON.parse((await dictum([...args, '--json', '--limit', '1'])).out);
    expect([complete, paths.length, paths[0].length]).toEqual([true, 1, 4]);
  });

  it('is counted for what its statements lack', async () => {
    const { code, out } = await dictum(['coverage', '--speaker', 'sergey-lavrov']);
    expect([code, /^counterpartOnly +3 +23\.1 % /m.test(out)]).toEqual([0, true]);
    expect(JSON.parse((await dictum(['coverage', '--source', 'wang-yi-lavrov-analysis', '--json'])).out).figures[0]).toMatchObject({ name: 'all', share: 1 });
  });

  it('comes through export and import the same', async () => {
    const [file, copy] = [join(folder, 'graph.ndjson'), join(folder, 'copy')];
    expect((await dictum(['export', file])).code).toBe(0);
    const lines = await readFile(file, 'utf8');
    const imported = await dictum(['import', file, '--data', copy]);
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ lines: written \d+, unchanged 0\n$/) });
    expect((await dictum(['export'], { DICTUM_DATA: copy })).out).toBe(lines);
  });
});

describe('an evidence bundle on the command line', () => {
  const id = 'lavrov-2025-02-20-deepening';

  it('is written, and verified without a store', async () => {
    const file = join(folder, 'bundle.json');
    expect(await dictum(['bundle', id, '--out', file])).toEqual({ code: 0, out: '', err: '' });
    expect((await dictum(['bundle', id])).out).toBe(await readFile(file, 'utf8'));
    const verified = await dictum(['bundle', 'verify', file], { DICTUM_DATA: join(folder, 'nowhere') });
    expect([verified.code, verified.err]).toEqual([0, '']);
    expect(verified.out).toMatch(new RegExp(`is whole: statement/${id} with \\d+ records, digest [0-9a-f]{64}\nIt is not signed`));
  });

  it('is signed with the key that is set, and with no other', async () => {
    const [file, key, theirs] = ['signed.json', 'key.pem', 'theirs.pem'].map((name) => join(folder, name)) as [string, string, string];
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    await writeFile(key, pem);
    await writeFile(`${key}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
    await writeFile(theirs, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect((await dictum(['bundle', id, '--signing-key', key, '--out', file])).code).toBe(0);
    expect((await dictum(['bundle', id], { DICTUM_SIGNING_KEY: pem })).out).toBe(await readFile(file, 'utf8'));
    expect(await dictum(['bundle', 'verify', file, '--public-key', `${key}.pub`])).toMatchObject({ code: 0, out: expect.stringMatching(/is signed with key \S+\.\n$/) });
    expect(await dictum(['bundle', 'verify', file, '--public-key', theirs])).toMatchObject({ code: 1, err: expect.stringMatching(/^\/signature\/publicKey: /) });
    expect(await dictum(['bundle', 'verify', join(folder, 'bundle.json'), '--public-key', theirs])).toMatchObject({ code: 1, err: expect.stringMatching(/^\/signature: it is not signed/) });
    expect(await dictum(['bundle', 'verify', file, '--public-key', file])).toMatchObject({ code: 1, err: expect.stringContaining('not a public key') });
  });

  it('that was altered is named as such, with the place', async () => {
    const file = join(folder, 'altered.json');
    await writeFile(file, (await dictum(['bundle', id])).out.replace('"accessed":"2025', '"accessed":"2024'));
    const ended = await dictum(['bundle', 'verify', file]);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toMatch(/^citation\/wl-fn-1 \/accessed: .*\n[\s\S]*altered\.json is not what it was when it was made\n$/);
    expect(JSON.parse((await dictum(['bundle', 'verify', file, '--json'])).out).faults[0]).toMatchObject({ where: 'citation/wl-fn-1 /accessed' });
  });

  it('of nothing, or with a key that cannot be used, is told in a line', async () => {
    expect(await dictum(['bundle', 'no-such-statement'])).toMatchObject({ code: 1, err: 'dictum: there is no statement no-such-statement\n' });
    expect(await dictum(['bundle', 'verify', join(folder, 'no.json')])).toMatchObject({ code: 2, err: expect.stringMatching(/no\.json is not there\n$/) });
    expect(await dictum(['bundle', id], { DICTUM_SIGNING_KEY: join(folder, 'no.pem') })).toMatchObject({ code: 2, err: expect.stringMatching(/^dictum: DICTUM_SIGNING_KEY is ".*no\.pem": the file cannot be read \(ENOENT\)\n$/) });
    const secret = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----';
    for (const args of [['bundle', id], ['serve', '--port', '0']]) {
      const ended = await dictum(args, { DICTUM_SIGNING_KEY: secret });
      expect(ended.code).toBe(2);
      expect(ended.err).toMatch(/^dictum: DICTUM_SIGNING_KEY: it is not a private key/);
      expect(ended.err).not.toContain('c2VjcmV0');
    }
  });
});

describe('help', () => {
  it.each([[[]], [['serve']], [['seed']], [['check']], [['verify']], [['export']], [['import']], [['bundle']], [['bundle', 'verify']], [['query']], [['query', 'statements']], [['query', 'forums']], [['query', 'provenance']], [['query', 'search']], [['query', 'neighbourhood']], [['query', 'paths']], [['coverage']]])('of dictum %j says how it is used', async (args) => {
    const { code, out, err } = await dictum([...args, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: dictum/);
    if (args.length !== 1 || args[0] !== 'query') expect(out).toContain('Examples:');
  });
});

describe('what goes wrong is told in words', () => {
  const lines = ({ err }: Ended): string[] => err.trimEnd().split('\n');
  const expectOneLine = (ended: Ended, code: number, words: RegExp): void => {
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(lines(ended)).toHaveLength(1);
    expect(ended.err).toMatch(words);
  };

  it('a setting that cannot be used', async () => {
    expectOneLine(await dictum(['serve'], { PORT: 'abc' }), 2, /^dictum: PORT is "abc": has to be a whole number from 0 to 65535$/m);
    expectOneLine(await dictum(['serve', '--log-level', 'loud']), 2, /^dictum: --log-level is "loud": has to be one of /);
  });

  it('an unknown command and an unknown flag', async () => {
    for (const args of [['sevre'], ['seed', '--dryrun']]) {
      const ended = await dictum(args);
      expect(ended.code).toBe(2);
      expect(lines(ended)[0]).toMatch(/^error: unknown (command|option)/);
      expect(ended.err).not.toMatch(/\bat .+:\d+/);
    }
  });

  it('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    expectOneLine(await dictum(['serve', '--port', String(port)]), 2, new RegExp(`^dictum: port ${port} on 127\\.0\\.0\\.1 is in use`));
    taken.close();
  });

  it('a data folder that is a file, or lies in one', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expectOneLine(await dictum(['check', '--data', file]), 2, /is a file, not a folder$/m);
    expectOneLine(await dictum(['check', '--data', join(file, 'under')]), 2, /is a file, not a folder$/m);
  });

  it('a data folder whose database is none', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    await writeFile(join(broken, 'dictum.sqlite'), 'no database at all '.repeat(100));
    expectOneLine(await dictum(['check', '--data', broken]), 2, /^dictum: /);
  });

  // Whoever may do anything can read any folder.
  it.skipIf(process.getuid?.() === 0)('a data folder that cannot be read', async () => {
    const locked = join(folder, 'locked');
    await mkdir(locked, { mode: 0o000 });
    expectOneLine(await dictum(['check', '--data', locked]), 2, /cannot be/);
  });

  it('a seed that is not there, and one with a fault in it', async () => {
    expectOneLine(await dictum(['seed', join(folder, 'nowhere')]), 2, /nowhere is not there$/m);
    const file = join(folder, 'bad.yaml');
    await writeFile(file, 'actors:\n  - id: somebody\n    kind: persn\n    name: Somebody\n');
    const ended = await dictum(['seed', file]);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(lines(ended)).toEqual([expect.stringMatching(/bad\.yaml:\d+ {2}actor\/somebody \/kind$/), expect.stringContaining('did you mean person?'), '1 thing is wrong.']);
  });

  it('a question about something that is not there', async () => {
    expectOneLine(await dictum(['query', 'provenance', 'no-such-claim']), 1, /^dictum: there is no claim no-such-claim$/m);
    expectOneLine(await dictum(['query', 'neighbourhood', 'actor/no-such-actor']), 1, /^dictum: there is no actor no-such-actor$/m);
    expect((await dictum(['query', 'paths', 'actor/wang-yi', 'actors/china'])).err).toMatch(/--to: "actors" is not one of .*did you mean actor\?/);
    expect((await dictum(['coverage', '--has', 'proof'])).err).toMatch(/--has: "proof" is not one of/);
    expect((await dictum(['query', 'statements', '--mode', 'rumour'])).err).toMatch(/--mode: "rumour" is not one of/);
  });
});

describe('dictum serve', () => {
  it('says where it is and what to try, and the examples work', async () => {
    const running = await serve();
    const examples = [...running.said().matchAll(/curl '([^']+)'/g)].map(([, url]) => url!);
    expect(examples).toHaveLength(3);
    for (const url of examples) expect(url.startsWith(running.url)).toBe(true);
    for (const url of examples) expect((await fetch(url)).status).toBe(200);
    expect((await stop(running)).code).toBe(0);
  });

  it('answers what is under way before it ends', async () => {
    const running = await serve();
    const answer = await fetch(`${running.url}/v1/statements`, { headers: { accept: 'application/x-ndjson', connection: 'close' } });
    const ended = stop(running);
    expect((await answer.text()).trimEnd().split('\n').length).toBeGreaterThan(50);
    expect((await ended).code).toBe(0);
  });

  it('finds after a restart what was written before it', async () => {
    const fresh = join(folder, 'kept');
    const first = await serve(['--data', fresh, '--seed', 'graph-seed']);
    const before = await (await fetch(`${first.url}/v1/statements?limit=200`)).text();
    await stop(first);
    const second = await serve(['--data', fresh]);
    expect(await (await fetch(`${second.url}/v1/statements?limit=200`)).text()).toBe(before);
    expect((await stop(second)).code).toBe(0);
  });
});

describe('dictum verify', () => {
  const SOURCE = 'sources:\n  - { id: invented-report, csl: { type: article, language: en } }\n';
  const TEXT = 'The ministers met in Exampleton. Trade will grow, they said.[1] Nobody disagreed.\n';
  let store = '';
  let file = '';
  beforeAll(async () => {
    [store, file] = [join(folder, 'verify'), join(folder, 'report.txt')];
    await writeFile(file, TEXT);
    const { out } = await dictum(['passages', file, '--source', 'invented-report', '--prefix', 'inv']);
    await writeFile(join(folder, 'report.yaml'), SOURCE + out);
    expect((await verify('seed', join(folder, 'report.yaml'))).code).toBe(0);
  });
  const verify = (...args: string[]): Promise<Ended> => dictum(args, { DICTUM_DATA: store });
  const check = (path: string, ...more: string[]): Promise<Ended> => verify('verify', '--source', 'invented-report', '--file', path, ...more);
  const edited = async (from: string, to: string): Promise<string> => {
    const path = join(folder, 'edited.txt');
    await writeFile(path, TEXT.replace(from, to));
    return path;
  };

  it('checks every passage of a source, a line for each', async () => {
    expect(await check(file)).toEqual({
      code: 0, err: '',
      out: 'verified       inv-p1-s1  paragraph 1, sentence 1  digest\nverified       inv-p1-s2  paragraph 1, sentence 2  digest\nverified       inv-p1-s3  paragraph 1, sentence 3  digest\n3 passages: verified 3\n',
    });
  });

  it('fails what an edit touched, and finds again what it moved', async () => {
    const { code, out } = await check(await edited('will grow', 'will never grow'));
    expect(code).toBe(1);
    expect(out).toMatch(/^verified +inv-p1-s1 .*digest\nunverified +inv-p1-s2 .*what stands at 33-63 has the digest .*\nverified +inv-p1-s3 .*relocated: it stands at 70-87, not at 64-81\n3 passages: verified 2, unverified 1\n$/);
  });

  it('records a snapshot and the checks, the same snapshot the next time', async () => {
    const recorded = await check(file, '--record', '--retrieved', '2024-04-01');
    expect([recorded.code, recorded.out]).toEqual([0, expect.stringMatching(/recorded for 3 passages, with snapshot (invented-report-[0-9a-f]{12}), of which the digests only are stored\n$/)]);
    const again = JSON.parse((await check(file, '--record', '--store-text', '--json')).out);
    expect(again).toMatchObject({ source: 'invented-report', totals: { verified: 3, unverified: 0 }, recorded: { isNew: false, recorded: 3 }, passages: [{ id: 'inv-p1-s1', status: 'verified', position: { start: 0, end: 32 } }, {}, {}] });
    const lines = (await verify('export')).out.trim().split('\n').map((line) => JSON.parse(line));
    expect(lines.filter(({ type }) => type === 'snapshot')).toMatchObject([{ retrieved: '2024-04-01', text: TEXT, digest: { bytes: expect.any(String) } }]);
    for (const passage of lines.filter(({ type }) => type === 'passage')) expect(passage.checks).toMatchObject([{ status: 'verified', method: 'digest', span: passage.digest.span }]);
    expect((await verify('check')).code).toBe(0);
    expect((await verify('query', 'search', 'ministers')).code).toBe(0);
  });

  it('records that a passage is no longer there', async () => {
    await check(await edited('Nobody', 'Everybody'), '--record');
    const lines = (await verify('export')).out.trim().split('\n').map((line) => JSON.parse(line));
    expect(lines.find(({ id }) => id === 'inv-p1-s3').checks).toMatchObject([{ status: 'verified' }, { status: 'unverified', method: null }]);
  });

  it('checks one quotation against a text, or a source', async () => {
    expect(await verify('verify', '--quote', 'Trade will grow, they said', '--file', file)).toEqual({ code: 0, err: '', out: 'verified  exact\n  33-59  "Trade will grow, they said"\n' });
    expect((await verify('verify', '--quote', 'TRADE WILL GROW they said', '--file', file)).out).toMatch(/^repaired {2}folded {2}the source has "Trade will grow, they said", which differs by case, punctuation\n/);
    const json = await verify('verify', '--quote', 'Trade will grow, they said', '--source', 'invented-report', '--json');
    expect([json.code, JSON.parse(json.out)]).toEqual([0, expect.objectContaining({ status: 'verified', searched: [{ source: 'invented-report', snapshot: expect.any(String) }] })]);
    expect((await verify('verify', '--quote', 'Trade will not grow, they said', '--source', 'invented-report')).code).toBe(1);
  });

  it('says what is wrong with how it is called', async () => {
    for (const args of [[], ['--source', 'x'], ['--file', file], ['--quote', 'x', '--source', 'x', '--file', file], ['--quote', 'x', '--file', file, '--record'], ['--source', 'x', '--file', file, '--store-text'], ['--source', 'x', '--file', file, '--speaker', 'y']]) {
      expect(await verify('verify', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^error: .*--/) });
    }
    expect(await verify('verify', '--source', 'nowhere', '--file', file)).toMatchObject({ code: 1, out: '', err: 'dictum: there is no source nowhere\n' });
    expect(await check(join(folder, 'no-such-file'))).toMatchObject({ code: 2, err: expect.stringContaining('is not there') });
    await writeFile(join(folder, 'latin1.txt'), Buffer.from([0xe9, 0x20, 0x41]));
    expect(await check(join(folder, 'latin1.txt'))).toMatchObject({ code: 1, err: expect.stringContaining('is not UTF-8') });
    expect(await check(file, '--record', '--retrieved', 'soon')).toMatchObject({ code: 1, err: expect.stringContaining('/retrieved') });
    expect((await verify('verify', '--quote', 'grow', '--file', file)).err).toMatch(/^dictum: the quotation has 4 characters.*prefix or suffix.*\n$/);
  });
});
