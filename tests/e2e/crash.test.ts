import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { temporaryFolder } from '../support/engines.ts';
import { revision, SIZE } from '../support/revisions.ts';
import { contents, findings, listed } from '../support/store.ts';

const ROUNDS = 6;
const LONGEST_MS = 600;
const child = fileURLToPath(new URL('../support/crash-child.ts', import.meta.url));

/**
 * Starts a process that writes revisions from `first` on, and kills it at some moment: of its first write, or of one
 * after that. The last revision that it told of, or the one before `first`.
 */
const killedWhileWriting = async (folder: string, first: number, during: 'first' | 'later'): Promise<number> => {
  const writing = spawn(process.execPath, ['--import', 'tsx', child, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(writing, 'exit');
  const tooEarly = ended.then(([code]) => Promise.reject(new Error(`the writing process ended with ${String(code)}`)));
  let told = first - 1;
  const lines = createInterface({ input: writing.stdout });
  const begun = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line !== 'ready') told = Number(line);
      if (during === 'first' || told >= first) resolve();
    });
  });
  await Promise.race([begun, tooEarly]);
  tooEarly.catch(() => undefined);
  await setTimeout(Math.random() * LONGEST_MS);
  writing.kill('SIGKILL');
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return told;
};

/** Which revision the store holds, having seen to it that it is one revision and nothing of another. */
const held = async (folder: string): Promise<number> => {
  const store = openEmbedded({ folder, readers: 0, timeoutMs: 10_000 });
  try {
    expect(await findings(store)).toEqual([]);
    const { lines } = await contents(store);
    if (lines.length === 0) return -1;
    const marks = new Set(lines.map((line) => /revision (\d+)/.exec(line)?.[1]));
    expect([lines.length, marks.size]).toEqual([revision(0).length, 1]);
    const of = Number([...marks][0]);
    expect(await listed(store, 'statement', { where: [anyOf('citedSource', 'wire')] })).toHaveLength(
      of % 2 === 0 ? SIZE : 0,
    );
    expect(await listed(store, 'statement', { where: [anyOf('topic', 't-0')] })).toHaveLength(of % 2 === 0 ? SIZE : 0);
    return of;
  } finally {
    await store.close();
  }
};

describe('a process that is killed while it writes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('leaves the old state or the new one whole, and never less than what it had told of', async () => {
    let before = -1;
    for (let round = 0; round < ROUNDS; round++) {
      const told = await killedWhileWriting(folder, before + 1, round % 2 === 0 ? 'first' : 'later');
      const after = await held(folder);
      expect(after).toBeGreaterThanOrEqual(told);
      expect(after).toBeGreaterThanOrEqual(before);
      before = after;
    }
  }, 120_000);
});
