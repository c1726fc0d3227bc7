import { expect, it } from 'vitest';
import { readLinks } from '../../src/queries/links.ts';
import type { ComposedQuery, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed, query, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, citation, claim, passage, source, statement } from '../support/world.ts';

/*
 * What is put together from many records, as an engine answers it in one, is what its questions one by one say.
 */

const composed = async (store: Store, name: ComposedQuery, id: string, parameters = {}): Promise<any> => {
  const answer = await store.compose(name, id, parameters);
  if ('movedTo' in answer) throw new Error(`${id} was merged into ${answer.movedTo}`);
  return JSON.parse(answer.json);
};

/** The chains of a statement from the records that it names, each asked for by itself. */
const chainsOf = async (store: Store, id: string): Promise<object[]> => {
  const { chains, ...own } = await view(store, 'statement', id);
  const or = (type: 'citation' | 'actor', of: string | null): Promise<unknown> =>
    of === null ? Promise.resolve(null) : view(store, type, of);
  return Promise.all(
    chains.map(async ({ passage: span, recordedIn, citation: footnote, publisher, directness, because }: any) => ({
      statement: own,
      passage: await view(store, 'passage', span),
      recordedIn: await view(store, 'source', recordedIn),
      citation: await or('citation', footnote),
      publisher: await or('actor', publisher),
      directness,
      because,
    })),
  );
};

const CHAIN = [
  'statement',
  'statement.quotes.exact',
  'speakers',
  'speakers.representing.office',
  'passage.locator',
  'recordedIn.csl.title',
  'citation',
  'citation.ibidChain',
  'source',
  'source.title',
  'source.author',
  'source.publisher',
  'publisher.name',
  'directness',
  'because.fact',
].map((path) => `chains.${path}`);
const FIELDS = [
  [
    'claimProvenance',
    'claim',
    ['claim', 'claim.text', 'corroboration', 'corroboration.independentRoots', 'chains', ...CHAIN],
  ],
  [
    'statementProvenance',
    'statement',
    ['statement', 'statement.mode', 'claims', 'claims.corroboration.roots', 'chains', ...CHAIN],
  ],
] as const;

/** What a path of fields leaves of a value: of a record always its type and id. */
const only = (value: any, [field, ...rest]: string[]): any => {
  if (field === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => only(each, [field, ...rest]));
  const { type, id } = value;
  return { ...('label' in value && { type, id }), ...(field in value && { [field]: only(value[field], rest) }) };
};

onEveryEngine('composed answers', (open) => {
  it('show each chain of a statement with every record that it names', async () => {
    const store = await open(...summit());
    for (const id of await listed(store, 'statement')) {
      const { statement: own, chains } = await composed(store, 'statementProvenance', id);
      const expected = await chainsOf(store, id);
      expect(chains).toMatchObject(expected);
      expect(chains.length).toBe(expected.length);
      expect(own).toEqual((expected[0] as { statement: object }).statement);
    }
  });

  it('show the chains of a claim page by page, those of its statements one after another', async () => {
    const store = await open(...summit());
    for (const id of await listed(store, 'claim')) {
      const statements = await listed(store, 'statement', { where: [{ filter: 'claim', any: [id], none: [] }] });
      const all = await composed(store, 'claimProvenance', id);
      expect(all.claim).toEqual(await view(store, 'claim', id));
      expect(all.chains).toMatchObject((await Promise.all(statements.map((each) => chainsOf(store, each)))).flat());
      const first = await composed(store, 'claimProvenance', id, { limit: '1' });
      expect(first.chains).toEqual(all.chains.filter(({ statement: { id: of } }: any) => of === statements[0]));
    }
  });

  it('show of provenance what is asked for only, wherever it stands', async () => {
    const store = await open(...summit());
    for (const [name, type, paths] of FIELDS) {
      for (const id of await listed(store, type)) {
        const all = await composed(store, name, id);
        for (const path of paths)
          expect(await composed(store, name, id, { fields: path }), path).toEqual(only(all, path.split('.')));
      }
    }
  });

  it('show several fields of provenance together, in the order of the whole', async () => {
    const store = await open(...summit());
    const [id] = await listed(store, 'statement');
    const { statement: own, chains } = await composed(store, 'statementProvenance', id!);
    const asked = await composed(store, 'statementProvenance', id!, {
      fields:
        'chains.source.title,chains.passage.id,chains.passage.locator,statement,chains.passage,chains.speakers.name,chains.speakers.id',
    });
    expect(asked).toEqual({
      statement: own,
      chains: chains.map(({ speakers, passage: span, source: item }: any) => ({
        speakers: speakers.map(({ id: of, name }: any) => ({ id: of, name })),
        passage: span,
        source: item && { title: item.title },
      })),
    });
    expect([Object.keys(asked), Object.keys(asked.chains[0])]).toEqual([
      ['statement', 'chains'],
      ['speakers', 'passage', 'source'],
    ]);
  });

  it.each([
    'chain',
    'chains.statement.chains',
    'chains.passage.chain',
    'chains.source.titel',
    'corroboration.sorces',
    'chains.because.facts',
  ])('refuse the field %s, which provenance does not have', async (field) => {
    const store = await open(...summit());
    const [id] = await listed(store, 'claim');
    const refused = {
      code: 'invalid-parameters',
      faults: [
        { parameter: 'fields', code: 'unknown-field', detail: expect.stringContaining(field.split('.').at(-1)!) },
      ],
    };
    await expect(store.compose('claimProvenance', id!, { fields: field })).rejects.toMatchObject(refused);
  });

  it('name the authors of what is cited, and are of the state after a write', async () => {
    const store = await open(
      actor('speaker-a'),
      actor('author', { name: 'Ann Author' }),
      claim('claim-a'),
      source('paper'),
      source('cited', { authors: ['author'] }),
      citation('note', { source: 'cited' }),
      passage('passage-a', { source: 'paper', citations: ['note'] }),
      statement('s'),
    );
    const {
      chains: [chain],
    } = await composed(store, 'claimProvenance', 'claim-a');
    expect(chain.source.author).toMatchObject([{ literal: 'Ann Author' }]);
    await write(store, actor('author', { name: 'Ann Other' }));
    expect((await composed(store, 'claimProvenance', 'claim-a')).chains[0].source.author).toMatchObject([
      { literal: 'Ann Other' },
    ]);
  });

  it.each([{}, { limit: '1' }, { fields: 'forum,region,evidenceCounts' }])(
    'are links as they are read one question after another, with %j',
    async (parameters) => {
      const store = await open(...summit());
      for (const [name, side] of [
        ['forumsOfRegion', 'region'],
        ['regionsOfForum', 'forum'],
      ] as const) {
        for (const id of await listed(store, side)) {
          const { links } = (await readLinks(store, side, id, parameters)) as { links: any[] };
          const shown =
            'fields' in parameters
              ? links.map(({ forum, region, evidenceCounts }) => ({ forum, region, evidenceCounts }))
              : links;
          expect(await composed(store, name, id, parameters)).toEqual(shown);
        }
      }
    },
  );

  it('are not there for what is not', async () => {
    const store = await open(...summit());
    for (const name of ['claimProvenance', 'statementProvenance', 'forumsOfRegion', 'regionsOfForum'] as const) {
      await expect(store.compose(name, 'nowhere', {})).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('bring the same records with a list as its records name, whichever way include goes', async () => {
    const store = await open(...summit());
    const ways = [
      ['speakers'],
      ['claims'],
      ['passages'],
      ['passages', 'source'],
      ['passages', 'source', 'publisher'],
      ['passages', 'citations', 'source', 'authors'],
      ['sources'],
      ['citedSources'],
      ['publishers'],
      ['chains.source', 'publisher'],
      ['topics'],
      ['regions', 'broader'],
      ['speakers', 'represents.actor'],
    ];
    for (const way of ways) {
      const { rows, related } = await store.list(query('statement', { include: [way] }));
      const alone = await store.read(
        rows.map(({ id }) => ({ type: 'statement' as const, id })),
        [way],
      );
      expect(related, way.join('.')).toEqual(alone.related);
      for (const { id } of rows) {
        const one = await store.read([{ type: 'statement', id }], [way]);
        expect(related).toEqual(expect.arrayContaining(one.related));
      }
    }
  });
});
