import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import { onEveryEngine } from '../support/engines.ts';
import { query } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { region } from '../support/world.ts';

const keys = (related: readonly { type: string; id: string }[]): string[] =>
  related.map(({ type, id }) => `${type}/${id}`);

onEveryEngine('include', (open) => {
  const include = async (claim: string, ...paths: string[][]): Promise<string[]> =>
    keys(
      (await (await open(...summit())).list(query('statement', { where: [anyOf('claim', claim)], include: paths })))
        .related,
    );

  it('brings nothing when nothing is asked for', async () => {
    expect(await include('shared')).toEqual([]);
  });

  it('brings what a field refers to, each record once, in order of type and id', async () => {
    expect(await include('shared', ['speakers'], ['claims'], ['topics'])).toEqual([
      'actor/speaker-a',
      'actor/speaker-b',
      'claim/shared',
      'topic/energy',
      'topic/security',
    ]);
  });

  it('follows a path of fields, with every record on the way', async () => {
    expect(await include('shared', ['passages', 'citations', 'source', 'publisher'])).toEqual([
      'actor/ministry-a',
      'actor/press-b',
      'citation/note-2',
      'citation/note-3',
      'passage/span-2',
      'passage/span-3',
      'source/report-a',
      'source/report-b',
    ]);
  });

  it('brings a record once that several paths lead to', async () => {
    expect(
      await include('pipelines', ['event', 'participants'], ['speakers'], ['speakers', 'represents.actor']),
    ).toEqual(['actor/speaker-a', 'actor/speaker-b', 'actor/state-a', 'actor/state-b', 'event/talks']);
  });

  it('follows references within lists of parts', async () => {
    expect(await include('shared', ['chains.source'])).toEqual(['source/report-a', 'source/report-b']);
  });

  it('brings for references of several types the records of each', async () => {
    const store = await open(...summit());
    const { related } = await store.list(query('relation', { include: [['from'], ['to', 'claims']] }));
    expect(keys(related)).toEqual(['claim/pipelines', 'claim/shared', 'statement/said-by-a', 'statement/said-by-b']);
  });

  it('brings a record of the page only where another refers to it', async () => {
    const store = await open(region('a'), region('b', { broader: ['a'] }), region('c', { broader: ['b'] }));
    const { related } = await store.list(query('region', { include: [['broader']] }));
    expect(keys(related)).toEqual(['region/a', 'region/b']);
  });

  it('holds to the records of the page', async () => {
    const store = await open(...summit());
    const page = await store.list(query('statement', { limit: 1, include: [['speakers']] }));
    expect([page.rows.map(({ id }) => id), keys(page.related)]).toEqual([['concluded'], ['actor/author']]);
  });

  it('gives the same answers for a record as reading it does', async () => {
    const store = await open(...summit());
    const { related } = await store.list(query('statement', { include: [['speakers'], ['passages']] }));
    const { readings } = await store.read(related);
    expect(readings).toEqual(related.map((key) => ({ state: 'found', key, json: key.json, revision: 1 })));
  });

  it('brings what records that are read one by one refer to', async () => {
    const store = await open(...summit());
    const { related } = await store.read(
      [
        { type: 'passage', id: 'span-2' },
        { type: 'claim', id: 'absent' },
        { type: 'event', id: 'talks' },
      ],
      [['citations', 'ibidOf'], ['partOf']],
    );
    expect(keys(related)).toEqual(['citation/note-1', 'citation/note-2', 'event/summit']);
  });
});
