import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { commandLine } from '../support/command.ts';
import { asked, createTopic } from '../support/written.ts';

/*
 * What the machine does to a store: each is told in one line that has the remedy, without a stack, and nothing that was
 * acknowledged is lost.
 */

const line = commandLine();
const STACK = /^\s+at /m;

/** Runs the command in a shell, with something before it. */
const inShell = async (before: string, args: string): Promise<{ code: number; out: string; err: string }> => {
  const run = promisify(execFile)('bash', ['-c', `${before} ${process.execPath} dist/cli/main.js ${args}`], {
    maxBuffer: 2 ** 26,
  });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
};

/** Runs as somebody whom the rights of files bind; null where that cannot be. */
const BOUND =
  process.getuid?.() !== 0
    ? ''
    : spawnSync('setpriv', ['--version']).status === 0
      ? 'setpriv --reuid 65534 --clear-groups'
      : null;

describe('a disk that is full', () => {
  it('is told as that, and what was written before is whole', async () => {
    const data = join(line.folder, 'full');
    expect((await line.dictum(['seed', '--data', data, 'graph-seed'])).code).toBe(0);
    const before = await line.dictum(['export', '--data', data]);
    const file = join(line.folder, 'many.ndjson');
    const topics = Array.from({ length: 20_000 }, (_, i) =>
      JSON.stringify({ type: 'topic', id: `many-${i}`, name: `Many ${i}` }),
    );
    // The limit of the size of a file stands in for the end of a disk: SQLite is refused to write in the same way.
    writeFileSync(file, topics.join('\n'));
    const blocks = Math.ceil(statSync(join(data, 'dictum.sqlite')).size / 1024) + 600;
    const full = await inShell(`ulimit -f ${blocks};`, `import ${file} --data ${data}`);
    expect([full.code, full.err]).toEqual([
      expect.any(Number),
      expect.stringContaining('there is no room left to write to'),
    ]);
    expect([full.code > 0, STACK.test(full.err)]).toEqual([true, false]);
    const check = await line.dictum(['check', '--data', data]);
    expect([check.code, check.err + check.out]).toEqual([0, expect.stringContaining('0 findings')]);
    const after = await line.dictum(['export', '--data', data]);
    for (const each of before.out.split('\n')) expect(after.out).toContain(each);
    // With room it goes on.
    expect((await line.dictum(['import', file, '--data', data])).code).toBe(0);
    expect((await line.dictum(['export', '--data', data])).out.match(/"type":"topic","id":"many-/g)).toHaveLength(
      20_000,
    );
  });
});

describe.skipIf(BOUND === null)('a folder that may only be read', () => {
  it('is read and served, and a write is refused with the reason', async () => {
    const data = join(line.folder, 'read-only');
    expect((await line.dictum(['seed', '--data', data, 'graph-seed'])).code).toBe(0);
    const whole = await line.dictum(['export', '--data', data]);
    chmodSync(join(data, 'dictum.sqlite'), 0o444);
    chmodSync(data, 0o555);
    chmodSync(line.folder, 0o755);
    try {
      const read = await inShell(BOUND!, `export --data ${data}`);
      expect([read.code, read.err, read.out]).toEqual([0, '', whole.out]);
      const file = join(line.folder, 'line.ndjson');
      writeFileSync(file, JSON.stringify({ type: 'topic', id: 'new', name: 'New' }));
      const written = await inShell(BOUND!, `import ${file} --data ${data}`);
      expect([written.code > 0, written.err]).toEqual([
        true,
        expect.stringContaining('cannot be written by this user'),
      ]);
      expect(written.err).not.toMatch(STACK);
    } finally {
      chmodSync(data, 0o755);
    }
  });
});

describe('a file with damaged pages', () => {
  it('is told as damaged, with what to do, and no stack', async () => {
    const [whole, data] = [join(line.folder, 'whole'), join(line.folder, 'damaged')];
    expect((await line.dictum(['seed', '--data', whole, 'graph-seed'])).code).toBe(0);
    cpSync(whole, data, { recursive: true });
    const path = join(data, 'dictum.sqlite');
    const file = openSync(path, 'r+');
    for (let page = 10; page < statSync(path).size / 4096; page += 5)
      writeSync(file, Buffer.alloc(900, 0xa5), 0, 900, page * 4096);
    closeSync(file);
    for (const args of [['export'], ['check']]) {
      const { code, err } = await line.dictum([...args, '--data', data]);
      expect([code !== 0, STACK.test(err)]).toEqual([true, false]);
    }
  });
});

/** How many places a log is cut at: more in the campaign. */
const CUTS = Number(process.env['CUTS'] ?? 3);
/** The head of a log and its first page: with less than that there is no log. */
const [FIRST_PAGE, PAGE] = [32 + 24 + 4096, 24 + 4096];

const tokenOf = async (data: string): Promise<string> =>
  (await line.dictum(['token', 'create', '--name', 'Ada', '--scope', 'write', '--data', data])).out.trim();

describe('a log that was cut off', () => {
  it('leaves the first of the writes that it had, each whole, or is told as missing', async () => {
    const [whole, data] = [join(line.folder, 'logged'), join(line.folder, 'cut')];
    const token = await tokenOf(whole);
    const served = await line.serve(['--data', whole]);
    const written = 12;
    for (let i = 0; i < written; i++) expect((await createTopic(served, token, `t-${i}`)).status).toBe(201);
    served.child.kill('SIGKILL');
    await served.ended;
    const size = statSync(join(whole, 'dictum.sqlite-wal')).size;
    expect(size).toBeGreaterThan(written * PAGE);
    const between = Array.from({ length: CUTS }, (_, i) => Math.floor(FIRST_PAGE + ((size - FIRST_PAGE) * i) / CUTS));
    let most = 0;
    for (const [i, cut] of [0, 1, 33, FIRST_PAGE - 1, ...between, size].entries()) {
      rmSync(data, { recursive: true, force: true });
      cpSync(whole, data, { recursive: true });
      truncateSync(join(data, 'dictum.sqlite-wal'), cut);
      if (i % 2 === 0) rmSync(join(data, 'dictum.sqlite-shm'));
      const check = await line.dictum(['check', '--data', data]);
      expect(check.err).not.toMatch(STACK);
      if (cut < FIRST_PAGE) {
        expect([cut, check.code, check.err]).toEqual([cut, 2, expect.stringContaining('without its log')]);
        continue;
      }
      expect([cut, check.code, check.out + check.err]).toEqual([cut, 0, expect.stringContaining('0 findings')]);
      const { out } = await line.dictum(['export', '--data', data]);
      const left = [...out.matchAll(/"type":"topic","id":"t-(\d+)"/g)].map(([, n]) => Number(n)).sort((a, b) => a - b);
      expect(left).toEqual(left.map((_, n) => n));
      expect(left.length).toBeGreaterThanOrEqual(most);
      most = left.length;
    }
    expect(most).toBe(written);
    rmSync(join(whole, 'dictum.sqlite-wal'));
    rmSync(join(whole, 'dictum.sqlite-shm'));
    expect(await line.dictum(['export', '--data', whole])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('without its log'),
    });
  });
});

describe('a store that is removed or replaced while it is served', () => {
  it('is not ready, answers nothing old, acknowledges nothing that would be lost, and goes on once it is back', async () => {
    const [data, away] = [join(line.folder, 'taken'), join(line.folder, 'away')];
    const token = await tokenOf(data);
    const served = await line.serve(['--data', data, '--seed', 'graph-seed']);
    expect((await createTopic(served, token, 'before')).status).toBe(201);
    const ALL = ['/health/ready', '/v1/topics/before', '/v1/claims?limit=2', '/v1/topics?limit=1'];
    for (const path of ALL) for (const _ of [1, 2]) expect((await asked(served, path)).status).toBe(200);
    const isRefused = async (said: string): Promise<void> => {
      for (const path of ALL)
        expect(await asked(served, path)).toMatchObject({
          status: 503,
          body: { code: 'store-unreachable', detail: expect.stringContaining(said) },
        });
      expect(await createTopic(served, token, 'lost')).toMatchObject({ status: 503 });
      expect((await asked(served, '/health/live')).status).toBe(200);
    };
    renameSync(data, away);
    await isRefused('the database file was removed');
    renameSync(away, data);
    for (const path of ALL) expect((await asked(served, path)).status).toBe(200);
    expect((await asked(served, '/v1/topics/lost')).status).toBe(404);
    expect((await createTopic(served, token, 'after')).status).toBe(201);
    const other = join(line.folder, 'other');
    await line.dictum(['seed', '--data', other, 'graph-seed/reference']);
    cpSync(join(other, 'dictum.sqlite'), join(data, 'another'));
    renameSync(join(data, 'another'), join(data, 'dictum.sqlite'));
    await isRefused('another database file was put in the place');
    expect((await line.stop(served)).code).toBe(0);
  });
});

describe('a store that another process writes to for long', () => {
  it('is waited for, and told as that where it takes too long', async () => {
    const data = join(line.folder, 'held');
    const token = await tokenOf(data);
    const served = await line.serve(['--data', data]);
    const other = openDatabase(join(data, 'dictum.sqlite'), { readOnly: false });
    other.exec('BEGIN IMMEDIATE');
    const waiting = createTopic(served, token, 'waits');
    await sleep(1000);
    expect((await asked(served, '/v1/topics?limit=1')).status).toBe(200);
    other.exec('COMMIT');
    expect((await waiting).status).toBe(201);
    other.exec('BEGIN IMMEDIATE');
    expect(await createTopic(served, token, 'in-vain')).toMatchObject({
      status: 503,
      body: { code: 'store-unreachable', detail: expect.stringContaining('another process is writing to this store') },
    });
    other.exec('COMMIT');
    other.close();
    expect((await createTopic(served, token, 'in-vain')).status).toBe(201);
    expect((await line.stop(served)).code).toBe(0);
  });
});

describe('a Neo4j that is not there', () => {
  it('is told in a line', async () => {
    const { code, err } = await line.dictum(['query', 'statements'], {
      NEO4J_URI: 'bolt://127.0.0.1:1',
      NEO4J_PASSWORD: 'x',
    });
    expect([code, err.trim().split('\n'), STACK.test(err)]).toEqual([1, [expect.stringContaining('Neo4j')], false]);
  });
});
