import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/store/neo4j/along.ts';
import { LABELS, READ, SUPPORT, VALUES } from '../../src/store/neo4j/cypher.ts';
import { TERM_ROWS } from '../../src/store/neo4j/cypher-lists.ts';
import { bundled } from '../../src/store/neo4j/cypher-state.ts';
import { digestOf, termOf } from '../../src/store/neo4j/records.ts';
import { readSequence } from '../../src/store/neo4j/reader.ts';
import type { Ask, Columns } from '../../src/store/neo4j/session.ts';
import { together } from '../../src/store/neo4j/together.ts';
import { anyOf } from '../../src/model/query.ts';

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

describe('what came along', () => {
  const row = (id: string): object => ({ place: `2025\0${id}`, tail: '', view: `{"id":"${id}"}` });
  const came = {
    along: [['actor/a']],
    alongView: [['{"id":"a"}']],
    named: [['forum/f', 'forum/g']],
    names: [['F', 'G']],
    digest: [['c', 'd'].map((claim) => digestOf(termOf('statement', 'claim', claim)))],
    filed: [[[row('s'), row('t')], [row('u')]]],
  };
  const pages = (...claims: string[]) =>
    claims.map((claim) => ({ type: 'statement' as const, where: [anyOf('claim', claim)], sort: 'said' }));

  it('is not asked for again, and what did not come is', async () => {
    const { sent, ask } = server(({ query }) =>
      query === READ ? { address: [['actor/b']], view: [['']], movedTo: [['c']] } : came,
    );
    const asked = remembering(ask);
    await asked(VALUES, { asked: [{}] });
    expect(await asked(READ, { asked: [['actor/a']] })).toEqual({
      address: [['actor/a']],
      view: [['{"id":"a"}']],
      movedTo: [['']],
    });
    expect(sent.length).toBe(1);
    expect(await asked(READ, { asked: [['actor/a', 'actor/b']] })).toEqual({
      address: [['actor/b', 'actor/a']],
      view: [['', '{"id":"a"}']],
      movedTo: [['c', '']],
    });
    expect(sent[1]!.parameters).toEqual({ asked: [['actor/b']] });
  });

  it('is the label of a record, whether or not the record came', async () => {
    const { sent, ask } = server(({ query }) => (query === LABELS ? { address: [['actor/a']], label: [['A']] } : came));
    const asked = remembering(ask);
    await asked(VALUES, { asked: [{}] });
    expect(await asked(LABELS, { asked: [['forum/g', 'forum/f']] })).toEqual({
      address: [['forum/g', 'forum/f']],
      label: [['G', 'F']],
    });
    expect(await asked(LABELS, { asked: [['forum/f', 'actor/a']] })).toEqual({
      address: [['actor/a', 'forum/f']],
      label: [['A', 'F']],
    });
    expect(sent.slice(1)).toEqual([{ query: LABELS, parameters: { asked: [['actor/a']] } }]);
  });

  it('is the first records of terms, one after another, and no more than are wanted', async () => {
    const { sent, ask } = server(() => came);
    const asked = remembering(ask);
    await asked(VALUES, { asked: [{}] });
    const rows = async (limit: number, perPart: number): Promise<string[]> =>
      (await readSequence(asked, pages('c', 'd'), null, limit, perPart)).rows.map(({ part, id }) => `${part} ${id}`);
    expect(await rows(4, 2)).toEqual(['0 s', '0 t', '1 u']);
    expect(await rows(4, 1)).toEqual(['0 s', '1 u']);
    expect(await rows(2, 2)).toEqual(['0 s', '0 t']);
    expect(sent.length).toBe(1);
  });

  it('answers for no other term, no later place and no longer list', async () => {
    const { sent, ask } = server(({ query }) =>
      query === VALUES ? came : { part: [[0]], place: [['2025\0z']], tail: [['']], view: [['{}']] },
    );
    const asked = remembering(ask);
    await asked(VALUES, { asked: [{}] });
    await readSequence(asked, pages('e'), null, 4, 2);
    await readSequence(asked, pages('c'), { part: 0, key: '2025', id: 's' }, 4, 2);
    await readSequence(asked, pages('c'), null, 4, 3);
    expect(sent.slice(1).map(({ query }) => query)).toEqual(Array(3).fill(TERM_ROWS[0]!.ascending));
  });
});
