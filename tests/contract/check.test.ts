import { expect, it } from 'vitest';
import { checkGraph } from '../../src/queries/check.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { answers } from '../support/answers.ts';
import { findings, migrated, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import {
  actor,
  citation,
  claim,
  deletion,
  event,
  forum,
  membership,
  merge,
  region,
  relation,
  source,
  statement,
  topic,
} from '../support/world.ts';

const WRITES: [string, Change[]][] = [
  ['nothing', []],
  ['a record that nothing refers to', [claim('new')]],
  ['a changed name', [actor('state-a', { kind: 'state', name: 'Other name' })]],
  ['a changed date, and with it another place in the order', [event('talks', { date: '1999' })]],
  [
    'references taken out and put in',
    [
      statement('said-by-a', {
        speakers: ['author'],
        claims: ['outlook', 'pipelines'],
        passages: ['span-1', 'span-3'],
        topics: ['security'],
        forums: ['forum-x'],
      }),
    ],
  ],
  [
    'a hierarchy turned round',
    [region('continent', { broader: ['city'] }), region('country-a'), region('city'), region('country-b')],
  ],
  [
    'a membership moved to another forum',
    [membership('a-in-x', { member: 'state-b', forum: 'forum-y', source: 'handbook' })],
  ],
  ['a deletion', [deletion('statement', 'concluded')]],
  ['a deletion of all that there is', summit().map(({ key }) => deletion(key.type, key.id))],
  ['a merge with much to redirect', [merge('actor', 'state-a', 'state-b')]],
  [
    'a merge of what adds to others',
    [merge('statement', 'said-by-b', 'said-by-both'), deletion('relation', 'b-disputes-a')],
  ],
  ['a merge of the source of an ibid', [merge('source', 'report-b', 'report-a')]],
  ['an ibid made a footnote of its own', [citation('note-2', { marker: '2', source: 'wire' })]],
  ['a ring of sources', [source('wire', { restsOn: [{ source: 'report-b', how: 'cites' }] })]],
  [
    'a relation between other ends',
    [
      relation('pipelines-agree', {
        from: { type: 'statement', id: 'concluded' },
        to: { type: 'claim', id: 'outlook' },
        author: 'author',
      }),
    ],
  ],
  [
    'a change and a merge of what it refers to',
    [
      topic('power'),
      merge('topic', 'energy', 'power'),
      statement('said-by-b', {
        speakers: ['speaker-b'],
        claims: ['shared'],
        passages: ['span-3'],
        topics: ['energy', 'power'],
      }),
    ],
  ],
  ['two changes of one record', [forum('forum-x', { name: 'One' }), forum('forum-x', { name: 'Two' })]],
];

onEveryEngine('the check of the whole store', (open) => {
  it.each(WRITES)('finds nothing wrong after %s', async (_what, changes) => {
    const store = await open(...summit());
    await write(store, ...changes);
    expect(await findings(store)).toEqual([]);
  });

  it('goes through every record, deleted and merged ones too', async () => {
    const store = await open(...summit());
    await write(store, deletion('statement', 'concluded'), merge('forum', 'forum-y', 'forum-x'));
    const said: string[] = [];
    expect((await checkGraph(store, (step) => said.push(step))).checked).toBe(summit().length);
    expect(said).toContain(`${summit().length} records checked`);
  });

  it.each([1, 2, 5, 1000])('goes through all of them in parts of %i', async (limit) => {
    const store = await open(...summit());
    let checked = 0;
    for (let part = await store.check(null, limit); ; part = await store.check(part.next, limit)) {
      expect(part.findings).toEqual([]);
      checked += part.checked;
      if (part.next === null) break;
    }
    expect(checked).toBe(summit().length);
  });

  it('is made good by a repair, which changes no answer', async () => {
    const store = await open(...summit());
    const before = await answers(store);
    expect(await migrated(store, { anew: true })).not.toEqual([]);
    expect(await findings(store)).toEqual([]);
    expect(await answers(store)).toEqual(before);
    expect(await migrated(store)).toEqual([]);
  });

  it('finds a reference that leads nowhere and a field that no schema knows', async () => {
    const bad: Change = {
      key: { type: 'claim', id: 'c' },
      record: { id: 'c', text: 'text', note: null, stray: 1 },
      mergedInto: null,
    };
    const store = await open(bad);
    expect((await findings(store)).map(({ where, message }) => [where, message])).toEqual([
      ['claim/c', expect.stringContaining('stray')],
    ]);
  });
});
