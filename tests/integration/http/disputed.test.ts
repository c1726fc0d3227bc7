import { expect, it } from 'vitest';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { actor, claim, passage, relation, source, statement } from '../../support/world.ts';

/* By which rules a claim or a statement is disputed stands in its answer. */

const service = serviceOver(
  worldOf(
    ...['north', 'south'].map((id) => actor(id, { kind: 'state' })),
    source('source-a'),
    passage('passage-a'),
    ...['both', 'by-stance', 'by-relation', 'agreed'].map((id) => claim(id)),
    statement('affirmed', { speakers: ['north'], claims: ['both', 'by-stance', 'agreed'] }),
    statement('denied', {
      speakers: ['south'],
      claims: ['both', 'by-stance'].map((id) => ({ claim: id, stance: 'denies' })),
    }),
    relation('r', { from: { type: 'claim', id: 'both' }, to: { type: 'claim', id: 'by-relation' }, author: 'north' }),
    relation('q', {
      from: { type: 'statement', id: 'denied' },
      to: { type: 'claim', id: 'by-relation' },
      author: 'north',
    }),
  ),
);

it.each([
  ['claims/both', ['relation', 'stance']],
  ['claims/by-relation', ['relation']],
  ['claims/agreed', []],
  // What is said of a statement is said of its claims.
  ['claims/by-stance', ['relation', 'stance']],
  ['statements/denied', ['relation']],
  ['statements/affirmed', []],
])('%s is disputed by %j', async (path, rules) => {
  expect((await service.get(`/v1/${path}`))['data'].disputedBy).toEqual(rules);
  expect((await service.get(`/v1/${path}?fields=disputedBy`))['data'].disputedBy).toEqual(rules);
  const [type, id] = path.split('/');
  const listed = (await service.get(`/v1/${type}?fields=disputedBy`))['data'];
  expect(listed.find((each: Json) => each['id'] === id)).toEqual({ type: expect.anything(), id, disputedBy: rules });
  expect(Object.keys((await service.get(`/v1/${path}?fields=label`))['data'])).toEqual(['type', 'id', 'label']);
  expect((await service.get(`/v1/${path}?form=written`))['data'].disputedBy).toBeUndefined();
});
