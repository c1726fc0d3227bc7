import { setMaxListeners } from 'node:events';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withDeadline } from '../../src/deadline.ts';
import { DictumError } from '../../src/model/errors.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { bundleOf, MAKER, verdictOf } from '../support/bundles.ts';
import { temporaryFolder } from '../support/engines.ts';
import { findings, listed, query, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, statement } from '../support/world.ts';

/** Looks up so many values one after another that it takes longer than any reader is given here. */
const endless = query('statement', {
  where: [{ filter: 'speaker', any: Array.from({ length: 1_000_000 }, (_, i) => `nobody-${i}`), none: [] }],
});

/** Asks until the answer comes in time. */
const inTheEnd = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DictumError && error.code === 'too-slow')) throw error;
    }
  }
};

/** By which codes questions are refused. */
const codes = async (questions: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(questions)).map((settled) =>
    settled.status === 'fulfilled'
      ? 'answered'
      : settled.reason instanceof DictumError
        ? settled.reason.code
        : String(settled.reason),
  );

describe('the embedded store on threads of its own', () => {
  let folder: string;
  let store: Store | null = null;
  const open = async (timeoutMs: number): Promise<Store> => {
    folder = await temporaryFolder();
    store = openEmbedded({ folder, readers: 2, timeoutMs });
    return store;
  };
  afterEach(async () => {
    await store?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers in time whatever becomes of the time of day', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    try {
      expect(await opened.counts([{ type: 'statement', where: [], range: null }])).toEqual([4]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells that its file was removed, or another put in its place', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    await opened.ping();
    const path = join(folder, 'dictum.sqlite');
    await copyFile(path, `${path}.other`);
    await rm(path);
    await expect(opened.ping()).rejects.toThrow('the database file was removed');
    await rename(`${path}.other`, path);
    await expect(opened.ping()).rejects.toThrow('another database file was put in the place');
  });

  it('begins nothing for who has gone, and lets them leave the line', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    const slow = query('statement', {
      where: [{ filter: 'speaker', any: Array.from({ length: 100_000 }, (_, i) => `nobody-${i}`), none: [] }],
    });
    const held = [1, 2].map(() => opened.list(slow));
    const gone = new AbortController();
    setMaxListeners(0, gone.signal);
    const ended: string[] = [];
    const waiting = Array.from({ length: 50 }, () =>
      withDeadline(60_000, gone.signal, () => opened.list(slow)).catch((error: DictumError) => ended.push(error.code)),
    );
    const behind = listed(opened, 'statement', { count: true, facets: ['speaker'] });
    await nextTurn();
    gone.abort(new DictumError('request-timeout', 'gone'));
    await Promise.all(waiting);
    expect(ended).toEqual(waiting.map(() => 'request-timeout'));
    // Those before them are still at work, and whoever came after has its turn next.
    expect(await Promise.race([held[0]!.then(() => 'held'), nextTurn().then(() => 'at work')])).toBe('at work');
    await Promise.all([...held, behind]);
    await expect(withDeadline(60_000, gone.signal, () => opened.list(slow))).rejects.toThrow('gone');
  });

  it('writes and reads, many questions at once', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    const answers = await Promise.all(Array.from({ length: 20 }, () => listed(opened, 'statement')));
    expect(new Set(answers.map((ids) => ids.join())).size).toBe(1);
    expect(answers[0]).toHaveLength(4);
    expect(await findings(opened)).toEqual([]);
    const key = { type: 'statement', id: answers[0]![0]! } as const;
    const many = Array.from({ length: 600 }, () => key);
    const revisions = await Promise.all([1, 600, 1, 600].map((count) => opened.revisionOf(many.slice(0, count))));
    expect(new Set(revisions.flat())).toEqual(new Set([1]));
  });

  it('shows a reader what was written, as soon as the write has ended', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    for (let i = 1; i <= 5; i++) {
      await write(
        opened,
        claim(`new-${i}`),
        statement(`new-${i}`, { speakers: ['author'], claims: [`new-${i}`], passages: ['span-1'] }),
      );
      expect((await opened.support(`new-${i}`)).statements).toBe(1);
    }
  });

  it('puts a bundle together as a store on one thread does', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    const text = await bundleOf(opened, 'said-by-a');
    expect(verdictOf(text)).toMatchObject({ code: 4, unchanged: true, derivable: true });
    await expect(opened.bundle('nothing', MAKER)).rejects.toMatchObject({ name: 'DictumError', code: 'not-found' });
    await opened.close();
    store = null;
    const alone = openEmbedded({ folder, readers: 0, timeoutMs: 60_000 });
    expect(await bundleOf(alone, 'said-by-a')).toBe(text);
    await alone.close();
  });

  it('reports what is wrong with a write', async () => {
    const opened = await open(60_000);
    expect(await opened.write([statement('s')])).toMatchObject({
      written: false,
      problems: [{ missing: { type: 'actor' } }, { missing: { type: 'claim' } }, { missing: { type: 'passage' } }],
    });
  });

  it('stops a question that takes too long, and answers others afterwards', async () => {
    const opened = await open(400);
    await write(opened, ...summit());
    // The threads are there once one has answered; before that, what is too slow is their start.
    await inTheEnd(() => opened.ping());
    await expect(opened.list(endless)).rejects.toMatchObject({ name: 'DictumError', code: 'too-slow' });
    expect(await inTheEnd(() => listed(opened, 'statement'))).toHaveLength(4);
  });

  it('refuses what a store on one thread refuses, in the same words', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    await expect(opened.compose('claimProvenance', 'nothing', {})).rejects.toMatchObject({
      name: 'DictumError',
      code: 'not-found',
      context: { recordType: 'claim', id: 'nothing' },
    });
    await expect(opened.compose('forumsOfRegion', 'europe', { limit: 'x' })).rejects.toMatchObject({
      code: 'invalid-parameters',
      faults: [{ parameter: 'limit' }],
    });
    await opened.write([claim('late')], { filing: 'later' });
    const questions = [
      opened.ping(),
      listed(opened, 'claim'),
      opened.list(query('statement', { include: [['speakers']] })),
      opened.compose('claimProvenance', 'shared', {}),
      opened.write([claim('later')]),
    ];
    expect(await codes(questions)).toEqual(questions.map(() => 'loading'));
  });

  it('tells of a database that cannot be read, whichever thread reads it', async () => {
    const opened = await open(60_000);
    const database = openDatabase(join(folder, 'dictum.sqlite'), { readOnly: false });
    database.exec('DROP TABLE term; DROP TABLE record');
    database.close();
    const questions = [
      listed(opened, 'claim'),
      opened.compose('claimProvenance', 'shared', {}),
      opened.write([claim('c')]),
    ];
    expect(await codes(questions)).toEqual(questions.map(() => 'store-unreachable'));
  });

  it('answers in time that a verification takes too long', async () => {
    const opened = await open(1);
    const sent = JSON.stringify({
      quote: 'nobody would leave the table',
      text: 'They would not leave. '.repeat(10_000),
    });
    await expect(opened.verifyQuote(Buffer.from(sent))).rejects.toMatchObject({
      name: 'DictumError',
      code: 'too-slow',
    });
  });

  it('closes while questions are under way, and lets them end', async () => {
    const opened = await open(60_000);
    await write(opened, ...summit());
    const asked = listed(opened, 'statement');
    const sent = Buffer.from(JSON.stringify({ quote: 'trade will grow', text: 'Trade: trade will grow.' }));
    const verified = Promise.all(Array.from({ length: 3 }, () => opened.verifyQuote(sent)));
    await opened.close();
    store = null;
    expect(await asked).toHaveLength(4);
    expect((await verified).map((json) => JSON.parse(json).status)).toEqual(['verified', 'verified', 'verified']);
  });
});
