import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { dataFileOf } from '../../src/draft/data-file.ts';
import type { Drafted } from '../../src/draft/drafting.ts';
import { passagesOf } from '../../src/draft/passages.ts';
import { Batch, operationsOf } from '../../src/edit/batch.ts';
import { edit } from '../../src/edit/edit.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';

const TEXT = `Mr. Example spoke.[1] He left.² Nobody cared [sic] at all.[3]
Doe agrees.[4] Others do not.[5] This is known.[6]

[1] “Ministers met”, Ministry of Trade, https://ministry.example/met, (Accessed on 04.03.2025).
² Ibid., p. 2.
[3] Jane Doe, “War and Words”, Journal of Examples, 2019, p. 7; see also “Ministers met”, https://ministry.example/met.
[4] Doe, op. cit., pp. 9–11.
[5] Private communication`;

type Written = { type: 'source' | 'citation' | 'passage'; id: string; record: Record<string, unknown> };
const record = (type: Written['type'], id: string, fields: Record<string, unknown>): Written => ({
  type,
  id,
  record: fields,
});
const write = async (store: Store, ...records: Written[]): Promise<unknown> =>
  edit(store, operationsOf(Batch.parse({ changes: records.map((each) => ({ op: 'put', revision: null, ...each })) })), {
    by: 'Ada',
    comment: null,
    pointer: (i) => `/changes/${i}`,
  });

const MET = record('source', 'ministry-met', {
  csl: { type: 'webpage', title: 'Ministers met', URL: 'https://ministry.example/met' },
});

type Lists = Record<string, Record<string, unknown>[]>;
const listsOf = (found: Drafted, words = true): Lists => parse(dataFileOf(found, { words })) as Lists;

onEveryEngine('the passages of a text', (open) => {
  const known = async (): Promise<Store> => {
    const store = await open();
    await write(store, MET);
    return store;
  };

  it('are whole sentences with their footnotes, and footnotes are none', async () => {
    const { passages } = listsOf(await passagesOf(await known(), TEXT, 'src', 'x'));
    expect(passages!.map(({ id, citations }) => [id, citations])).toEqual([
      ['x-p1-s1', ['x-fn-1']],
      ['x-p1-s2', ['x-fn-2']],
      ['x-p1-s3', ['x-fn-3']],
      ['x-p2-s1', ['x-fn-4']],
      ['x-p2-s2', ['x-fn-5']],
      ['x-p2-s3', ['x-fn-6']],
    ]);
  });

  it('have the works of their footnotes: sources that are known, back references followed, pages, days of access', async () => {
    const { citations, sources } = listsOf(await passagesOf(await known(), TEXT, 'src', 'x'));
    expect(citations).toEqual([
      { id: 'x-fn-1', marker: '1', source: 'ministry-met', accessed: '2025-03-04' },
      { id: 'x-fn-2', marker: '2', ibidOf: 'x-fn-1', locator: 'p. 2' },
      {
        id: 'x-fn-3',
        marker: '3',
        works: [{ source: 'war-and-words', locator: 'p. 7' }, { ibidOf: { citation: 'x-fn-1', work: 1 } }],
      },
      { id: 'x-fn-4', marker: '4', works: [{ ibidOf: { citation: 'x-fn-3', work: 1 }, locator: 'pp. 9–11' }] },
      { id: 'x-fn-5', marker: '5', source: 'private-communication' },
      { id: 'x-fn-6', marker: '6' },
    ]);
    expect(sources!.map(({ id, csl }) => [id, (csl as { title: string }).title])).toEqual([
      ['war-and-words', 'War and Words'],
      ['private-communication', 'Private communication'],
    ]);
  });

  it('show their words beside them, and why a footnote cites what it does, unless words may not be copied', async () => {
    const found = await passagesOf(await known(), TEXT, 'src', 'x');
    const file = dataFileOf(found);
    expect(file).toContain('# Mr. Example spoke.[1]\n');
    expect(file).toContain('# write the source in: the text has no such footnote\n');
    expect(file).toMatch(/# 98 %: “Ibid.” is the work of footnote 1\n/u);
    expect(dataFileOf(found, { words: false })).not.toContain('Example spoke');
    expect(listsOf(found, false)).toEqual(listsOf(found));
  });

  it('are the same again once they are in the graph, under the ids that they have there', async () => {
    const store = await known();
    const { sources, citations, passages } = listsOf(await passagesOf(store, TEXT, 'src', 'x'));
    await write(
      store,
      record('source', 'src', { csl: { type: 'article' } }),
      ...sources!.map(({ id, ...fields }) => record('source', id as string, fields)),
      ...citations!.slice(0, 5).map(({ id, ...fields }) => record('citation', id as string, fields)),
      ...passages!.slice(0, 5).map(({ id, ...fields }) => record('passage', id as string, fields)),
    );
    const again = listsOf(await passagesOf(store, TEXT, 'src', 'other'));
    expect(again['citations']!.slice(0, 5)).toEqual(citations!.slice(0, 5));
    expect(again['passages']!.slice(0, 5)).toEqual(passages!.slice(0, 5));
    expect(again['passages']!.at(-1)).toMatchObject({ id: 'other-p2-s3', citations: ['other-fn-6'] });
    expect(again['sources']).toBeUndefined();
  });
});
