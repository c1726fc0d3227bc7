import type { FastifyInstance } from 'fastify';
import { readJson } from '../edit/body.ts';
import { JSON_MEDIA } from './negotiate.ts';

/** How many values a question may have that comes as JSON. */
const MOST_VALUES = 10_000;

/** Lets the routes of an app take JSON that is soon read: what is refused by its length alone has no more than a megabyte. */
export const takeJson = (app: FastifyInstance): void => {
  app.removeContentTypeParser(JSON_MEDIA);
  app.addContentTypeParser(JSON_MEDIA, { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, readJson(text as string, MOST_VALUES));
    } catch (error) {
      done(error as Error);
    }
  });
};
