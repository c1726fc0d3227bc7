import { textDigest } from '../../src/model/text.ts';
import type { Change } from '../../src/store/port.ts';
import {
  actor,
  check,
  citation,
  claim,
  event,
  forum,
  ibid,
  membership,
  passage,
  region,
  relation,
  snapshot,
  source,
  statement,
  topic,
} from './world.ts';

/*
 * A small world in which every type and every filter has something to find. At the talks, within a summit of forum-x,
 * speaker-a speaks for state-a and speaker-b for state-b. An article reports it; its second footnote is an ibid of the
 * first, so that what speaker-a said rests on what the press of state-b published.
 */
export const summit = (): Change[] => [
  region('continent'),
  region('country-a', { broader: ['continent'] }),
  region('country-b', { broader: ['continent'] }),
  region('city', { broader: ['country-a'] }),

  topic('security'),
  topic('energy', { broader: ['security'] }),

  actor('state-a', { kind: 'state', name: 'State A', locatedIn: ['country-a'] }),
  actor('state-b', { kind: 'state', name: 'State B', locatedIn: ['country-b'] }),
  actor('ministry-a', { kind: 'institution', name: 'Ministry of A', belongsTo: ['state-a'] }),
  actor('press-b', { kind: 'institution', name: 'Press of B', belongsTo: ['state-b'] }),
  actor('newsroom', { kind: 'institution', name: 'Newsroom' }),
  actor('speaker-a', { name: 'Speaker A', represents: [{ actor: 'state-a', office: 'minister' }] }),
  actor('speaker-b', { name: 'Speaker B', represents: [{ actor: 'state-b' }] }),
  actor('author', { name: 'Author' }),

  forum('forum-x', { name: 'Forum X' }),
  forum('forum-y', { name: 'Forum Y' }),

  event('summit', {
    date: '2025-02',
    host: 'forum-x',
    place: 'city',
    hostedBy: ['state-a'],
    participants: ['state-a', 'state-b'],
  }),
  event('talks', { date: '2025-02-20', partOf: 'summit', participants: ['speaker-a', 'speaker-b'] }),

  source('wire', { csl: { type: 'article-newspaper', title: 'Wire' }, publisher: 'newsroom' }),
  source('article', {
    csl: { type: 'article', title: 'Article', language: 'en', issued: { 'date-parts': [[2025, 3]] } },
    authors: ['author'],
    publisher: 'newsroom',
  }),
  source('report-a', { csl: { type: 'webpage', title: 'Report of A' }, publisher: 'ministry-a' }),
  source('report-b', {
    csl: { type: 'webpage', title: 'Report of B' },
    publisher: 'press-b',
    restsOn: [{ source: 'wire', how: 'quotes' }],
  }),
  source('handbook', { csl: { type: 'book', title: 'Handbook' }, referenceData: true }),

  snapshot('copy', {
    source: 'article',
    of: 'Both want a new order.',
    text: 'Both want a new order.',
    note: 'Kept by the newsroom',
  }),

  membership('a-in-x', { member: 'state-a', forum: 'forum-x', source: 'handbook' }),

  citation('note-1', { marker: '1', source: 'report-b', accessed: '2025-02-28' }),
  ibid('note-2', 'note-1', { marker: '2' }),
  citation('note-3', { marker: '3', source: 'report-a' }),

  passage('span-1', { source: 'article', locator: { paragraph: 1 }, citations: ['note-1'] }),
  passage('span-2', {
    source: 'article',
    locator: { paragraph: 2 },
    citations: ['note-2'],
    digest: { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: '0'.repeat(64) },
    checks: [
      {
        snapshot: 'copy',
        status: 'verified',
        method: 'digest',
        checkedAt: '2025-03-01T12:00:00Z',
        span: '0'.repeat(64),
      },
    ],
  }),
  passage('span-3', { source: 'article', locator: { paragraph: 3 }, citations: ['note-3'] }),
  passage('span-4', {
    source: 'article',
    locator: { paragraph: 4 },
    selectors: [
      { type: 'TextQuoteSelector', exact: 'new order' },
      { type: 'TextPositionSelector', start: 12, end: 21 },
    ],
  }),

  claim('shared', { text: 'Both want peace' }),
  claim('pipelines', { text: 'Pipelines matter' }),
  claim('outlook', { text: 'The outlook is open' }),

  statement('said-by-a', {
    speakers: ['speaker-a'],
    claims: ['shared'],
    passages: ['span-2'],
    said: '2025-02-20',
    event: 'talks',
    topics: ['energy'],
    regions: ['city'],
    forums: ['forum-y'],
    actors: ['state-b'],
  }),
  statement('said-by-b', {
    speakers: ['speaker-b'],
    claims: ['shared'],
    passages: ['span-3'],
    said: '2025-02',
    event: 'talks',
    topics: ['security'],
    regions: ['country-b'],
  }),
  statement('said-by-both', {
    mode: 'readout',
    speakers: ['speaker-a', 'speaker-b'],
    claims: ['pipelines'],
    passages: ['span-1'],
    said: '2025-02-20',
    event: 'talks',
    topics: ['energy'],
  }),
  statement('concluded', {
    mode: 'analysis',
    speakers: ['author'],
    claims: ['outlook'],
    passages: ['span-4'],
    events: ['summit'],
    quotes: [{ passage: 'span-4', exact: 'order', start: 16, end: 21 }],
  }),

  relation('b-disputes-a', {
    kind: 'disputes',
    from: { type: 'statement', id: 'said-by-b' },
    to: { type: 'statement', id: 'said-by-a' },
    author: 'author',
    passages: ['span-4'],
  }),
  relation('pipelines-agree', {
    kind: 'agreesWith',
    from: { type: 'claim', id: 'pipelines' },
    to: { type: 'claim', id: 'shared' },
    author: 'speaker-b',
  }),

  check('span-2-seen', { of: { type: 'passage', id: 'span-2' }, snapshot: 'copy', checkedAt: '2025-03-02T12:00:00Z' }),
  check('order-seen', {
    of: { type: 'statement', id: 'concluded' },
    snapshot: 'copy',
    method: 'exact',
    checkedAt: '2025-03-03T12:00:00Z',
    span: textDigest('order'),
  }),
];
