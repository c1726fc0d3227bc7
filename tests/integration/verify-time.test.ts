import { expect, it } from 'vitest';
import { DictumError } from '../../src/model/errors.ts';
import { verdictOn } from '../../src/queries/verify.ts';
import type { Questions, Store } from '../../src/store/port.ts';
import { storesOfCases } from '../support/one-store.ts';
import { write } from '../support/store.ts';
import { actor, claim, passage, snapshot, source, statement } from '../support/world.ts';

/*
 * How much verifying a quotation reads, and when it ends.
 */

const open = storesOfCases();

/** Editions of one report, or of as many as there are. */
const editions = async (count: number, of: (i: number) => string, words: string): Promise<Store> => {
  const store = await open();
  await write(store, ...Array.from({ length: count }, (_, i) => source(of(i))));
  for (let i = 0; i < count; i++) {
    const text = `Edition ${i}. ${words}`;
    await write(store, snapshot(`copy-${String(i).padStart(3, '0')}`, { source: of(i), of: text, text }));
  }
  return store;
};

const never = (): void => undefined;

it('ends between two texts once its time is over', async () => {
  const store = await editions(10, () => 'report', 'The ministers said that trade would grow.');
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

it('looks through so many of all texts at most, the latest first, and says how many more have the words', async () => {
  const store = await editions(55, (i) => `report-${i}`, 'It can be signed, said one, and it cannot be signed in May.');
  const verdict = await verdictOn(store, { quote: 'be signed in May', prefix: 'never' }, never);
  expect(verdict).toMatchObject({ status: 'unverified', reason: { code: 'not-all-searched' }, candidates: 55 });
  expect(verdict.searched.map(({ snapshot }) => snapshot)).toEqual(
    Array.from({ length: 50 }, (_, i) => `copy-0${54 - i < 10 ? '0' : ''}${54 - i}`),
  );
});

it('looks through one text of a source that has the words, however many have them', async () => {
  const store = await editions(8, (i) => `report-${i % 2}`, 'It can be signed in May.');
  const verdict = await verdictOn(store, { quote: 'It can be signed in May.' }, never);
  expect(verdict).toMatchObject({ status: 'ambiguous', reason: { code: 'several-sources' }, candidates: 8 });
  expect(verdict.searched).toEqual([
    { source: 'report-1', snapshot: 'copy-007' },
    { source: 'report-0', snapshot: 'copy-006' },
  ]);
});

it('reads the passages of a source once, however many texts it has', async () => {
  const store = await editions(5, () => 'report', 'The ministers said that trade would grow. It is so.');
  await store.write(
    [
      actor('ada'),
      claim('claim-a'),
      passage('gone', { source: 'report', selectors: [{ type: 'TextQuoteSelector', exact: 'It was never said.' }] }),
      statement('said', { speakers: ['ada'], passages: ['gone'] }),
    ],
    { acceptExisting: true },
  );
  const asked: string[] = [];
  const counting: Questions = { ...store, list: (query) => (asked.push(query.type), store.list(query)) };
  const verdict = await verdictOn(
    counting,
    { quote: 'that trade would grow', source: 'report', speaker: 'ada' },
    never,
  );
  expect(verdict).toMatchObject({ status: 'unverified', reason: { code: 'passage-not-placed' } });
  expect(verdict.searched).toHaveLength(5);
  // All of them, and those of the speaker.
  expect(asked.filter((type) => type === 'passage')).toHaveLength(2);
});
