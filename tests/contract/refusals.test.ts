import { expect, it } from 'vitest';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { contents, refusal, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import {
  actor,
  citation,
  claim,
  deletion,
  event,
  ibid,
  passage,
  region,
  relation,
  source,
  statement,
  topic,
} from '../support/world.ts';

const spanned = (start: number, end: number) => ({
  source: 'article',
  selectors: [{ type: 'TextPositionSelector', start, end }],
});

/** What is wrong, the changes, the record that is refused, the place in it, and words that the remedy has. */
const REFUSED: [string, Change[], string, string, string][] = [
  [
    'a reference to nothing',
    [statement('s', { speakers: ['nobody'], claims: ['shared'], passages: ['span-1'] })],
    's',
    '/speakers/0',
    'there is no actor nobody',
  ],
  [
    'a near miss of a record of the same write',
    [actor('speaker-new'), statement('s', { speakers: ['speaker-ne'], claims: ['shared'], passages: ['span-1'] })],
    's',
    '/speakers/0',
    'did you mean speaker-new?',
  ],
  [
    'a nested reference to nothing',
    [actor('x', { represents: [{ actor: 'state-a' }, { actor: 'nowhere' }] })],
    'x',
    '/represents/1/actor',
    'nowhere',
  ],
  [
    'an end of a relation that is not there',
    [
      relation('r', {
        from: { type: 'claim', id: 'shared' },
        to: { type: 'statement', id: 'shared' },
        author: 'author',
      }),
    ],
    'r',
    '/to/id',
    'there is no statement shared',
  ],
  [
    'a reference to what the same write deletes',
    [deletion('forum', 'forum-y'), event('e', { host: 'forum-y' })],
    'e',
    '/host',
    'was deleted',
  ],
  ['a deletion of what others refer to', [deletion('actor', 'state-b')], 'state-b', '', 'actor/press-b'],
  ['a region above itself', [region('r', { broader: ['r'] })], 'r', '', 'above itself'],
  ['a circle of regions', [region('continent', { broader: ['city'] })], 'continent', '', 'above itself'],
  [
    'a circle of topics in one write',
    [topic('x', { broader: ['y'] }), topic('y', { broader: ['x'] })],
    'x',
    '',
    'above itself',
  ],
  ['an event within itself', [event('summit', { partOf: 'talks' })], 'summit', '', 'above itself'],
  [
    'an institution that belongs to itself',
    [actor('x', { kind: 'institution', belongsTo: ['x'] })],
    'x',
    '',
    'above itself',
  ],
  [
    'a circle of those who act for one another',
    [actor('state-a', { kind: 'state', represents: [{ actor: 'speaker-a' }] })],
    'state-a',
    '',
    'above itself',
  ],
  ['a footnote that cites nothing', [citation('n', { source: null })], 'n', '', 'neither a source nor'],
  ['an ibid of itself', [ibid('n', 'n')], 'n', '/ibidOf', 'leads back to itself'],
  ['a circle of ibids', [ibid('n', 'm'), ibid('m', 'n')], 'n', '/ibidOf', 'leads back to itself'],
  [
    'an ibid before the footnote that it points back to',
    [ibid('n', 'note-3', { marker: '4' }), passage('p', { source: 'article', citations: ['n', 'note-3'] })],
    'p',
    '/citations/0',
    'which stands after it in the passage',
  ],
  [
    'an ibid that names another source',
    [ibid('n', 'note-1', { marker: '9', source: 'wire' })],
    'n',
    '/source',
    'report-b',
  ],
  [
    'a source that rests on itself',
    [source('x', { restsOn: [{ source: 'x', how: 'cites' }] })],
    'x',
    '/restsOn',
    'rests on itself',
  ],
  ['a span that runs backwards', [passage('p', spanned(5, 5))], 'p', '/selectors/0/end', 'not after its start'],
  [
    'an analysis by somebody who is not the author',
    [statement('s', { mode: 'analysis', speakers: ['speaker-a'], claims: ['shared'], passages: ['span-1'] })],
    's',
    '/speakers',
    'not an author',
  ],
  [
    'a quotation from another passage',
    [
      statement('s', {
        speakers: ['speaker-a'],
        claims: ['shared'],
        passages: ['span-1'],
        quotes: [{ passage: 'span-2', exact: 'x', start: 0, end: 1 }],
      }),
    ],
    's',
    '/quotes/0/passage',
    'add it to passages',
  ],
  [
    'a quotation of another length than its span',
    [
      statement('s', {
        speakers: ['speaker-a'],
        claims: ['shared'],
        passages: ['span-1'],
        quotes: [{ passage: 'span-1', exact: '\u{1f600}', start: 0, end: 2 }],
      }),
    ],
    's',
    '/quotes/0/end',
    '1 code points',
  ],
  [
    'a quotation outside of its passage',
    [
      passage('p', spanned(10, 20)),
      statement('s', {
        speakers: ['speaker-a'],
        claims: ['shared'],
        passages: ['p'],
        quotes: [{ passage: 'p', exact: 'x', start: 9, end: 10 }],
      }),
    ],
    's',
    '/quotes/0/start',
    'outside of p',
  ],
  [
    'a relation of a claim to itself',
    [relation('r', { from: { type: 'claim', id: 'shared' }, to: { type: 'claim', id: 'shared' }, author: 'author' })],
    'r',
    '/to',
    'itself',
  ],
];

onEveryEngine('refusals', (open) => {
  it.each(REFUSED)('refuses %s', async (_what, changes, id, pointer, words) => {
    const store = await open(...summit());
    const before = await contents(store);
    const problems = await refusal(store, ...changes);
    const problem = problems.find(({ key }) => key.id === id);
    expect(problem).toMatchObject({ pointer });
    expect(problem?.message).toContain(words);
    expect(await contents(store)).toEqual(before);
  });

  it('names everything that is wrong in one report', async () => {
    const store = await open(...summit());
    const problems = await refusal(
      store,
      statement('s', { speakers: ['x', 'author', 'y'], claims: ['z'], passages: ['span-1'] }),
      deletion('forum', 'forum-x'),
    );
    expect(problems.map(({ key, pointer }) => `${key.id}${pointer}`)).toEqual([
      's/speakers/0',
      's/speakers/2',
      's/claims/0',
      'forum-x',
    ]);
  });

  it('says which record was referred to in vain', async () => {
    const store = await open();
    const [problem] = await refusal(store, region('r', { broader: ['absent'] }));
    expect(problem?.missing).toEqual({ type: 'region', id: 'absent' });
  });

  it('deletes a record with those that refer to it, in one write', async () => {
    const store = await open(...summit());
    expect(await write(store, deletion('claim', 'outlook'), deletion('statement', 'concluded'))).toMatchObject({
      // The check of what it quotes goes with it.
      deleted: 3,
    });
    await write(
      store,
      deletion('claim', 'pipelines'),
      deletion('relation', 'pipelines-agree'),
      statement('said-by-both', { speakers: ['speaker-a'], claims: ['shared'], passages: ['span-1'] }),
    );
    expect((await store.read([{ type: 'claim', id: 'pipelines' }])).readings[0]?.state).toBe('deleted');
  });

  it('refuses a circle of actors whose terms differ, and comes to an end', async () => {
    const store = await open(
      actor('a', { kind: 'state', period: '1991/..' }),
      actor('b', {
        kind: 'state',
        period: '2025/',
        represents: [
          { actor: 'a', office: 'Envoy', period: '2025' },
          { actor: 'a', office: 'Speaker', from: '2025-02' },
        ],
        belongsTo: ['a'],
      }),
      actor('c', {
        period: '../2025-02-20',
        represents: [{ actor: 'b', office: 'Envoy', period: '2025/..' }],
        belongsTo: [{ actor: 'b', period: '2024/' }],
      }),
      actor('d', {
        kind: 'state',
        period: '../2025-02-20',
        represents: [
          { actor: 'c', office: null, period: '2024-12-31/2025-02-20' },
          { actor: 'a', office: null, from: '2025-02~', to: '2025-02-21' },
        ],
        belongsTo: ['a', 'c'],
      }),
    );
    const problems = await refusal(store, actor('a', { kind: 'institution', belongsTo: ['d'] }));
    expect(problems.find(({ key }) => key.id === 'a')?.message).toContain('above itself');
  });

  it('refuses a circle of regions that lie in one another for a time, and comes to an end', async () => {
    const store = await open(
      source('atlas'),
      region('b'),
      region('c', { broader: [{ region: 'b', accordingTo: 'atlas', period: '2024/' }] }),
      region('d', { broader: [{ region: 'c', accordingTo: 'atlas', period: '../2025-02' }] }),
    );
    // What was above is gone, and each would have the ways to it of the other, and one step more.
    const problems = await refusal(
      store,
      deletion('region', 'b'),
      region('c', { broader: [{ region: 'd', accordingTo: 'atlas', period: '2024/' }] }),
    );
    expect(problems.find(({ key }) => key.id === 'c')?.message).toContain('above itself');
  });

  it('takes a circle apart in the write that would make another', async () => {
    const store = await open(region('a'), region('b', { broader: ['a'] }), region('c', { broader: ['b'] }));
    expect(
      await write(store, region('a', { broader: ['b'] }), region('b', { broader: ['c'] }), region('c')),
    ).toMatchObject({ updated: 3 });
    expect(await write(store, claim('unrelated'))).toMatchObject({ created: 1 });
  });
});
