import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { documentation } from '../../src/http/documentation.ts';
import { lazily } from '../../src/http/lazily.ts';

it('makes something when it is first asked for, once', async () => {
  let made = 0;
  const thing = lazily(async () => ++made);
  expect(thing.made()).toBeNull();
  expect(await Promise.all([thing.get(), thing.get()])).toEqual([1, 1]);
  expect([await thing.get(), await thing.made()]).toEqual([1, 1]);
});

it('makes it anew where that failed', async () => {
  let tried = 0;
  const thing = lazily(async () => {
    if (++tried === 1) throw new Error('not yet');
    return tried;
  });
  await expect(thing.get()).rejects.toThrow('not yet');
  expect(thing.made()).toBeNull();
  expect(await thing.get()).toBe(2);
});

it('shows the documentation once it can be made', async () => {
  const documents = [null, { openapi: '3.1.0', info: { title: 'An interface', version: '1' }, paths: {} }];
  const app = Fastify();
  documentation(app, () => documents.shift() as object);
  expect((await app.inject('/docs')).statusCode).toBe(500);
  expect((await app.inject('/docs')).statusCode).toBe(200);
  await app.close();
});
