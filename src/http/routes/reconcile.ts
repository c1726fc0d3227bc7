import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notUnderstood } from '../../queries/parameters.ts';
import { originFor } from '../address.ts';
import { DictumError } from '../../model/errors.ts';
import { fold } from '../../model/text.ts';
import { keyText } from '../../model/ids.ts';
import { labelsOf, keysIn } from '../../queries/labels.ts';
import { autocomplete } from '../../queries/autocomplete.ts';
import { answerQueries } from '../../reconcile/candidates.ts';
import { extend, propertiesOf, propose, viewsAt } from '../../reconcile/extend.ts';
import { card, preview, SIZE } from '../../reconcile/preview.tsx';
import { QUERY_PROPERTIES } from '../../reconcile/properties.ts';
import { BATCH, Extend, Queries, readJson } from '../../reconcile/queries.ts';
import { ALL, idOf, keyIn, MATCHED, typeNamed } from '../../reconcile/types.ts';
import type { Store } from '../../store/port.ts';
import { takeForms } from '../forms.ts';

/*
 * The Reconciliation API 0.2, as OpenRefine and others speak it: spellings to records, and further columns for these.
 */

const PATH = '/reconcile';
/** A batch of queries, as a form, has room in this. */
const BODY_LIMIT = 4 * 1024 * 1024;
/** How many suggestions are given. */
const SUGGESTED = 20;

type Given = Readonly<Record<string, string | undefined>>;

/** The parameters of a request, in its address or in a form; of a repeated one the first. */
const given = ({ query, body }: FastifyRequest): Given => ({
  ...Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [name, [value].flat()[0]]),
  ),
  // The first of a repeated one comes last.
  ...(body instanceof URLSearchParams && Object.fromEntries([...body].toReversed())),
});

/** What a function of a page of another site can be called. */
const CALLBACK = /^[\w$.]{1,80}$/;

/** An answer as JSON, or as the call of a function for clients that know no other way to ask across sites. */
const send = (reply: FastifyReply, { callback }: Given, answer: object): FastifyReply => {
  if (callback === undefined) return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  if (!CALLBACK.test(callback)) throw notUnderstood('callback', 'give the name of a function');
  return reply.type('application/javascript; charset=utf-8').send(`/**/${callback}(${JSON.stringify(answer)});`);
};

const manifest = (base: string, version: string): object => {
  const service = (path: string) => ({
    service_url: `${base}${PATH}`,
    service_path: `/suggest/${path}`,
    flyout_service_url: `${base}${PATH}`,
    flyout_service_path: `/flyout/${path}?id=\${id}`,
  });
  return {
    versions: ['0.2'],
    name: 'Dictum',
    // They are kept in people's projects, so they are the same wherever the service is.
    identifierSpace: 'urn:dictum:',
    schemaSpace: 'urn:dictum:types',
    documentation: `${base}/docs`,
    serviceVersion: version,
    batchSize: BATCH,
    defaultTypes: ALL,
    view: { url: `${base}/{{id}}` },
    preview: { url: `${base}${PATH}/preview?id={{id}}`, ...SIZE },
    suggest: { entity: service('entity'), type: service('type'), property: service('property') },
    extend: {
      propose_properties: { service_url: `${base}${PATH}`, service_path: '/extend/propose' },
      property_settings: [
        { name: 'limit', label: 'Limit', type: 'number', default: 0, help_text: 'How many values a row; 0 for all' },
      ],
    },
  };
};

const matching = <T extends { id: string; name: string }>(
  all: readonly T[],
  { prefix = '' }: Given,
): { result: T[] } => ({
  result: all
    .filter(({ id, name }) => [id, name].some((text) => fold(text).startsWith(fold(prefix))))
    .slice(0, SUGGESTED),
});

/** Everything that can be told of a type or a property. */
const PROPERTIES = [
  ...QUERY_PROPERTIES.map(({ id, name, description }) => ({ id, name, description })),
  ...[...new Map(MATCHED.flatMap((type) => [...propertiesOf(type)]))].map(([id, description]) => ({
    id,
    name: id,
    description,
  })),
];

export const reconcileRoutes = async (
  parent: FastifyInstance,
  { store, version, publicUrl }: { store: Store; version: string; publicUrl: string },
): Promise<void> => {
  const baseOf = (request: FastifyRequest): string => (publicUrl === '' ? originFor(request) : publicUrl);

  const recordOf = async (id = '') => {
    const key = keyIn(id);
    const view = key && (await viewsAt(store, [key])).get(keyText(key));
    if (!view)
      throw new DictumError('not-found', `there is no record ${id.slice(0, 200)}`, {
        context: { recordType: key?.type ?? '', id: key?.id ?? id.slice(0, 200) },
      });
    return { view, labels: await labelsOf(store, keysIn(view)) };
  };

  const entities = async (asked: Given) => {
    const { prefix = '', type } = asked;
    if (prefix.trim() === '') return { result: [] };
    const types = MATCHED.filter((name) => type === undefined || name === type);
    const { suggestions } = await autocomplete(store, { q: prefix, type: types, limit: String(SUGGESTED) });
    return {
      result: suggestions.map((found) => ({
        id: idOf(found),
        name: found.label,
        description: found.name === found.label ? found.type : `${found.type}, also ${found.name}`,
        notable: [typeNamed(found.type)],
      })),
    };
  };

  const described = (all: readonly { id: string; name: string; description?: string }[], id = '') => {
    const found = all.find((each) => each.id === id) ?? { name: id, description: '' };
    const escaped = [found.name, found.description ?? ''].map((text) =>
      text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`),
    );
    return { id, html: `<p><strong>${escaped[0]}</strong></p><p>${escaped[1]}</p>` };
  };

  const ROUTES: Readonly<Record<string, (asked: Given, request: FastifyRequest) => object | Promise<object>>> = {
    '/suggest/entity': entities,
    '/suggest/type': (asked) => matching(ALL, asked),
    '/suggest/property': (asked) => matching(PROPERTIES, asked),
    '/flyout/entity': async ({ id }, request) => ({
      id,
      html: card({ ...(await recordOf(id)), base: baseOf(request) }),
    }),
    '/flyout/type': ({ id }) => described(ALL, id),
    '/flyout/property': ({ id }) => described(PROPERTIES, id),
    '/extend/propose': ({ type = 'actor', limit }) => propose(type, Number(limit) > 0 ? Number(limit) : Infinity),
  };

  await parent.register(async (app) => {
    app.removeAllContentTypeParsers();
    takeForms(app, { bodyLimit: BODY_LIMIT });
    // Pages of other sites ask, and show the preview in a frame.
    app.addHook('onRequest', (_request, reply, done) => {
      reply.header('cross-origin-resource-policy', 'cross-origin');
      done();
    });

    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const asked = given(request);
      if (asked['queries'] !== undefined)
        return send(
          reply,
          asked,
          // Nobody reads the rest of a batch once its client has left.
          await answerQueries(store, readJson('queries', asked['queries'], Queries), () => reply.raw.destroyed),
        );
      if (asked['extend'] !== undefined)
        return send(reply, asked, await extend(store, readJson('extend', asked['extend'], Extend)));
      return send(reply, asked, manifest(baseOf(request), version));
    };
    app.get(PATH, { schema: { hide: true }, handler: answer });
    app.post(PATH, { schema: { hide: true }, bodyLimit: BODY_LIMIT, handler: answer });
    for (const [path, make] of Object.entries(ROUTES))
      app.get(`${PATH}${path}`, {
        schema: { hide: true },
        handler: async (request, reply) => {
          const asked = given(request);
          return send(reply, asked, await make(asked, request));
        },
      });
    app.get(`${PATH}/preview`, {
      schema: { hide: true },
      handler: async (request, reply) => {
        const shown = { ...(await recordOf(given(request)['id'])), base: baseOf(request) };
        return reply
          .removeHeader('x-frame-options')
          .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
          .type('text/html; charset=utf-8')
          .send(preview(shown));
      },
    });
  });
};
