import type { FastifyInstance, FastifyRequest } from 'fastify';
import { operationsOf } from '../../edit/batch.ts';
import type { Expectation, Operation } from '../../edit/operations.ts';
import { revertChange } from '../../log/revert.ts';
import { DictumError } from '../../model/errors.ts';
import type { TypeName } from '../../model/ids.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { invalidParameter } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { boundBodies } from '../admission.ts';
import type { BodyForm, BodyOf } from '../body-forms.ts';
import { commentFrom, commentOf } from '../edit-headers.ts';
import { JSON_MEDIA } from '../negotiate.ts';
import { expectationOf } from '../preconditions.ts';
import { MOST_REVERTED, notReverted, numberOf } from '../../log/reverted.ts';
import { sendOutcome, sendWritten, type Asked } from '../written.ts';
import { describeBatch, describeRevert, describeWrite, PATCH_MEDIA } from './writing-described.ts';

/** The most bytes of a body: a snapshot's longest text, in most scripts. */
const BODY_LIMIT = 32 * 1024 * 1024;
/** How many bodies may be read or wait at once. */
const MOST_AT_ONCE = 16;
type OneRecord = { Params: { id: string } };

/** Routes that write; each needs a token with the scope `write`. */
export const writingRoutes = async (parent: FastifyInstance, { store }: { store: Store }): Promise<void> => {
  await parent.register(async (app) => {
    boundBodies(app, { most: MOST_AT_ONCE });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser([JSON_MEDIA, PATCH_MEDIA], { parseAs: 'string' }, (_request, text, done) =>
      done(null, text),
    );
    for (const { name } of ALL_TYPES) recordRoutes(app, store, name);
    batchRoute(app, store);
    revertRoute(app, store);
  });
};

const OPTIONS = { bodyLimit: BODY_LIMIT, config: { scope: 'write' } } as const;

const recordRoutes = (app: FastifyInstance, store: Store, type: TypeName): void => {
  const url = `/v1/${TYPES[type].plural}/:id`;
  const asked = async (request: FastifyRequest<OneRecord>, operation: object, expect: Expectation): Promise<Asked> => {
    const key = { type, id: request.params.id };
    return {
      operations: [{ key, expect, ...operation } as Operation],
      created: expect === null,
      comment: commentOf(request),
    };
  };

  app.put<OneRecord>(url, {
    ...OPTIONS,
    schema: describeWrite(type, 'put'),
    handler: async (request, reply) => {
      accept(request, JSON_MEDIA);
      const expect = await required(store, type, request.params.id, expectationOf(request));
      return sendWritten(store, request, reply, async () =>
        asked(request, { op: 'put', record: await bodyOf(request, 'record') }, expect),
      );
    },
  });

  app.patch<OneRecord>(url, {
    ...OPTIONS,
    schema: describeWrite(type, 'patch'),
    handler: async (request, reply) => {
      accept(request, PATCH_MEDIA);
      const expect = await required(store, type, request.params.id, existing(expectationOf(request)));
      return sendWritten(store, request, reply, async () =>
        asked(request, { op: 'patch', patch: await bodyOf(request, 'record') }, expect),
      );
    },
  });

  app.delete<OneRecord>(url, {
    ...OPTIONS,
    schema: describeWrite(type, 'delete'),
    handler: async (request, reply) =>
      sendWritten(store, request, reply, () =>
        asked(request, { op: 'delete' }, existing(expectationOf(request)) ?? 'any'),
      ),
  });

  app.post<OneRecord>(`${url}/merge`, {
    ...OPTIONS,
    schema: describeWrite(type, 'merge'),
    handler: async (request, reply) => {
      accept(request, JSON_MEDIA);
      return sendWritten(store, request, reply, async () => {
        const { into } = await bodyOf(request, 'merge');
        return asked(request, { op: 'merge', into }, existing(expectationOf(request)) ?? 'any');
      });
    },
  });
};

const batchRoute = (app: FastifyInstance, store: Store): void => {
  app.post('/v1/changes', {
    ...OPTIONS,
    schema: describeBatch,
    handler: async (request, reply) => {
      accept(request, JSON_MEDIA);
      return sendWritten(store, request, reply, async () => {
        const batch = await bodyOf(request, 'batch');
        const said = commentOf(request);
        return {
          operations: operationsOf(batch),
          created: false,
          comment: batch.comment === undefined ? said : commentFrom('comment', batch.comment),
          pointer: (i) => `/changes/${i}`,
        };
      });
    },
  });
};

const revertRoute = (app: FastifyInstance, store: Store): void => {
  app.post<{ Params: { number: string } }>('/v1/changes/:number/revert', {
    ...OPTIONS,
    schema: describeRevert,
    handler: async (request, reply) =>
      sendOutcome(store, request, reply, async ({ by, dryRun, onceFor }) => {
        const number = numberOf(request.params.number);
        const comment = commentOf(request);
        const report = await revertChange(store, number, {
          by,
          comment,
          rehearsal: dryRun,
          once: onceFor(200),
          most: MOST_REVERTED,
        });
        if (!report.reverted && report.reason === 'repeated') return report;
        if (!report.reverted) throw notReverted(number, report);
        if (dryRun) return { told: { dryRun: true, reverts: number, records: report.records } };
        return { change: report.change, status: 200, tag: null };
      }),
  });
};

/** Refuses a body of another media type, which the framework took for one of another route. */
const accept = ({ headers }: FastifyRequest, media: string): void => {
  const given = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (given !== media) throw new DictumError('unsupported-media-type', `send the body as ${media}`);
};

const bodyOf = <F extends BodyForm>({ body, server }: FastifyRequest, form: F): Promise<BodyOf<F>> =>
  server.bodies.read((body as string | undefined) ?? '', form);

/** Deletes and merges mean a record that is there, as does a patch. */
const existing = (expect: Expectation | undefined): Expectation | undefined => {
  if (expect === null)
    throw invalidParameter(
      'If-None-Match',
      'creates a record, which is done with PUT',
      'If-None-Match creates a record, which is done with PUT',
    );
  return expect;
};

/** What is expected. @throws DictumError `precondition-required`, which tells what stands, where nothing is */
const required = async (
  store: Store,
  type: TypeName,
  id: string,
  expect: Expectation | undefined,
): Promise<Expectation> => {
  if (expect !== undefined) return expect;
  const [revision] = await store.revisionOf([{ type, id }]);
  throw new DictumError(
    'precondition-required',
    revision == null
      ? `there is no ${type} ${id} yet; send If-None-Match: * to create it with PUT`
      : `say which revision you mean: send If-Match: "${revision}" if you have seen what stands`,
  );
};
