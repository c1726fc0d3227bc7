import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireScope } from '../../access/authentication.ts';
import { allows } from '../../access/scopes.ts';
import type { ErrorCode } from '../../model/errors.ts';
import {
  Accepting,
  Comment,
  Commenting,
  Proposal,
  Proposed,
  Rejecting,
  STATES,
  type State,
  Undoing,
  WholeProposal,
} from '../../proposals/form.ts';
import { Proposals } from '../../proposals/proposals.ts';
import { decodeCursor, encodeCursor } from '../../queries/cursor.ts';
import { DEFAULT_LIMIT, paging, type RawParameters, readParameters, word } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { boundBodies } from '../admission.ts';
import type { BodyForm, BodyOf } from '../body-forms.ts';
import { sendData, sendItems } from '../answer.ts';
import type { Feed } from '../feed.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { listOf, problemsOf, querystring, responses, single } from '../openapi.ts';
import { auditOf } from '../rights.ts';
import { proposalEventRoute } from './proposal-events.ts';
import { PROPOSES, schemaOf } from './proposals-described.ts';

/*
 * Proposals: records that wait for somebody to look at them. They show in no answer but these.
 */

/** The most bytes of a proposal: a text with all of its passages and statements. */
const BODY_LIMIT = 32 * 1024 * 1024;
const MOST_AT_ONCE = 8;

type One = { Params: { id: string } };
type Json = Record<string, unknown>;

const listParameters = {
  state: word('Proposals of this state alone', STATES, null, 'invalid-value'),
  limit: paging.limit,
  cursor: paging.cursor,
};

const params = {
  type: 'object',
  properties: { id: { type: 'string', description: 'Id of the proposal.' } },
};
const WRITES = [{ token: ['write'] }];
const WITH_BODY: readonly ErrorCode[] = ['invalid-body', 'too-large', 'unsupported-media-type'];
const AS_WRITES: readonly ErrorCode[] = ['not-found', 'gone', 'precondition-failed', 'invalid-record', 'in-use'];

const answers = (description: string, schema: z.ZodType, codes: readonly ErrorCode[], status = 200): Json => ({
  [status]: { description, content: { [JSON_MEDIA]: { schema: single(schemaOf(schema)) } } },
  ...problemsOf(codes),
});

export const proposalRoutes = async (
  parent: FastifyInstance,
  { store, bySecond, feed }: { store: Store; bySecond: boolean; feed: Feed },
): Promise<void> => {
  const proposals = new Proposals(store, { bySecond });
  const by = (request: FastifyRequest): string => request.principal!.name;
  const bodyOf = <F extends BodyForm>(request: FastifyRequest, form: F): Promise<BodyOf<F>> => {
    mediaType(request, [JSON_MEDIA]);
    readParameters(request.query as RawParameters, {});
    return parent.bodies.read((request.body as string | undefined) ?? '', form);
  };
  const told = (request: FastifyRequest, event: string, id: string, change: number | null = null): void =>
    request.log.info({ ...auditOf(request), proposal: id, ...(change !== null && { change }) }, event);

  parent.get('/v1/proposals', {
    schema: {
      operationId: 'listProposals',
      tags: ['proposals'],
      summary: 'What waits to be looked at, and what became of it',
      description: 'The newest first. A page of one state may have fewer than it could, and goes on with its cursor.',
      security: PROPOSES,
      querystring: querystring(listParameters),
      response: responses('A page of proposals.', { [JSON_MEDIA]: listOf(schemaOf(Proposal)) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      requireScope(request.principal, 'propose');
      const {
        state = null,
        limit = DEFAULT_LIMIT,
        cursor,
      } = readParameters(request.query as RawParameters, listParameters);
      const list = ['proposals', state];
      const after = cursor === undefined ? '' : (decodeCursor(list, cursor, ['string'])[0] as string);
      const page = await proposals.list({ state: state as State | null, after, limit });
      const nextCursor = page.next === null ? null : encodeCursor(list, [page.next]);
      return sendItems(reply, page.proposals, { limit, nextCursor });
    },
  });

  proposalEventRoute(parent, { proposals, feed });

  parent.get<One>('/v1/proposals/:id', {
    schema: {
      operationId: 'getProposal',
      tags: ['proposals'],
      summary: 'One proposal with its records, why each is proposed, and what became of it',
      security: PROPOSES,
      params,
      response: responses('The proposal.', { [JSON_MEDIA]: single(schemaOf(WholeProposal)) }, { codes: ['not-found'] }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      readParameters(request.query as RawParameters, {});
      requireScope(request.principal, 'propose');
      return sendData(reply, await proposals.read(request.params.id));
    },
  });

  await parent.register(async (app) => {
    boundBodies(app, { most: MOST_AT_ONCE });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(JSON_MEDIA, { parseAs: 'string' }, (_request, text, done) => done(null, text));

    app.post('/v1/proposals', {
      bodyLimit: BODY_LIMIT,
      config: { scope: 'propose' },
      schema: {
        operationId: 'propose',
        tags: ['proposals'],
        summary: 'Propose records for others to look at',
        description: 'Takes what dictum draft prints. It is checked as if it were written, and nothing of it is.',
        security: PROPOSES,
        body: schemaOf(Proposed, 'input'),
        response: answers(
          'The proposal; Location leads to it.',
          Proposal,
          [...WITH_BODY, ...AS_WRITES, 'proposal-decided'],
          201,
        ),
      },
      handler: async (request, reply) => {
        const proposal = await proposals.propose(await bodyOf(request, 'proposal'), by(request));
        told(request, 'proposed', proposal.id);
        return sendData(reply.code(201).header('location', `/v1/proposals/${proposal.id}`), proposal);
      },
    });

    app.post<One>('/v1/proposals/:id/accept', {
      bodyLimit: BODY_LIMIT,
      config: { scope: 'write' },
      schema: {
        operationId: 'acceptProposal',
        tags: ['proposals'],
        summary: 'Write records of a proposal, all in one change set or none',
        description:
          'Those that they refer to in the proposal are written with them. A record may be corrected on the way.',
        security: WRITES,
        params,
        body: schemaOf(Accepting, 'input'),
        response: answers('What the proposal is now, and the change set.', Accepted, [
          ...WITH_BODY,
          ...AS_WRITES,
          'proposal-decided',
          'own-proposal',
        ]),
      },
      handler: async (request, reply) => {
        const accepting = await bodyOf(request, 'acceptance');
        const { proposal, change } = await proposals.accept(request.params.id, accepting, by(request));
        told(request, 'accepted', proposal.id, change);
        reply.header('dictum-bookmark', String(change ?? (await store.lastChange())));
        return sendData(reply, { ...proposal, change });
      },
    });

    app.post<One>('/v1/proposals/:id/reject', {
      bodyLimit: BODY_LIMIT,
      config: { scope: 'propose' },
      schema: {
        operationId: 'rejectProposal',
        tags: ['proposals'],
        summary: 'Reject records of a proposal, with a reason',
        description:
          'With the scope write of any proposal; with the scope propose of those that were made under the same name, which are withdrawn so.',
        security: PROPOSES,
        params,
        body: schemaOf(Rejecting, 'input'),
        response: answers('What the proposal is now.', Proposal, [...WITH_BODY, 'not-found', 'proposal-decided']),
      },
      handler: async (request, reply) => {
        const { id } = request.params;
        if (!allows(request.principal!.scopes, 'write') && (await proposals.read(id)).by !== by(request))
          requireScope(request.principal, 'write');
        const proposal = await proposals.reject(id, await bodyOf(request, 'rejection'), by(request));
        told(request, 'rejected', proposal.id);
        return sendData(reply, proposal);
      },
    });

    app.post<One>('/v1/proposals/:id/undo', {
      config: { scope: 'write' },
      schema: {
        operationId: 'undoProposal',
        tags: ['proposals'],
        summary: 'Take the last decision on a proposal back',
        description:
          'What an acceptance wrote is undone in a change set of its own, and the records are open again. With `at`, when that decision was made, it is refused where somebody decided since.',
        security: WRITES,
        params,
        body: schemaOf(Undoing, 'input'),
        response: answers('What the proposal is now, and the change sets.', Undone, [
          ...WITH_BODY,
          'not-found',
          'proposal-decided',
          'not-revertible',
        ]),
      },
      handler: async (request, reply) => {
        const undoing = await bodyOf(request, 'undoing');
        const { proposal, change, changes } = await proposals.undo(request.params.id, undoing, by(request));
        told(request, 'undone', proposal.id, change);
        reply.header('dictum-bookmark', String(change ?? (await store.lastChange())));
        return sendData(reply, { ...proposal, change, changes });
      },
    });

    app.post<One>('/v1/proposals/:id/comments', {
      config: { scope: 'propose' },
      schema: {
        operationId: 'commentProposal',
        tags: ['proposals'],
        summary: 'Say something about a proposal',
        security: PROPOSES,
        params,
        body: schemaOf(Commenting, 'input'),
        response: answers('The comment.', Comment, [...WITH_BODY, 'not-found'], 201),
      },
      handler: async (request, reply) => {
        const { text } = await bodyOf(request, 'comment');
        const comment = await proposals.comment(request.params.id, text, by(request));
        told(request, 'commented', request.params.id);
        return sendData(reply.code(201), comment);
      },
    });
  });
};

const Accepted = Proposal.extend({
  change: z.int().nullable().describe('The change set; null where all was there as it is.'),
});

const Undone = Accepted.extend({
  changes: z
    .array(z.int())
    .describe(
      'All change sets that undid something, in their order: what was made beside it is undone by one of its own.',
    ),
});
