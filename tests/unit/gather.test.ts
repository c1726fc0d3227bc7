import { describe, expect, it } from 'vitest';
import { gathering, sharing } from '../../src/store/neo4j/gather.ts';
import type { Columns } from '../../src/store/neo4j/query.ts';

/*
 * Questions that are sent together, without a server.
 */

type Sent = {
  query: string;
  parameters: Record<string, any>;
  answer: (columns: Columns) => void;
  fail: (error: Error) => void;
};

/** A server that answers when it is told to. */
const server = (): { sent: Sent[]; ask: ReturnType<typeof gathering> } => {
  const sent: Sent[] = [];
  return {
    sent,
    ask: gathering(
      (query, parameters) => new Promise((answer, fail) => void sent.push({ query, parameters, answer, fail })),
    ),
  };
};

const echoed = ({ parameters }: Sent): Columns => ({
  done: 1 as any,
  begun: 1 as any,
  loading: false as any,
  name: parameters['asked'].map((one: string) => [one]),
});

/** Lets answers come to those who wait for them, and the next questions be sent. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));

describe('questions of one kind', () => {
  it('go in two shares where they come in one turn of the event loop, and those that come later in the next that is free', async () => {
    const { sent, ask } = server();
    const answers = ['a', 'b', 'c', 'd', 'e'].map((one) => ask('Q', { asked: [one], limit: 2 }));
    await settled();
    expect(sent.map(({ parameters }) => parameters)).toEqual([
      { asked: ['a', 'b', 'c'], limit: 2 },
      { asked: ['d', 'e'], limit: 2 },
    ]);
    answers.push(...['f', 'g'].map((one) => ask('Q', { asked: [one], limit: 2 })));
    await settled();
    expect(sent.length).toBe(2);
    sent[0]!.answer(echoed(sent[0]!));
    await settled();
    expect(sent[2]!.parameters).toEqual({ asked: ['f', 'g'], limit: 2 });
    sent[2]!.answer(echoed(sent[2]!));
    sent[1]!.answer(echoed(sent[1]!));
    expect(await Promise.all(answers)).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => ({ done: 1, begun: 1, loading: false, name: [[one]] })),
    );
  });

  it('are never mixed with those of another query or of other parameters', async () => {
    const { sent, ask } = server();
    const answers = ['Q', 'R'].flatMap((query) =>
      [1, 2].flatMap((limit) => ['a', 'b', 'c'].map((one) => ask(query, { asked: [`${query}${limit}${one}`], limit }))),
    );
    await settled();
    for (let i = 0; i < sent.length; i++) {
      sent[i]!.answer(echoed(sent[i]!));
      await settled();
    }
    expect((await Promise.all(answers)).flatMap(({ name }) => name![0])).toEqual([
      'Q1a',
      'Q1b',
      'Q1c',
      'Q2a',
      'Q2b',
      'Q2c',
      'R1a',
      'R1b',
      'R1c',
      'R2a',
      'R2b',
      'R2c',
    ]);
    for (const { query, parameters } of sent)
      expect(parameters['asked'].every((one: string) => one.startsWith(`${query}${parameters['limit']}`))).toBe(true);
  });

  it('fail together, and those that come later are asked all the same', async () => {
    const { sent, ask } = server();
    const answers = ['a', 'b', 'c', 'd'].map((one) =>
      ask('Q', { asked: [one] }).then(
        ({ name }) => name![0],
        (error: Error) => error.message,
      ),
    );
    await settled();
    sent[0]!.answer(echoed(sent[0]!));
    sent[1]!.fail(new Error('gone'));
    await settled();
    const late = ask('Q', { asked: ['e'] });
    await settled();
    sent[2]!.answer(echoed(sent[2]!));
    expect(await Promise.all(answers)).toEqual([['a'], ['b'], 'gone', 'gone']);
    expect((await late)['name']).toEqual([['e']]);
  });

  it('are no more in one query than a server takes lightly', async () => {
    const { sent, ask } = server();
    const answers = Array.from({ length: 40 }, (_, i) => ask('Q', { asked: [`${i}`] }));
    await settled();
    for (let i = 0; i < sent.length; i++) {
      sent[i]!.answer(echoed(sent[i]!));
      await settled();
    }
    await Promise.all(answers);
    expect(sent.map(({ parameters }) => parameters['asked'].length)).toEqual([16, 16, 8]);
  });
});

describe('one question of all', () => {
  /** A number that is told when it is told to, each time another. */
  const counter = (): { sent: ((error?: Error) => void)[]; ask: () => Promise<number> } => {
    const sent: ((error?: Error) => void)[] = [];
    return {
      sent,
      ask: sharing(
        () =>
          new Promise(
            (resolve, reject) =>
              void sent.push((error) => (error === undefined ? resolve(sent.length) : reject(error))),
          ),
      ),
    };
  };

  it('is asked anew for those who come while it is under way, once for all of them', async () => {
    const { sent, ask } = counter();
    const first = ask();
    const later = [ask(), ask(), ask()];
    await settled();
    expect(sent.length).toBe(1);
    sent[0]!();
    expect(await first).toBe(1);
    await settled();
    expect(sent.length).toBe(2);
    const last = ask();
    sent[1]!();
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    await settled();
    sent[2]!();
    expect(await last).toBe(3);
    await settled();
    void ask();
    expect(sent.length).toBe(4);
  });

  it('fails for those only who waited for it', async () => {
    const { sent, ask } = counter();
    const [first, later] = [ask(), ask()];
    sent[0]!(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await settled();
    sent[1]!();
    expect(await later).toBe(2);
  });

  it('is not waited for where no answer comes', async () => {
    const { sent, ask } = counter();
    void ask();
    const later = ask();
    await expect.poll(() => sent.length).toBe(2);
    sent[1]!();
    expect(await later).toBe(2);
  });
});
