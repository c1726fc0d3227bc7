import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

/*
 * What documentation fills in is answered, and so is whatever a generated client sends of its own: defaults, and each
 * parameter by its example.
 */

const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
const service = serviceOver(theSeed);
/** The media types that an operation answers in, but for a stream that has no end. */
const formsOf = ({ responses }: Json): string[] =>
  Object.keys(responses['200'].content as Json).filter((media) => media !== 'text/event-stream');
const operations = Object.entries<Json>(document['paths']).flatMap(([path, { get }]) =>
  get === undefined || (get.security ?? []).length > 0
    ? []
    : [{ path, parameters: (get.parameters ?? []) as Json[], forms: formsOf(get) }],
);
const written = (value: unknown): string => encodeURIComponent([value].flat().join(','));
const addressOf = (path: string, parameters: Json[], further: [string, unknown][] = []): string => {
  const filled = parameters
    .filter((each) => each['in'] === 'path')
    .reduce((url, { name, example }) => url.replace(`{${name}}`, String(example)), path);
  const query = [
    ...parameters
      .filter((each) => each['in'] === 'query' && each['required'])
      .map(({ name, example }) => [name, example]),
    ...further,
  ].map(([name, value]) => `${name as string}=${written(value)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
};
/** A cursor is cut from the page before it. */
const NOT_TRIED = new Set(['cursor']);

describe('every operation', () => {
  it.each(operations)(
    'of $path answers as documentation opens it, and with every default',
    async ({ path, parameters, forms }) => {
      const defaults = parameters.flatMap(({ name, schema }): [string, unknown][] =>
        'default' in schema ? [[name, schema.default]] : [],
      );
      for (const url of [addressOf(path, parameters), addressOf(path, parameters, defaults)]) {
        const { status, text } = await service.ask(url);
        expect(status, `${url}: ${text.slice(0, 300)}`).toBe(200);
      }
      const asIs = await service.ask(addressOf(path, parameters));
      const asDefault = await service.ask(addressOf(path, parameters, defaults));
      expect(asDefault.headers['content-type']).toBe(asIs.headers['content-type']);
      for (const accept of forms) {
        const { status, text } = await service.ask(addressOf(path, parameters, defaults), { headers: { accept } });
        expect(status, `${path} as ${accept}: ${text.slice(0, 300)}`).toBe(200);
      }
      if (!parameters.some(({ name }) => name === 'style')) return;
      const styled = await service.ask(addressOf(path, parameters, [...defaults, ['style', 'apa']]));
      expect([styled.status, styled.headers['content-type']], styled.text).toEqual([200, 'text/plain; charset=utf-8']);
    },
  );

  it.each(operations)('of $path has an example for each parameter, which is taken', async ({ path, parameters }) => {
    for (const { name, in: where, required, example, schema } of parameters) {
      const value = example ?? schema.examples?.[0];
      expect(value, `${path} ${name}`).toBeDefined();
      // Of a record that refers to nothing nothing can be included.
      if (where !== 'query' || required || NOT_TRIED.has(name) || written(value) === '') continue;
      const url = addressOf(path, parameters, [[name, value]]);
      const { status, text } = await service.ask(url);
      expect(status, `${url}: ${text.slice(0, 300)}`).toBe(200);
    }
  });
});
