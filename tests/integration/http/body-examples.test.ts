import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import { fitsOf } from '../../support/described.ts';
import { serviceOver, theSeed, type Answer, type Json } from '../../support/http.ts';

/*
 * What documentation fills in as the body of a write is as described, and is taken from whoever has a token.
 */

const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
const service = serviceOver(theSeed);
const bodies = Object.entries<Json>(document['paths']).flatMap(([path, operations]) =>
  Object.entries<Json>(operations).flatMap(([method, { requestBody, security, parameters }]) =>
    requestBody === undefined || (security ?? []).length === 0
      ? []
      : Object.entries<Json>(requestBody.content).map(([media, { schema, example }]) => ({
          method: method.toUpperCase(),
          path,
          address: ((parameters ?? []) as Json[])
            .filter((each) => each['in'] === 'path')
            .reduce((url, each) => url.replace(`{${each['name']}}`, each['example']), path),
          media,
          schema: schema as Json,
          example: example as Json,
        })),
  ),
);
const bodyAt = (path: string) => bodies.find((each) => each.path === path)!;

let token = '';
beforeAll(async () => void (token = (await new Tokens(service.store).create('Ada', ['write', 'admin'], null)).text));
const send = (address: string, { method, media, example }: (typeof bodies)[number]): Promise<Answer> =>
  service.ask(address, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': media, 'if-match': '*' },
    payload: JSON.stringify(example),
  });

describe('the example of a body', () => {
  const fits = fitsOf(document);
  it.each(bodies)('of $method $path is as described', ({ schema, example }) => {
    expect(example).toBeDefined();
    fits(schema, example);
  });

  it.each(bodies.filter(({ path }) => path.endsWith('/erase')))(
    'of $method $path would erase it, unless others refer to it',
    async (body) => {
      const { status, text } = await send(`${body.address}?dryRun=true`, body);
      if (status !== 200) expect(JSON.parse(text), text).toMatchObject({ status: 409, code: 'in-use' });
    },
  );

  it.each(bodies.filter(({ path }) => !path.startsWith('/v1/proposals') && !/\/(merge|erase)$/.test(path)))(
    'of $method $path could be written',
    async (body) => {
      const { status, text } = await send(`${body.address}?dryRun=true`, body);
      expect(status, text).toBe(200);
    },
  );

  it.each(bodies.filter(({ path }) => path.endsWith('/merge')))(
    'of $method $path says only that the other record is not there',
    async (body) => {
      const { status, text } = await send(`${body.address}?dryRun=true`, body);
      expect(status, text).toBe(422);
      expect(text).toContain(body.example['into']);
    },
  );

  it('is a proposal, what is said of it, and what becomes of it', async () => {
    const propose = bodyAt('/v1/proposals');
    for (const [path, status] of [
      ['/v1/proposals/{id}/comments', 201],
      ['/v1/proposals/{id}/reject', 200],
      ['/v1/proposals/{id}/accept', 200],
    ] as const) {
      const { body, status: made, text } = await send('/v1/proposals', propose);
      expect(made, text).toBe(201);
      const answer = await send(path.replace('{id}', body['data'].id), bodyAt(path));
      expect(answer.status, answer.text).toBe(status);
    }
  });
});
