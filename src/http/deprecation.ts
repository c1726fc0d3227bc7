import type { FastifyInstance } from 'fastify';
import { ALL_TYPES, filtersOf } from '../model/types.ts';

/** Since when values of parameters that an earlier version had are deprecated, as RFC 9745 writes it: 2026-12-01. */
const SINCE = '@1796083200';

/** Values of filters that are still understood, each with the name of its parameter before it. */
const OLD = new Set(
  ALL_TYPES.flatMap(({ name }) =>
    [...filtersOf(name).values()].flatMap(({ name: parameter, kind }) =>
      'oneOf' in kind ? (kind.old ?? []).map((value) => `${parameter}=${value}`) : [],
    ),
  ),
);

/** Says in the head of an answer that what was asked for by name is going. */
export const tellDeprecated = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const given = Object.entries(request.query as Record<string, string | string[]>);
    const asked = given.flatMap(([name, values]) =>
      [values]
        .flat()
        .flatMap((value) => value.split(','))
        .map((value) => `${name}=${value.replace(/^(all:)?!?/, '')}`),
    );
    if (asked.some((each) => OLD.has(each))) reply.header('deprecation', SINCE);
    done();
  });
};
