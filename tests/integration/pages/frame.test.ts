import { describe, expect, it } from 'vitest';
import { DictumError } from '../../../src/model/errors.ts';
import { EN } from '../../../src/http/pages/texts.ts';
import { ALL_TYPES } from '../../../src/model/types.ts';
import type { Store } from '../../../src/store/port.ts';
import { appOver, ask, failingStore, serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { BROWSER, pageAt, readPage } from '../../support/pages.ts';
import { summit } from '../../support/summit.ts';

/*
 * What all pages have in common: where they are, what they load, and what they say where something is wrong.
 */

const service = serviceOver(theSeed);
const world = serviceOver(worldOf(...summit()));
const empty = serviceOver(worldOf());

/** A store that is well but for one of its methods. */
const failingAt = (store: Store, method: keyof Store, fault: Error): Store =>
  new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === method) return () => Promise.reject(fault);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

describe('the start page', () => {
  it('says what the graph is, and leads into it', async () => {
    const { text, links } = await pageAt(service, '/');
    const { page } = await service.get('/v1/statements?count=true&limit=1');
    expect(text).toContain(`${page.total} Statements`);
    expect(text).toContain('Who said what, where, and on what evidence');
    for (const link of ['/statements', '/claims', '/map', '/coverage', '/statements?everyDirectness=counterpart'])
      expect(links).toContain(link);
  });

  it('says of an empty graph how to fill it', async () => {
    const { text } = await pageAt(empty, '/');
    expect(text).toContain('This graph is empty');
    expect(text).toContain('npx dictum seed graph-seed');
  });
});

/** A relation in words, in which what it relates stands in quotation marks. */
const asSentence = ({ label, kind }: { label: string; kind: string }): string =>
  `“${label.replace(` ${kind} `, `” ${EN.relations.kinds[kind]![0]} “`)}”`;

describe('every record', () => {
  it.each(ALL_TYPES.map(({ name, plural }) => ({ name, plural })))(
    'of type $name has a page that names it',
    async ({ plural }) => {
      const { data } = await world.get(`/v1/${plural}?limit=2`);
      expect(data.length).toBeGreaterThan(0);
      for (const record of data) {
        const { text, html } = await pageAt(world, `/${plural}/${record.id}`);
        expect(text).toContain(plural === 'relations' ? asSentence(record) : record.label);
        expect(html.match(/<h1/g)).toHaveLength(1);
      }
    },
  );
});

describe('a page', () => {
  it('loads only what the service serves itself, and nothing that stands in it', async () => {
    const { html, headers } = await pageAt(service, '/');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(html).not.toMatch(/ style="| on\w+="|<style/);
    const loaded = [...html.matchAll(/(?:src|href)="(\/assets[^"]*|\/favicon[^"]*)"/g)].map(([, url]) => url!);
    expect(loaded.length).toBe(3);
    for (const url of loaded) {
      const { status, headers } = await service.ask(url);
      expect([url, status]).toEqual([url, 200]);
      expect(headers['cache-control']).toMatch(/max-age=\d+/);
    }
  });

  it('is short: the first view has 60 kB at most, compressed', async () => {
    const sizes = await Promise.all(
      [
        '/statements/lavrov-2025-02-20-deepening',
        ...[...(await pageAt(service, '/')).html.matchAll(/="(\/assets[^"]*)"/g)].map(([, url]) => url!),
      ].map(async (url) => {
        const { rawPayload } = await service.app.inject({ url, headers: { 'accept-encoding': 'br' } });
        return rawPayload.length;
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  it('keeps the path of the address that clients reach the service at', async () => {
    const app = await appOver(service.store, { publicUrl: 'https://example.org/dictum' });
    const { text } = await ask(app, '/statements/lavrov-2025-02-20-deepening', { headers: BROWSER });
    const inside = [...text.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, url]) => url!);
    expect(inside.length).toBeGreaterThan(20);
    expect(inside.filter((url) => !url.startsWith('/dictum/'))).toEqual([]);
    await app.close();
  });

  it('names the address that the service listens at, where it was told no other', async () => {
    const app = await appOver(service.store);
    const { port } = new URL(await app.listen({ host: '0.0.0.0', port: 0 }));
    const path = '/statements/lavrov-2025-02-20-deepening';
    const { text } = await ask(app, path, { headers: BROWSER });
    expect(text).toContain(`curl 'http://127.0.0.1:${port}/v1${path}/provenance'`);
    expect(text).toContain(`will become closer, in Dictum, http://127.0.0.1:${port}${path} (accessed `);
    await app.close();
  });

  it('answers only in HTML, and /v1 never in it', async () => {
    expect((await service.ask('/actors/wang-yi', { headers: { accept: 'application/json' } })).status).toBe(406);
    expect((await service.ask('/v1/actors/wang-yi', { headers: BROWSER })).headers['content-type']).toContain('json');
    expect((await service.ask('/v1/actors/wang', { headers: BROWSER })).headers['content-type']).toContain('json');
  });
});

describe('what is wrong', () => {
  it('is told with what was meant', async () => {
    const page = await readPage(service, '/actors/lavrov');
    expect(page.status).toBe(404);
    expect(page.text).toContain('Did you mean Sergey Lavrov');
    expect(page.links).toEqual(expect.arrayContaining(['/actors/sergey-lavrov', '/search?q=lavrov']));
    expect(page.text).not.toContain('/v1/');
    expect((await readPage(service, '/actors/lavrof')).text).toContain('Did you mean Sergey Lavrov');
  });

  it('is told in words for people, and leads to where it can be mended', async () => {
    const desk = await readPage(service, '/desk');
    expect([desk.status, desk.text.includes('Bearer'), desk.links[0]]).toEqual([401, false, '/login?next=%2Fdesk']);
    const list = await readPage(service, '/claims?stance=denies');
    expect([list.status, list.text.includes('See errors')]).toEqual([400, false]);
    expect(list.links).not.toContain('/search?q=claims');
  });

  it('is a page at an address that nothing is at, and a problem for programs', async () => {
    const page = await readPage(service, '/no/such/page');
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    const { status, headers } = await service.ask('/no/such/page');
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it.each([
    // What is around a record, and linked data: both are asked for beside what the page tells.
    ['/topics/security', 'neighbours'],
    ['/statements/lavrov-2025-02-20-deepening', 'chains'],
    ['/claims/relations-will-deepen', 'chains'],
  ] as const)('is told where a part of %s cannot be had, which is not left out', async (url, method) => {
    for (const [fault, status] of [
      [new DictumError('overloaded', 'too much to do'), 503],
      [new Error('a fault of the service'), 500],
    ] as const) {
      const app = await appOver(failingAt(service.store, method, fault));
      expect((await ask(app, url, { headers: BROWSER })).status).toBe(status);
      await app.close();
    }
  });

  it('says when to try again where the store does not answer', async () => {
    const app = await appOver(failingStore(new DictumError('store-unreachable', 'nothing answers there')));
    const { status, headers, text } = await ask(app, '/', { headers: BROWSER });
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(text).toContain('Try again in 5 seconds.');
    await app.close();
  });
});
