import type { FastifyInstance } from 'fastify';
import { ALL_TYPES, filtersOf } from '../model/types.ts';
import { DEPRECATED } from '../queries/deprecated.ts';

/** As RFC 9745 and RFC 8594 write them: seconds, and a date of HTTP. */
const HEADERS = {
  deprecation: `@${Date.parse(DEPRECATED.since) / 1000}`,
  sunset: new Date(DEPRECATED.until).toUTCString(),
};

/** Values of filters that are still understood, each with the name of its parameter before it. */
const OLD = new Set(
  ALL_TYPES.flatMap(({ name }) =>
    [...filtersOf(name).values()].flatMap(({ name: parameter, kind }) =>
      'oneOf' in kind ? (kind.old ?? []).map((value) => `${parameter}=${value}`) : [],
    ),
  ),
);

/** Says in the head of an answer that what was asked for by name is going, and when. */
export const tellDeprecated = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const given = Object.entries(request.query as Record<string, string | string[]>);
    const asked = given.flatMap(([name, values]) =>
      [values]
        .flat()
        .flatMap((value) => value.split(','))
        .map((value) => `${name}=${value.replace(/^(all:)?!?/, '')}`),
    );
    if (asked.some((each) => OLD.has(each))) reply.headers(HEADERS);
    done();
  });
};
