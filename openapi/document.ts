import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOfWhole, FORMAT } from '../src/bundle/format.ts';
import { buildApp } from '../src/http/app.ts';
import { seed } from '../src/ingest/seed.ts';
import { DataFile } from '../src/ingest/records.ts';
import { openEmbedded } from '../src/store/embedded/store.ts';
import { exemplifyBodies } from './body-examples.ts';
import { EXAMPLES, POSTED } from './examples.ts';
import { exemplify } from './parameter-examples.ts';

type Json = Record<string, any>;

/** Runs something on an app over the seed, in a store that is thrown away. */
export const onSeed = async <T>(
  version: string,
  use: (app: Awaited<ReturnType<typeof buildApp>>) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'dictum-'));
  const store = openEmbedded({ folder, readers: 0, timeoutMs: 10_000 });
  try {
    await seed(store, 'graph-seed');
    const app = await buildApp({ store, version });
    const result = await use(app);
    await app.close();
    return result;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
};

/** An example without what depends on when and by which model it was made. */
export const settled = (answer: Json): Json => {
  const value = JSON.parse(JSON.stringify(answer), (name, each) =>
    name === 'at' && typeof each === 'string' ? '2026-11-29T10:00:00.000Z' : each,
  ) as Json;
  if (value['format'] !== FORMAT) return value;
  const { digest: _digest, ...rest } = value;
  const bundle = {
    ...rest,
    asOf: { version: '17', changed: '2026-11-29T10:00:00Z', change: 1 },
    made: { program: 'Dictum', model: '2' },
  };
  return { ...bundle, digest: digestOfWhole(bundle as never) };
};

/** Names what several parameters may be, under its title, so that generators make one type of it. */
const nameShared = (document: Json): void => {
  for (const operation of Object.values<Json>(document['paths']).flatMap((each) => Object.values<Json>(each)))
    for (const { schema } of (operation['parameters'] ?? []) as Json[]) {
      if (schema.items?.title === undefined) continue;
      const { title, ...items } = schema.items;
      document['components'].schemas[title] = items;
      schema.items = { $ref: `#/components/schemas/${title}` };
    }
};

/** What no operation answers, since it is the answer where there is none. */
const METHOD_NOT_ALLOWED = {
  description: 'Every address, to a method that it lacks',
  headers: { allow: { description: 'The methods that it has.', schema: { type: 'string' } } },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Puts each problem that several operations answer under `components` once, by its status, and refers to it. */
const shareProblems = (document: Json): void => {
  const shared: Json = {};
  const names = new Map<string, string>();
  for (const { responses } of Object.values<Json>(document['paths']).flatMap((each) => Object.values<Json>(each)))
    for (const status of Object.keys(responses).filter((each) => Number(each) >= 400)) {
      const text = JSON.stringify(responses[status]);
      const others = Object.keys(shared).filter((name) => name.startsWith(`Problem${status}`)).length;
      const name = names.get(text) ?? `Problem${status}${others === 0 ? '' : `_${others + 1}`}`;
      names.set(text, name);
      shared[name] = responses[status];
      responses[status] = { $ref: `#/components/responses/${name}` };
    }
  document['components'].responses = { ...shared, MethodNotAllowed: METHOD_NOT_ALLOWED };
};

/** The OpenAPI document: the routes as they are, and for each the answers that it gives on the seed. */
export const makeDocument = (version: string): Promise<Json> =>
  onSeed(version, async (app) => {
    await app.ready();
    const document = JSON.parse(JSON.stringify(app.swagger())) as Json;
    for (const [path, urls] of Object.entries(EXAMPLES)) {
      const media = document['paths'][path].get.responses['200'].content['application/json'];
      const examples: Json = {};
      for (const [i, url] of urls.entries())
        examples[`seed${i + 1}`] = { summary: `GET ${url}`, value: settled(JSON.parse((await app.inject(url)).body)) };
      if (urls.length > 0) media.examples = examples;
    }
    for (const [path, requests] of Object.entries(POSTED)) {
      const { requestBody, responses } = document['paths'][path].post;
      const [asked, answered]: Json[] = [{}, {}];
      for (const [i, { summary, body }] of requests.entries()) {
        asked![`seed${i + 1}`] = { summary, value: body };
        answered![`seed${i + 1}`] = {
          summary,
          value: (await app.inject({ method: 'POST', url: path, payload: body })).json(),
        };
      }
      requestBody.content['application/json'].examples = asked;
      responses['200'].content['application/json'].examples = answered;
    }
    await exemplifyBodies(document, app);
    exemplify(document);
    nameShared(document);
    shareProblems(document);
    return document;
  });

/** The JSON Schema of data files, for editors. */
export const makeDataSchema = (): Json => ({
  $id: 'dictum-data-file',
  title: 'Dictum data file',
  ...z.toJSONSchema(DataFile, { io: 'input' }),
});
