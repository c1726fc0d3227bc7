import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { secure } from '../../../src/http/secure.ts';

/** The headers of an answer, but for those of its body and its time. */
const headersBy = async (prepare: (app: ReturnType<typeof Fastify>) => unknown): Promise<Record<string, unknown>> => {
  const app = Fastify();
  await prepare(app);
  app.get('/', () => '');
  const {
    'content-type': _type,
    'content-length': _length,
    date: _date,
    connection: _connection,
    ...headers
  } = (await app.inject('/')).headers;
  return headers;
};

it('sets the headers that Helmet sets for what is no page', async () => {
  const expected = await headersBy((app) =>
    app.register(helmet, { global: true, contentSecurityPolicy: false, strictTransportSecurity: false }),
  );
  expect(Object.keys(expected).length).toBeGreaterThan(8);
  expect(await headersBy(secure)).toEqual(expected);
});
