import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';

/** How many fields a form may have. */
const MOST_FIELDS = 100;

/** Lets the routes of an app take forms of so many bytes, as browsers send them. */
export const takeForms = (app: FastifyInstance, { bodyLimit }: { bodyLimit: number }): void => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => {
      if ((body as string).split('&', MOST_FIELDS + 1).length > MOST_FIELDS)
        done(new DictumError('too-large', `the form has more than ${MOST_FIELDS} fields; send fewer`));
      else done(null, new URLSearchParams(body as string));
    },
  );
};
