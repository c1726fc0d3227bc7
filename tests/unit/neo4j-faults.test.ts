import { Neo4jError } from 'neo4j-driver';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LacksMemory } from '../../src/store/lacks-memory.ts';
import { isPassing, translated } from '../../src/store/neo4j/faults.ts';
import { Lockout, whileHeard } from '../../src/store/neo4j/hung.ts';

const error = (code: string): Neo4jError => new Neo4jError('The server says why', code, '50N42', 'general error');

afterEach(() => void vi.useRealTimers());

describe('an error of Neo4j', () => {
  it.each(['OutOfMemoryError', 'TransactionOutOfMemoryError', 'MemoryPoolOutOfMemoryError'])(
    'that says %s is told as that, and is not tried again as it was',
    (name) => {
      const cause = error(`Neo.TransientError.General.${name}`);
      expect(isPassing(cause)).toBe(false);
      const told = translated(cause, 1000) as LacksMemory;
      expect(told).toBeInstanceOf(LacksMemory);
      expect(told).toMatchObject({ code: 'too-slow', cause });
      expect(told.message).toMatch(/has not the memory.*heap.*The server says why/);
    },
  );

  it('of a query that was stopped says how long it took, and one of locks is tried again', () => {
    const stopped = translated(error('Neo.ClientError.Transaction.TransactionTimedOut'), 1000);
    expect(stopped).toMatchObject({ code: 'too-slow', message: 'the query took longer than 1000 ms' });
    expect(stopped).not.toBeInstanceOf(LacksMemory);
    expect(isPassing(error('Neo.TransientError.Transaction.DeadlockDetected'))).toBe(true);
  });
});

describe('a server that hangs', () => {
  const never = (): Promise<never> => new Promise(() => undefined);

  it('is waited for as long as it answers at all', async () => {
    const work = new Promise((resolve) => setTimeout(() => resolve('written'), 200));
    expect(await whileHeard(work, { ping: async () => 1, ms: 20, writes: true })).toBe('written');
    await expect(whileHeard(never(), { ping: never, ms: 20, writes: true })).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('may have been written, or may still come to be'),
    });
  });

  it('is not heard where no connection comes about, and is where it refuses, or all connections are in use', async () => {
    const lost = (): Promise<never> => Promise.reject(error('ServiceUnavailable'));
    await expect(whileHeard(never(), { ping: lost, ms: 20, writes: false })).rejects.toMatchObject({
      code: 'store-unreachable',
      message: 'The server says why',
    });
    for (const code of ['Neo.ClientError.Security.Unauthorized', 'N/A']) {
      const work = new Promise((resolve) => setTimeout(() => resolve('written'), 100));
      expect(await whileHeard(work, { ping: () => Promise.reject(error(code)), ms: 20, writes: true })).toBe('written');
    }
  });

  it('is asked no more where it refused the password, and may be where it refused something else', async () => {
    const lockout = new Lockout();
    const refusal = error('Neo.ClientError.Security.Forbidden');
    await expect(lockout.of(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await lockout.of(async () => 'asked')).toBe('asked');
    const wrong = error('Neo.ClientError.Security.Unauthorized');
    await expect(lockout.of(() => Promise.reject(wrong))).rejects.toBe(wrong);
    await expect(lockout.of(async () => 'asked')).rejects.toBe(wrong);
  });

  it('is asked by one alone, once it may have another password', async () => {
    vi.useFakeTimers({ toFake: ['hrtime'] });
    const lockout = new Lockout();
    const wrong = error('Neo.ClientError.Security.Unauthorized');
    let asked = 0;
    const ask = (): Promise<never> => {
      asked += 1;
      return Promise.reject(wrong);
    };
    await expect(lockout.of(ask)).rejects.toBe(wrong);
    vi.advanceTimersByTime(11_000);
    const told = await Promise.allSettled(Array.from({ length: 10 }, () => lockout.of(ask)));
    expect(told.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'rejected'));
    expect(asked).toBe(2);
    vi.advanceTimersByTime(11_000);
    expect(await lockout.of(async () => 'let in')).toBe('let in');
    expect(await lockout.of(async () => 'let in')).toBe('let in');
  });
});
