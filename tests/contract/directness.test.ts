import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed, view, write } from '../support/store.ts';
import { actor, citation, claim, event, ibid, passage, source, statement } from '../support/world.ts';

/*
 * A world of three states with all that decides how near evidence stands: offices that end, somebody who changed sides,
 * an agency that did, institutions, joint statements, parties for third states, ibids, and what is not known.
 */
const cites = (name: string, fields: object): Change[] => [
  source(name, fields as Record<string, unknown>),
  citation(`n-${name}`, { source: name }),
  passage(`p-${name}`, { source: 'analysis', citations: [`n-${name}`] }),
];
const issued = (...parts: number[]) => ({ type: 'webpage', title: 'Page', issued: { 'date-parts': [parts] } });

const PARTIES: Change[] = [
  ...['north', 'south', 'east'].map((id) => actor(id, { kind: 'state' })),
  actor('ministry-north', { kind: 'institution', belongsTo: ['north'] }),
  actor('ministry-south', { kind: 'institution', belongsTo: ['south'] }),
  actor('press-room', { kind: 'institution', belongsTo: ['ministry-north'] }),
  actor('wire', { kind: 'institution' }),
  // Of the north at first and of the south later, the agency with its board.
  actor('agency', { kind: 'institution', belongsTo: ['agency-board'] }),
  actor('agency-board', {
    kind: 'institution',
    represents: [
      { actor: 'north', to: '1991-12-25' },
      { actor: 'south', from: '1991-12-26' },
    ],
  }),
  actor('agency-envoy', { represents: [{ actor: 'agency', office: 'envoy', from: '1985', to: '1993' }] }),
  actor('minister-north', { represents: [{ actor: 'north', office: 'minister' }] }),
  actor('minister-south', { represents: [{ actor: 'ministry-south', office: 'minister' }] }),
  actor('new-minister', { represents: [{ actor: 'south', office: 'minister', from: '2025-02-21' }] }),
  actor('past-minister', { represents: [{ actor: 'north', office: 'minister', from: '2004', to: '2010' }] }),
  actor('turned', {
    represents: [
      { actor: 'north', office: 'envoy', from: '2010', to: '2015' },
      { actor: 'south', office: 'envoy', from: '2016' },
    ],
  }),
  actor('spokesman'),
  actor('columnist'),
];
const DOCUMENTS: Change[] = [
  event('talks', { date: '2012-05-05', participants: ['minister-north', 'minister-south'] }),
  event('talks-of-three', { date: '2012-05-05', participants: ['minister-north', 'minister-south', 'east'] }),
  event('two-days', { date: '2025-02-20/2025-02-21', participants: ['minister-north', 'new-minister'] }),
  event('reception', { date: '2012-05-05', participants: ['minister-north', 'spokesman'] }),
  event('undated', { participants: ['minister-north', 'turned'] }),
  source('analysis', { authors: ['columnist'] }),
  ...cites('page-north', { publisher: 'ministry-north' }),
  ...cites('page-south', { publisher: 'ministry-south' }),
  ...cites('report', { publisher: 'wire' }),
  ...cites('leaflet', {}),
  ...cites('blog', { publisher: 'spokesman' }),
  ...cites('of-agency-1985', { publisher: 'agency', csl: issued(1985, 3) }),
  ...cites('of-agency-1993', { publisher: 'agency', csl: issued(1993) }),
  ...cites('of-agency-1991', { publisher: 'agency', csl: issued(1991) }),
  ...cites('of-agency', { publisher: 'agency' }),
  source('release', { publisher: 'press-room' }),
  source('readout', { publisher: 'ministry-south' }),
  source('memoir', { publisher: 'wire', authors: ['past-minister'] }),
  source('found'),
  passage('in-release', { source: 'release' }),
  passage('in-readout', { source: 'readout' }),
  passage('in-memoir', { source: 'memoir' }),
  passage('in-found', { source: 'found' }),
  passage('in-analysis', { source: 'analysis' }),
  ibid('ibid-1', 'n-page-south'),
  ibid('ibid-2', 'ibid-1'),
  passage('p-ibid', { source: 'analysis', citations: ['ibid-2'] }),
  claim('claim-a'),
];

/** Who spoke, when and at what event, recorded where, and what that makes of the evidence. */
type Row = [
  id: string,
  speakers: string[],
  said: string | null,
  event: string | null,
  passages: string[],
  directness: string[],
];
const ROWS: Row[] = [
  ['own', ['minister-north'], '2012-05-05', 'talks', ['p-page-north'], ['own-side']],
  ['counter', ['minister-north'], '2012-05-05', 'talks', ['p-page-south'], ['counterpart']],
  ['through-ministry', ['minister-south'], '2012-05-05', 'talks', ['p-page-south'], ['own-side']],
  ['no-event', ['minister-north'], '2012-05-05', null, ['p-page-south'], ['third-party']],
  ['ibids', ['minister-north'], '2012-05-05', 'talks', ['p-ibid'], ['counterpart']],
  ['neutral', ['minister-north'], null, 'talks', ['p-report'], ['third-party']],
  ['no-publisher', ['minister-north'], '2012-05-05', 'talks', ['p-leaflet'], ['undetermined: noPublisher']],
  ['joint', ['minister-north', 'minister-south'], '2012-05-05', 'talks', ['p-page-south'], ['own-side']],
  ['joint-neutral', ['minister-north', 'spokesman'], '2012', 'talks', ['p-report'], ['undetermined: noSide']],
  ['joint-own', ['minister-north', 'spokesman'], '2012', 'talks', ['p-page-north'], ['own-side']],
  ['nobody', ['spokesman'], '2012-05-05', 'talks', ['p-page-south'], ['undetermined: noSide']],
  ['own-blog', ['spokesman'], '2012-05-05', null, ['p-blog'], ['own-side']],
  ['state', ['north'], null, 'talks', ['p-page-north'], ['own-side']],
  ['institution', ['ministry-north'], null, 'talks', ['p-page-north'], ['own-side']],
  ['third-state', ['east'], '2012-05-05', 'talks-of-three', ['p-page-south'], ['counterpart']],
  ['party-without-side', ['minister-north'], '2012-05-05', 'reception', ['p-page-south'], ['third-party']],
  ['author', ['columnist'], null, null, ['p-report'], ['first-hand']],

  ['release', ['minister-north'], '2012-05-05', null, ['in-release'], ['own-side']],
  ['readout', ['minister-north'], '2012-05-05', 'talks', ['in-readout'], ['counterpart']],
  ['memoir', ['past-minister'], '2020', null, ['in-memoir'], ['first-hand']],
  ['found', ['minister-north'], '2012-05-05', 'talks', ['in-found'], ['undetermined: noPublisher']],
  ['in-analysis', ['minister-north'], '2012-05-05', 'talks', ['in-analysis'], ['undetermined: noPublisher']],
  [
    'several',
    ['minister-north'],
    '2012-05-05',
    'talks',
    ['p-page-north', 'in-readout', 'in-found'],
    ['own-side', 'counterpart', 'undetermined: noPublisher'],
  ],

  ['in-office', ['past-minister'], '2010-12-31', null, ['in-release'], ['own-side']],
  ['after-office', ['past-minister'], '2011-01-01', null, ['in-release'], ['undetermined: noSide']],
  ['about-then', ['past-minister'], '2011-01~', null, ['in-release'], ['own-side']],
  ['perhaps-then', ['past-minister'], '2011-01?', null, ['in-release'], ['undetermined: noSide']],
  ['undated-office', ['past-minister'], null, null, ['in-release'], ['own-side']],

  ['first-side', ['turned'], '2012-01-01', null, ['p-page-north'], ['own-side']],
  ['first-side-other', ['turned'], '2012-01-01', null, ['p-page-south'], ['third-party']],
  ['second-side', ['turned'], '2018', null, ['p-page-south'], ['own-side']],
  ['second-side-other', ['turned'], '2018', null, ['p-page-north'], ['third-party']],
  ['last-day', ['turned'], '2015-12-31', null, ['p-page-south'], ['third-party']],
  ['first-day', ['turned'], '2016-01-01', null, ['p-page-south'], ['own-side']],
  ['about-2015', ['turned'], '2015~', null, ['p-page-north'], ['own-side']],
  ['undated', ['turned'], null, null, ['p-page-north'], ['own-side or third-party']],
  ['undated-other', ['turned'], null, null, ['p-page-south'], ['own-side or third-party']],
  ['undated-neutral', ['turned'], null, null, ['p-report'], ['third-party']],
  ['undated-joint', ['turned', 'minister-north'], null, null, ['p-page-north'], ['own-side']],
  ['undated-release', ['turned'], null, null, ['in-release'], ['own-side or third-party']],

  ['second-day', ['minister-north'], '2025-02-21', 'two-days', ['p-page-south'], ['counterpart']],
  ['party-turned', ['minister-north'], '2012', 'undated', ['p-page-south'], ['counterpart or third-party']],

  ['agency-1985', ['north'], '1993', null, ['p-of-agency-1985'], ['own-side']],
  ['agency-1993', ['north'], '1985', null, ['p-of-agency-1993'], ['third-party']],
  ['agency-1991', ['north'], '1991', null, ['p-of-agency-1991'], ['own-side or third-party']],
  ['agency-undated', ['east'], '1991', null, ['p-of-agency'], ['third-party']],
  ['agency-envoy', ['agency-envoy'], '1986', null, ['p-page-north'], ['own-side']],
  ['agency-envoy-later', ['agency-envoy'], '1992', null, ['p-page-north'], ['third-party']],
  ['agency-envoy-of-it', ['agency-envoy'], '1991', null, ['p-of-agency'], ['own-side']],
];

const shown = (chain: { directness: string; why: string | null; uncertain: boolean; mayBe: string[] }): string => {
  expect(chain.mayBe[0]).toBe(chain.directness);
  expect(chain.uncertain).toBe(chain.mayBe.length > 1);
  return `${chain.mayBe.join(' or ')}${chain.why === null ? '' : `: ${chain.why}`}`;
};

onEveryEngine('directness', (open) => {
  it('is what is known of publishers, sides and times, row by row', async () => {
    const store = await open(
      ...PARTIES,
      ...DOCUMENTS,
      ...ROWS.map(([id, speakers, said, at, passages]) => statement(id, { speakers, said, event: at, passages })),
    );
    const found = await Promise.all(
      ROWS.map(async ([id]) => [id, (await view(store, 'statement', id)).chains.map(shown)]),
    );
    expect(found).toEqual(ROWS.map(([id, , , , , directness]) => [id, directness]));

    const uncertain = ROWS.filter(([, , , , , directness]) => directness.some((each) => each.includes(' or ')));
    expect((await listed(store, 'statement', { where: [anyOf('uncertain', 'true')] })).toSorted()).toEqual(
      uncertain.map(([id]) => id).toSorted(),
    );
    const sides = (await view(store, 'statement', 'undated')).chains[0].because.find(
      ({ fact }: { fact: string }) => fact === 'changedSides',
    );
    expect(sides.ids).toEqual(['actor/turned', 'actor/north', 'actor/south']);
  });

  it('follows what becomes known of a document that something is recorded in', async () => {
    const store = await open(
      ...PARTIES,
      ...DOCUMENTS,
      statement('s', { speakers: ['minister-north'], said: '2012-05-05', event: 'talks', passages: ['in-found'] }),
    );
    const directness = async () => (await view(store, 'statement', 's')).chains.map(shown);
    expect(await directness()).toEqual(['undetermined: noPublisher']);
    await write(store, source('found', { publisher: 'ministry-south' }));
    expect(await directness()).toEqual(['counterpart']);
    await write(store, source('found', { publisher: 'ministry-south', authors: ['minister-north'] }));
    expect(await directness()).toEqual(['first-hand']);
  });
});

onEveryEngine('a document without footnotes', (open) => {
  const opened = () =>
    open(
      ...PARTIES,
      ...DOCUMENTS,
      statement('told', { speakers: ['minister-north'], passages: ['in-release'] }),
      statement('cited', { speakers: ['minister-north'], passages: ['p-page-south'] }),
      statement('both', { speakers: ['minister-north'], passages: ['in-release', 'p-page-south', 'in-found'] }),
    );

  it('ends the chain, and is no cited source', async () => {
    const store = await opened();
    const [chain] = (await view(store, 'statement', 'told')).chains;
    expect(chain).toMatchObject({
      recordedIn: 'release',
      citation: null,
      source: null,
      publisher: null,
      endsAt: { source: 'release', publisher: 'press-room' },
      directness: 'own-side',
    });
    expect(chain.because.map(({ fact }: { fact: string }) => fact)).toEqual([
      'noCitation',
      'publishedBy',
      'publisherOnSide',
      'speaksFor',
    ]);
    expect(await view(store, 'statement', 'both')).toMatchObject({
      restsOn: ['found', 'page-south', 'release'],
      publishers: ['ministry-south', 'press-room'],
      citedSources: ['page-south'],
      citations: ['n-page-south'],
      directness: ['own-side', 'third-party', 'undetermined'],
      withoutFootnote: false,
      passagesWithoutFootnote: 2,
    });
  });

  it('is found by its publisher, and counts in what a claim rests on', async () => {
    const store = await opened();
    const by = (filter: string, ...values: string[]) =>
      listed(store, 'statement', { where: [anyOf(filter, ...values)] });
    expect(await by('publisher', 'press-room')).toEqual(['both', 'told']);
    expect(await by('publisher', 'ministry-south')).toEqual(['both', 'cited']);
    expect(await by('citedSource', 'release')).toEqual([]);
    expect(await by('directness', 'own-side')).toEqual(['both', 'told']);
    expect(await by('directness', 'uncited')).toEqual(['both', 'told']);
    expect(await by('everyDirectness', 'uncited')).toEqual(['told']);
    expect(await by('everyDirectness', 'own-side')).toEqual(['told']);
    expect(await by('has', 'citation')).toEqual(['both', 'cited']);
    expect(await by('has', 'publisher')).toEqual(['both', 'cited', 'told']);
    expect(await listed(store, 'claim', { where: [anyOf('publisher', 'press-room')] })).toEqual(['claim-a']);
    expect(await store.support('claim-a')).toEqual({
      statements: 3,
      passages: 3,
      sources: 3,
      publishers: 2,
      independentRoots: 3,
      roots: ['found', 'page-south', 'release'],
    });
  });
});
