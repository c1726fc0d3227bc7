import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { commandLine } from '../support/command.ts';

/* However an import ends, what is said leads on, and the same lines once more make it whole. */

const commands = commandLine();

/** How many lines there are, and how many an import is given before it is ended. */
const [LINES, GIVEN] = [6000, 4500];
const lines = Array.from(
  { length: LINES },
  (_, i) => `${JSON.stringify({ type: 'topic', id: `topic-${i}`, name: `Subject ${i} of many` })}\n`,
);

type Importing = {
  child: ChildProcessWithoutNullStreams;
  err: () => string;
  out: () => string;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
};

/** Starts an import of standard input into a folder. */
const importing = (name: string, flags: string[]): Importing => {
  const data = join(commands.folder, name);
  const child = spawn(process.execPath, ['dist/cli/main.js', 'import', '-', '--data', data, ...flags]);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, out: () => out, err: () => err, ended };
};

/** Whether a batch stands in the file; the size of its log would also grow while the tables are made. */
const isWritten = (name: string): boolean => {
  try {
    const database = openDatabase(join(commands.folder, name, 'dictum.sqlite'), { readOnly: true });
    try {
      return database.prepare('SELECT rid FROM record LIMIT 1').all().length > 0;
    } finally {
      database.close();
    }
  } catch {
    // There is no file yet, or no table in it.
    return false;
  }
};

/** The same, of which the first batch is written. */
const begun = async (name: string, flags: string[] = []): Promise<Importing> => {
  const started = importing(name, flags);
  started.child.stdin.write(lines.slice(0, GIVEN).join(''));
  await expect.poll(() => isWritten(name), { timeout: 120_000, interval: 50 }).toBe(true);
  return started;
};

/** What the import of all lines says. */
const again = async (name: string, flags: string[] = []): Promise<string> => {
  const { child, out, ended } = importing(name, flags);
  child.stdin.end(lines.join(''));
  expect(await ended).toBe(0);
  return out();
};

describe('an import that is ended', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says where to go on', async (signal, code) => {
    const { child, err, out, ended } = await begun(signal);
    child.kill(signal);
    await expect.poll(err, { timeout: 60_000 }).toContain('stopping once the batch under way is written');
    child.stdin.end(lines.slice(GIVEN).join(''));
    expect(await ended).toBe(code);
    const next = /stopped, go on with --from-line (\d+)/.exec(out())?.[1];
    expect(Number(next)).toBeGreaterThan(1);
    expect(await again(signal, ['--from-line', next!])).toContain('unchanged 0');
    expect((await commands.dictum(['check', '--data', join(commands.folder, signal)])).code).toBe(0);
  });

  it('by SIGKILL while it is filed at its end lets no question be answered, and says how to go on', async () => {
    const { child, ended } = await begun('killed', ['--bulk']);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const data = join(commands.folder, 'killed');
    const checked = await commands.dictum(['check', '--data', data]);
    expect([checked.code === 0, checked.err]).toEqual([false, expect.stringContaining('run it again as it was')]);
    expect(await again('killed')).toMatch(/^6000 lines: written \d+, unchanged \d+/);
    expect((await commands.dictum(['check', '--data', data])).code).toBe(0);
  });

  it('by a line that is refused leaves a store that answers, and names the line', async () => {
    const { child, err, ended } = await begun('refused');
    child.stdin.end('{"type":"topic","id":"Not An Id","name":"x"}\n');
    expect(await ended).toBe(1);
    expect(err()).toContain(String(GIVEN + 1));
    expect((await commands.dictum(['check', '--data', join(commands.folder, 'refused')])).code).toBe(0);
  });
});
