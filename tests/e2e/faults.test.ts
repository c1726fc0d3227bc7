import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, cpSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

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

describe('a Neo4j that is not there', () => {
  it('is told in a line', async () => {
    const { code, err } = await line.dictum(['query', 'statements'], {
      NEO4J_URI: 'bolt://127.0.0.1:1',
      NEO4J_PASSWORD: 'x',
    });
    expect([code, err.trim().split('\n'), STACK.test(err)]).toEqual([1, [expect.stringContaining('Neo4j')], false]);
  });
});
