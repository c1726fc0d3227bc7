import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import { VerifyQuote } from '../../queries/verify-answer.ts';
import { withoutSurroundings } from '../../queries/verify-rights.ts';
import type { Store } from '../../store/port.ts';
import { boundBodies } from '../admission.ts';
import { sendText } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { refTo, responsesUnvalidated, single } from '../openapi.ts';
import { maySeeTexts } from '../rights.ts';

/** The most bytes of a body: a text of a megabyte in any script, escaped or not. */
const BODY_LIMIT = 4 * 1024 * 1024;

const NOTHING = new Uint8Array();

const { $schema: _schema, ...fields } = z.toJSONSchema(VerifyQuote, { io: 'input' });
/** What of them goes together, as readVerifyQuote holds it. */
const body = {
  ...fields,
  not: { required: ['source', 'text'] },
  dependentRequired: { speaker: ['source'], passage: ['source'] },
};

/** How many bodies may be read or wait at once: each is as large as it may be. */
const MOST_AT_ONCE = 32;

/**
 * Whether quotations stand where they are said to stand. The body is handed on as it came, since one that is made to be
 * slow would be slow to read.
 */
export const verifyRoutes = async (parent: FastifyInstance, { store }: { store: Store }): Promise<void> => {
  await parent.register(async (app) => {
    boundBodies(app, { most: MOST_AT_ONCE });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(/^application\/json\b/i, { parseAs: 'buffer' }, (_request, bytes, done) =>
      done(null, bytes),
    );
    verifyRoute(app, store);
  });
};

const verifyRoute = (app: FastifyInstance, store: Store): void => {
  app.post('/v1/verify-quote', {
    bodyLimit: BODY_LIMIT,
    schema: {
      operationId: 'verifyQuote',
      tags: ['verification'],
      summary: 'Whether a quotation stands where it is said to stand',
      description:
        'Looks for the words in the text that comes with them, in the stored texts of a source, the latest first, or, with neither, in all stored texts. ' +
        'Equal, in the form that is compared, to what a text has is verified, and nothing else is: words that were only recorded are recorded, and where a text is stored they count for nothing. ' +
        'Words of another speaker, passage or source are misattributed, and told whose they are. Of all stored texts, or of those of other sources, those are looked through that have the words of the quotation, the latest first: `candidates` says how many there are, and `searched` which were looked through. ' +
        'The words around them, in prefix and suffix, come from texts whose rights say that passages may be shown, or with a token of the scope texts. ' +
        'Nothing is stored. A body has 4 MiB at most. Verification has threads of its own: no other request waits for it, and what would wait for too long is answered with 503.',
      body,
      response: responsesUnvalidated('What came of it.', { [JSON_MEDIA]: single(refTo('QuoteVerdict')) }, [
        'invalid-body',
        'quotation-empty',
        'quotation-too-short',
        'not-found',
        'gone',
        'too-large',
        'unsupported-media-type',
      ]),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      readParameters(request.query as RawParameters, {});
      const verdict = await store.verifyQuote((request.body ?? NOTHING) as Uint8Array);
      return sendText(reply, maySeeTexts(request) ? verdict : await withoutSurroundings(store, verdict));
    },
  });
};
