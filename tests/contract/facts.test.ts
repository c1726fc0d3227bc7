import { expect, it } from 'vitest';
import { tellFacts } from '../../src/queries/facts.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { view, write } from '../support/store.ts';
import { actor, citation, claim, event, passage, source, statement } from '../support/world.ts';

/* Facts are stored as ids and told with names, so that a new name rewrites nothing. */

const world = () => [
  actor('north', { kind: 'state', name: 'Northland' }),
  actor('south', { kind: 'state', name: 'Southland' }),
  actor('office', { kind: 'institution', name: 'The “Office”', belongsTo: ['south'] }),
  actor('nora', { name: 'Nora Nord', represents: [{ actor: 'north', office: 'Envoy "at large" \\ {1}' }] }),
  actor('sven', { name: 'Sven Syd', represents: [{ actor: 'south' }] }),
  event('talks', { name: 'Talks', participants: ['nora', 'sven'] }),
  source('paper', { csl: { type: 'article', title: 'A paper' } }),
  source('readout', { csl: { type: 'webpage', title: 'Read "out"' }, publisher: 'office' }),
  citation('note', { source: 'readout' }),
  passage('span', { source: 'paper', citations: ['note'] }),
  claim('claim-a'),
  statement('said', { speakers: ['nora'], event: 'talks', claims: ['claim-a'], passages: ['span'] }),
];

const told = async (store: Store, parameters: Record<string, string> = {}): Promise<any[]> => {
  const { page } = await listPage(store, readListRequest('statement', parameters));
  const members = parameters['fields']?.includes('text') ? ['text'] : null;
  const texts = await tellFacts(
    store,
    page.rows.map(({ json }) => json),
    { members },
  );
  return texts.map((text) => JSON.parse(text).chains[0].because);
};

const SENTENCES = [
  'The “Office” published “Read "out"”.',
  'The “Office” stands on the side of Southland.',
  'Nora Nord speaks for Northland as Envoy "at large" \\ {1}.',
  'Sven Syd, for Southland, was the other party of Talks.',
];

onEveryEngine('a fact that something derived rests on', (open) => {
  it('is stored as ids, and told with names and addresses', async () => {
    const store = await open(...world());
    const stored = (await view(store, 'statement', 'said')).chains[0].because;
    expect(stored.flatMap(Object.keys)).not.toContain('text');
    const [facts] = await told(store);
    expect(facts.map(({ text }: any) => text)).toEqual(SENTENCES);
    expect(facts[2]).toEqual({
      fact: 'speaksFor',
      ids: ['actor/nora', 'actor/north'],
      office: 'Envoy "at large" \\ {1}',
      text: SENTENCES[2],
      links: ['/v1/actors/nora', '/v1/actors/north'],
    });
  });

  it('has only those members that are asked for', async () => {
    const store = await open(...world());
    expect(await told(store, { fields: 'chains.because.text' })).toEqual([SENTENCES.map((text) => ({ text }))]);
  });

  it('has a new name at once, and nothing is written anew for it', async () => {
    const store = await open(...world());
    const report = await write(store, actor('office', { kind: 'institution', name: 'Bureau', belongsTo: ['south'] }));
    expect(report.updated).toBe(1);
    const [facts] = await told(store);
    expect(facts[0].text).toBe('Bureau published “Read "out"”.');
  });

  it('says of what is uncertain which time of which record does not decide', async () => {
    const turned = (kind: string, held: string) =>
      actor('nora', {
        kind,
        name: 'Nora Nord',
        [held]: [
          { actor: 'north', to: '2012-06' },
          { actor: 'south', from: '2012-07' },
        ],
      });
    const store = await open(...world(), turned('person', 'represents'));
    const uncertain = async (fields: object): Promise<[text: string, links: string[]][]> => {
      await write(
        store,
        statement('said', { speakers: ['nora'], event: 'talks', claims: ['claim-a'], passages: ['span'], ...fields }),
      );
      expect((await view(store, 'statement', 'said')).chains[0].uncertain).toBe(true);
      const [facts] = await told(store);
      return facts.map(({ text, links }: any) => [text, links]);
    };
    const label = '“claim-a”';
    const links = ['/v1/statements/said', '/v1/actors/nora'];
    expect(await uncertain({ said: '2012' })).toEqual([
      ['The “Office” published “Read "out"”.', ['/v1/sources/readout', '/v1/actors/office']],
      ['The “Office” stands on the side of Southland.', ['/v1/actors/office', '/v1/actors/south']],
      ['Nora Nord speaks for Northland until 2012-06.', ['/v1/actors/nora', '/v1/actors/north']],
      ['Nora Nord speaks for Southland from 2012-07.', ['/v1/actors/nora', '/v1/actors/south']],
      [
        'Nora Nord stood on the sides of Northland and Southland at different times.',
        ['/v1/actors/nora', '/v1/actors/north', '/v1/actors/south'],
      ],
      [`The time of ${label} (2012) does not decide on which of these sides Nora Nord stood then.`, links],
      [
        'Sven Syd, for Southland, was the other party of Talks.',
        ['/v1/events/talks', '/v1/actors/sven', '/v1/actors/south'],
      ],
    ]);
    expect((await uncertain({ said: null }))[5]).toEqual([
      `${label} has no date, so that nothing decides on which of these sides Nora Nord stood then.`,
      links,
    ]);
    // The publisher changed sides within the time that the document may be of.
    await write(
      store,
      actor('sven', { name: 'Sven Syd', represents: [{ actor: 'north' }] }),
      actor('office', {
        kind: 'institution',
        name: 'Office',
        belongsTo: [
          { actor: 'north', period: '../2012-06' },
          { actor: 'south', period: '2012-07/..' },
        ],
      }),
    );
    expect(await uncertain({ speakers: ['sven'], said: '2012', event: null })).toEqual([
      ['Office published “Read "out"”.', ['/v1/sources/readout', '/v1/actors/office']],
      ['Sven Syd speaks for Northland.', ['/v1/actors/sven', '/v1/actors/north']],
      [
        'Office stood on the sides of Northland and Southland at different times.',
        ['/v1/actors/office', '/v1/actors/north', '/v1/actors/south'],
      ],
      [
        'The time of “Read "out"”, as far as it is known, does not decide on which of these sides Office stood then.',
        ['/v1/sources/readout', '/v1/actors/office'],
      ],
    ]);
  });
});
