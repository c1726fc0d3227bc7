import { expect, it } from 'vitest';
import { DictumError } from '../../src/model/errors.ts';
import { verdictOn } from '../../src/queries/verify.ts';
import { storesOfCases } from '../support/one-store.ts';
import { write } from '../support/store.ts';
import { snapshot, source } from '../support/world.ts';

const open = storesOfCases();

it('ends a verification between two texts once its time is over', async () => {
  const store = await open();
  await write(store, source('report'));
  for (let i = 0; i < 10; i++) {
    const text = `Edition ${i}. The ministers said that trade would grow.`;
    await write(store, snapshot(`copy-${i}`, { source: 'report', of: text, text }));
  }
  const looksAfter = async (time: number): Promise<number> => {
    let looks = 0;
    const clock = (): void => {
      if (++looks > time) throw new DictumError('too-slow', 'the time is over');
    };
    await verdictOn(store, { quote: 'nobody would leave the table', source: 'report' }, clock).catch(
      (error: DictumError) => expect(error.code).toBe('too-slow'),
    );
    return looks;
  };
  // Looked at for each text at least, and never again once it was over.
  expect(await looksAfter(1000)).toBeGreaterThanOrEqual(10);
  expect(await looksAfter(3)).toBe(4);
});
