import type { FastifyInstance } from 'fastify';
import { ALL_TYPES } from '../src/model/types.ts';
import { RECORDS } from './examples.ts';

/*
 * An example for every body of the API description that a route with a token takes, which documentation fills in: the
 * records of the seed as they are written, and a proposal.
 */

type Json = Record<string, any>;

const CHANGES = [
  { op: 'put', type: 'topic', id: 'fisheries', revision: null, record: { name: 'Fisheries', broader: ['security'] } },
];

/** Bodies at addresses of other things than records, by path. */
const BODIES: Readonly<Record<string, Json>> = {
  '/v1/changes': { changes: CHANGES, comment: 'A topic that was missing' },
  '/v1/proposals': { changes: CHANGES, comment: 'A topic that is missing' },
  '/v1/proposals/{id}/accept': { records: [{ type: 'topic', id: 'fisheries' }] },
  '/v1/proposals/{id}/reject': { reason: 'There is such a topic under another name' },
  '/v1/proposals/{id}/comments': { text: 'Which of the sources has it?' },
  '/v1/proposals/{id}/undo': {},
};

/** Gives the bodies of a document's operations that write an example; the app has the seed. */
export const exemplifyBodies = async (document: Json, app: FastifyInstance): Promise<void> => {
  const give = (path: string, method: string, example: Json): void => {
    for (const media of Object.values<Json>(document['paths'][path][method].requestBody.content))
      media['example'] = example;
  };
  for (const [path, body] of Object.entries(BODIES)) give(path, 'post', body);
  for (const { name, plural } of ALL_TYPES) {
    const { data } = (await app.inject(`/v1/${plural}/${RECORDS[name]}?form=written`)).json<Json>();
    if (data === undefined)
      throw new Error(`graph-seed has no ${name} ${RECORDS[name]}, which openapi/examples.ts names as the example`);
    const { type: _type, ...record } = data as Json;
    const [field] = Object.entries(record).filter(([each, value]) => each !== 'id' && value !== null);
    give(`/v1/${plural}/{id}`, 'put', record);
    give(`/v1/${plural}/{id}`, 'patch', Object.fromEntries([field!]));
    give(`/v1/${plural}/{id}/erase`, 'post', {});
    // Of another record that is the same thing; the seed has none.
    give(`/v1/${plural}/{id}/merge`, 'post', { into: `${RECORDS[name].slice(0, 100)}-that-stays` });
  }
};
