import { expect, it } from 'vitest';
import { unlessGone } from '../../src/in-turns.ts';

it('hears the failure of what nobody waits for any more, which would end the process', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    let fail = (_error: Error): void => undefined;
    const turn = new Promise<void>((_resolve, reject) => (fail = reject));
    await expect(unlessGone(turn, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    fail(new Error('the connection was closed'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unheard).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
