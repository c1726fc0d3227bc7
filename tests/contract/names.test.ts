import { expect, it } from 'vitest';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, findings, listed, refusal, view, write } from '../support/store.ts';
import { actor, merge, region, source, topic } from '../support/world.ts';

const NORA = {
  name: { name: 'Нора Норд', language: 'ru' },
  alternativeNames: ['N. Nord', { name: 'Nora Nord', language: 'ru-Latn', kind: 'transliteration' }],
};

const written = async (store: Awaited<ReturnType<Parameters<Parameters<typeof onEveryEngine>[1]>[0]>>, id: string) =>
  JSON.parse((await store.written([{ type: 'actor', id }]))[0]!);

onEveryEngine('names', (open) => {
  it('are answered as texts, and beside them with what is known of each', async () => {
    const store = await open(actor('nora', NORA));
    const nora = await view(store, 'actor', 'nora');
    expect(nora).toMatchObject({
      label: 'Нора Норд',
      name: 'Нора Норд',
      alternativeNames: ['N. Nord', 'Nora Nord'],
      names: [
        { name: 'Нора Норд', language: 'ru', kind: null, period: null, ended: false },
        { name: 'N. Nord', language: null },
        { name: 'Nora Nord', language: 'ru-Latn', kind: 'transliteration' },
      ],
    });
    expect(await findings(store)).toEqual([]);
  });

  it('are all found, and completed', async () => {
    const store = await open(actor('nora', NORA));
    for (const name of ['Нора Норд', 'N. Nord', 'Nora Nord'])
      expect(await listed(store, 'actor', byFilter('q', `"${name}"`))).toEqual(['nora']);
    expect(await store.complete('nora n', null, null, 10)).toMatchObject([{ id: 'nora', name: 'Nora Nord' }]);
    expect(await listed(store, 'actor', byFilter('q', 'норда'))).toEqual(['nora']);
  });

  it('hold for a time that does not end before it begins', async () => {
    const store = await open();
    const [problem] = await refusal(
      store,
      actor('a', { name: { name: 'A', period: '2019/2022' }, represents: [{ actor: 'a', from: '2022', to: '2019' }] }),
    );
    expect(problem).toMatchObject({ pointer: '/represents/0/to' });
  });

  it('are not made poorer by whoever writes the text alone', async () => {
    const store = await open(source('handbook'), actor('state', { kind: 'state' }), actor('nora', NORA));
    const long = { actor: 'state', period: '2001/', source: 'handbook' };
    await write(store, actor('nora', { ...NORA, belongsTo: [long] }));
    const before = await written(store, 'nora');
    const short = { name: 'Нора Норд', alternativeNames: ['N. Nord', 'Nora Nord'], belongsTo: ['state'] };
    expect(await write(store, actor('nora', short))).toMatchObject({ unchanged: 1 });
    expect(await written(store, 'nora')).toEqual(before);
    expect(await view(store, 'actor', 'nora')).toMatchObject({
      belongsTo: ['state'],
      belonging: [{ actor: 'state', period: '2001/', from: '2001', to: null, ended: true, source: 'handbook' }],
    });
    await write(store, actor('nora', { ...short, name: { name: 'Нора Норд' }, belongsTo: [{ actor: 'state' }] }));
    expect(await view(store, 'actor', 'nora')).toMatchObject({
      names: [{ language: null }, {}, { language: 'ru-Latn' }],
      belonging: [{ period: null, source: null }],
    });
    await write(store, actor('nora', { ...short, name: 'Other' }));
    expect((await view(store, 'actor', 'nora')).names[0]).toMatchObject({ name: 'Other', language: null });
  });

  it('may be written short and long beside each other', async () => {
    const both = topic('t', { name: 'T', alternativeNames: ['N', { name: 'N', language: 'ru' }] });
    const store = await open(both);
    expect(await write(store, both)).toMatchObject({ unchanged: 1 });
    expect((await view(store, 'topic', 't')).alternativeNames).toEqual(['N', 'N']);
  });

  it('go along when their record is merged, with its links and terms', async () => {
    const store = await open(
      actor('state', { kind: 'state' }),
      actor('other', { kind: 'state' }),
      actor('nord', {
        ...NORA,
        sameAs: ['https://example.org/nord'],
        represents: [{ actor: 'state', office: 'Envoy', period: '2019/2022' }],
        successorOf: ['nora'],
      }),
      actor('nora', {
        name: 'Nora Nord',
        alternativeNames: ['N. Nord'],
        represents: [{ actor: 'other', office: 'Minister' }],
      }),
    );
    await write(store, merge('actor', 'nord', 'nora'));
    const nora = await view(store, 'actor', 'nora');
    expect(nora.alternativeNames).toEqual(['N. Nord', 'Нора Норд', 'Nora Nord']);
    expect(nora.names.map(({ language }: { language: string }) => language)).toEqual([null, null, 'ru', 'ru-Latn']);
    expect(nora.sameAs).toEqual(['https://example.org/nord']);
    expect(nora.represents.map(({ office }: { office: string }) => office)).toEqual(['Minister', 'Envoy']);
    expect(nora.successorOf).toEqual([]);
    expect(await listed(store, 'actor', byFilter('q', '"Нора Норд"'))).toEqual(['nora']);
    expect(await findings(store)).toEqual([]);
  });

  it('go along through several merges at once, and to a record of the same write', async () => {
    const store = await open(topic('a', { name: 'Alpha' }), topic('b', { name: 'Beta' }), region('a', { name: 'R' }));
    await write(store, merge('topic', 'a', 'b'), merge('topic', 'b', 'c'), topic('c', { name: 'Gamma' }));
    expect((await view(store, 'topic', 'c')).alternativeNames.toSorted()).toEqual(['Alpha', 'Beta']);
  });
});
