import { expect, it } from 'vitest';
import { readDocument } from '../../src/draft/document.ts';
import { draftOf, type Draft, type DraftSettings } from '../../src/draft/draft.ts';
import { dataFileOf } from '../../src/draft/data-file.ts';
import { edit } from '../../src/edit/edit.ts';
import { Batch, operationsOf } from '../../src/edit/batch.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings } from '../support/store.ts';

const SETTINGS: DraftSettings = { retrieved: '2025-03-05', keepText: true, analysis: true };

const ARTICLE = `On 3 March 2025 Ada Adams met Ben Beispiel at the Example Forum.
“Trade between our countries will grow,” Ada Adams said.[1] Beispiel denied that a deal had been struck.[2]
The talks concern Borduria as well.
[1] “Ministers met”, Ministry of Trade, https://ministry.example/met, (Accessed on 04.03.2025).
[2] Ibid., p. 2.`;

const RECORDS = [
  { type: 'actor', id: 'borduria', record: { kind: 'state', name: 'Borduria' } },
  {
    type: 'actor',
    id: 'ada-adams',
    record: { kind: 'person', name: 'Ada Adams', familyName: 'Adams', givenName: 'Ada' },
  },
  {
    type: 'actor',
    id: 'ben-beispiel',
    record: { kind: 'person', name: 'Ben Beispiel', familyName: 'Beispiel', givenName: 'Ben' },
  },
  { type: 'forum', id: 'example-forum', record: { name: 'Example Forum' } },
  {
    type: 'source',
    id: 'ministry-met',
    record: { csl: { type: 'webpage', title: 'Ministers met', URL: 'https://ministry.example/met' } },
  },
  { type: 'claim', id: 'no-deal', record: { text: 'A deal was struck between the ministers.' } },
] as const;

const write = async (store: Store, changes: unknown): Promise<void> => {
  await edit(store, operationsOf(Batch.parse({ changes })), {
    by: 'Ada',
    comment: null,
    pointer: (i) => `/changes/${i}`,
  });
};

const draft = async (store: Store, text: string, settings: Partial<DraftSettings> = {}): Promise<Draft> =>
  draftOf(store, await readDocument(Buffer.from(text), 'a.txt'), { ...SETTINGS, ...settings });

const records = (of: Draft, type: string): Record<string, unknown>[] =>
  of.changes.filter((change) => change.type === type).map(({ id, record }) => ({ id, ...record }));

onEveryEngine('a draft', (open) => {
  const known = async (): Promise<Store> => {
    const store = await open();
    await write(
      store,
      RECORDS.map((each) => ({ op: 'put', revision: null, ...each })),
    );
    return store;
  };
  const drafted = async (): Promise<{ store: Store; made: Draft }> => {
    const store = await known();
    const made = await draft(store, ARTICLE, { source: 'article', csl: { title: 'Talks' } });
    await write(store, made.changes);
    return { store, made };
  };

  it('has the source, its footnotes with the works that the graph knows, its passages and who says what', async () => {
    const made = await draft(await known(), ARTICLE, { source: 'article', csl: { title: 'Talks' } });
    expect(records(made, 'source')).toEqual([
      { id: 'article', csl: { type: 'document', title: 'Talks', language: 'en' }, authors: ['author-of-talks'] },
    ]);
    expect(records(made, 'citation')).toEqual([
      { id: 'article-fn-1', marker: '1', source: 'ministry-met', accessed: '2025-03-04' },
      { id: 'article-fn-2', marker: '2', ibidOf: 'article-fn-1', locator: 'p. 2' },
    ]);
    expect(records(made, 'passage').map(({ id, citations }) => [id, citations])).toEqual([
      ['article-p1-s1', undefined],
      ['article-p2-s1', ['article-fn-1']],
      ['article-p2-s2', ['article-fn-2']],
      ['article-p3-s1', undefined],
    ]);
    expect(records(made, 'statement')).toMatchObject([
      { mode: 'analysis', speakers: ['author-of-talks'], forums: ['example-forum'] },
      {
        mode: 'direct-quote',
        speakers: ['ada-adams'],
        passages: ['article-p2-s1'],
        claims: ['trade-between-our-countries-will-grow'],
        quotes: [{ passage: 'article-p2-s1', exact: 'Trade between our countries will grow,', start: 66, end: 104 }],
      },
      {
        mode: 'indirect-speech',
        speakers: ['ben-beispiel'],
        claims: [{ claim: 'a-deal-had-been-struck', stance: 'denies' }],
      },
      { mode: 'analysis', actors: ['borduria'] },
    ]);
    const note = made.notes.find(({ type, id }) => type === 'claim' && id === 'a-deal-had-been-struck');
    expect(note?.like?.[0]).toMatchObject({ id: 'no-deal' });
    expect(made.open).toEqual([]);
  });

  it('is written as it is, verified by the text, and changes nothing when it is made again', async () => {
    const { store } = await drafted();
    expect(await findings(store)).toEqual([]);
    const again = await draft(store, ARTICLE, { source: 'article' });
    expect(again).toMatchObject({ source: { id: 'article', known: true }, changes: [], gone: [] });
  });

  it('of a changed text has what is new, and tells what does not stand in it any more', async () => {
    const { store } = await drafted();
    const changed = ARTICLE.replace('The talks concern', 'The meeting does not concern').replace(
      '\n[1]',
      '\nAda Adams said that trade would shrink.\n[1]',
    );
    const made = await draft(store, changed, { source: 'article' });
    expect(records(made, 'snapshot')).toHaveLength(1);
    expect(records(made, 'passage').map(({ id }) => id)).toEqual(['article-p3-s1-2', 'article-p4-s1']);
    expect(made.gone.map(({ id }) => id)).toEqual(['article-p3-s1']);
    expect(records(made, 'statement').map(({ speakers }) => speakers)).toEqual([['author-of-talks'], ['ada-adams']]);
  });

  it('has one claim for a sentence that is quoted in two parts', async () => {
    const made = await draft(await known(), '“The border,” Ada Adams said, “is not for sale.”', { source: 'border' });
    expect(records(made, 'claim')).toEqual([{ id: 'the-border-is-not-for-sale', text: 'The border is not for sale.' }]);
    expect(records(made, 'statement')).toMatchObject([
      { quotes: [{ exact: 'The border,' }, { exact: 'is not for sale.' }] },
    ]);
  });

  it('tells what nobody can know from the text', async () => {
    const made = await draft(await known(), 'Ada Adams said that it would rain.[7]\n[1] Ibid.');
    expect(made.open).toEqual([
      'the document tells no title: write one into csl.title',
      'footnote 1: “Ibid.” has no footnote before it: Ibid.',
      'mark [7] in paragraph 1, sentence 1 has no footnote',
    ]);
  });

  it('is a data file with its reasons', async () => {
    const file = dataFileOf(await draft(await known(), 'Ada Adams said that it would rain.', { source: 'rain' }));
    expect(file).toContain('# A draft: nothing of it is a fact');
    expect(file).toContain('# 95 %: said by “Ada Adams”, “said”');
  });
});
