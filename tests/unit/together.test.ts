import { describe, expect, it } from 'vitest';
import { READ, SUPPORT, VALUES } from '../../src/store/neo4j/cypher.ts';
import { bundled } from '../../src/store/neo4j/cypher-state.ts';
import type { Ask, Columns } from '../../src/store/neo4j/query.ts';
import { together } from '../../src/store/neo4j/together.ts';

/*
 * What one question asks of Neo4j, and what of it is sent, without a server.
 */

type Sent = { query: string; parameters: Record<string, any> };

const server = (answer: (sent: Sent) => Columns): { sent: Sent[]; ask: Ask } => {
  const sent: Sent[] = [];
  return {
    sent,
    ask: async (query, parameters = {}) => {
      sent.push({ query, parameters });
      return answer({ query, parameters });
    },
  };
};

describe('what a question asks at once', () => {
  const values = { filter: 'f' };

  it('goes as one query, each of its kinds with its own parameters and columns', async () => {
    const { sent, ask } = server(() => ({
      of0_value: [[['v']]],
      of1_view: [[['x'], ['y']]],
      of1_address: [[['a'], ['b']]],
    }));
    const asked = together(ask);
    const answers = await Promise.all([
      asked(READ, { asked: [['a']] }),
      asked(VALUES, { asked: [values], limit: 3 }),
      asked(READ, { asked: [['b']] }),
    ]);
    expect(sent).toEqual([
      {
        query: bundled([VALUES, READ]),
        parameters: { asked: [{ of0_asked: [values], of1_asked: [['a'], ['b']] }], of0_limit: 3 },
      },
    ]);
    expect(answers).toEqual([
      { view: [['x']], address: [['a']] },
      { value: [['v']] },
      { view: [['y']], address: [['b']] },
    ]);
  });

  it('is one text whatever the order in which it is asked', async () => {
    const { sent, ask } = server(() => ({}));
    for (const order of [
      [SUPPORT, READ],
      [READ, SUPPORT],
    ]) {
      const asked = together(ask);
      await Promise.all(order.map((query) => asked(query, { asked: [['a']] })));
    }
    expect(sent[0]).toEqual(sent[1]);
    expect(sent.length).toBe(2);
  });

  it('goes as it is where it is one, or cannot be asked together with others', async () => {
    const { sent, ask } = server(() => ({ view: [['x']] }));
    const asked = together(ask);
    await asked(READ, { asked: [['a']] });
    await Promise.all([asked('ROWS', { parts: [] }), asked(READ, { asked: [['b']] })]);
    expect(sent.map(({ query }) => query).sort()).toEqual([READ, READ, 'ROWS'].sort());
  });

  it('fails together', async () => {
    const asked = together(() => Promise.reject(new Error('gone')));
    const failures = await Promise.all(
      [asked(READ, { asked: [['a']] }), asked(VALUES, { asked: [values] })].map((answer) =>
        answer.catch((error: Error) => error.message),
      ),
    );
    expect(failures).toEqual(['gone', 'gone']);
  });
});
