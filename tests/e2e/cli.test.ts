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
  it.each([[[]], [['serve']], [['seed']], [['check']], [['export']], [['import']], [['bundle']], [['bundle', 'verify']], [['query']], [['query', 'statements']], [['query', 'forums']], [['query', 'provenance']], [['query', 'search']], [['query', 'neighbourhood']], [['query', 'paths']], [['coverage']]])('of dictum %j says how it is used', async (args) => {
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
