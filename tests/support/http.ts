import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildApp, type AppOptions } from '../../src/http/app.ts';
import { seed } from '../../src/ingest/seed.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { temporaryFolder } from './engines.ts';
import { write } from './store.ts';

export type Json = Record<string, any>;
export type Answer = { status: number; headers: Record<string, string>; text: string; body: Json };
export type Asked = { method?: string; headers?: Record<string, string>; payload?: string };

const JSON_BODY = /^application\/(problem\+|ld\+|vnd\.citationstyles\.csl\+)?json/;

/** Sends a request to an app; a JSON body comes parsed. */
export const ask = async (
  app: FastifyInstance,
  url: string,
  { method = 'GET', ...rest }: Asked = {},
): Promise<Answer> => {
  const { statusCode, headers, body } = await app.inject({ method: method as 'GET', url, ...rest });
  const text = body;
  return {
    status: statusCode,
    headers: headers as Record<string, string>,
    text,
    body: text !== '' && JSON_BODY.test(String(headers['content-type'])) ? (JSON.parse(text) as Json) : {},
  };
};

export type Service = {
  readonly app: FastifyInstance;
  readonly store: Store;
  /** Sends a request. */
  ask(url: string, asked?: Asked): Promise<Answer>;
  /** The body of an answer that is expected to be 200, in a media type. */
  get(url: string, accept?: string): Promise<Json>;
};

export type World = (store: Store) => Promise<unknown>;
export const theSeed: World = (store) => seed(store, 'graph-seed');
export const worldOf =
  (...records: Change[]): World =>
  (store) =>
    write(store, ...records);

/** An app that gives nothing up because the machine is busy. */
export const appOver = (store: Store, options: Partial<AppOptions> = {}): Promise<FastifyInstance> =>
  buildApp({ store, version: '0.0.0', timeoutMs: 300_000, ...options });

/** An app over a store with this in it, for all cases of a file. */
export const serviceOver = (world: World, options: Partial<AppOptions> = {}): Service => {
  let app: FastifyInstance;
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    store = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
    await world(store);
    app = await appOver(store, options);
  });
  afterAll(async () => {
    await app.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  return {
    get app() {
      return app;
    },
    get store() {
      return store;
    },
    ask: (url, asked) => ask(app, url, asked),
    get: async (url, accept = 'application/json') => {
      const { status, body, text } = await ask(app, url, { headers: { accept } });
      if (status !== 200) throw new Error(`GET ${url} answered ${status}: ${text}`);
      return body;
    },
  };
};

/** A store every method of which fails, as when nothing answers. */
export const failingStore = (fault: Error): Store => {
  const fail = () => Promise.reject(fault);
  return new Proxy({} as Store, {
    get: (_target, name) =>
      name === 'engine' ? 'failing' : name === 'close' ? async () => undefined : name === 'then' ? undefined : fail,
  });
};
