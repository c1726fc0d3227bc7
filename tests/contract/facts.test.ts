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
});
