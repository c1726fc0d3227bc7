import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { ALL_TYPES } from '../../../src/model/types.ts';
import { appOver, ask, serviceOver, theSeed } from '../../support/http.ts';
import { BROWSER } from '../../support/pages.ts';

/*
 * Pages behind a proxy that serves the service under a path, which it takes away before it asks: every address that a
 * page holds begins with that path, and leads somewhere.
 */

const BASE = '/dictum';
const service = serviceOver(theSeed);

/** What is alike of an address: its path without ids, and the names of its parameters. */
const shapeOf = (url: string): string => {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [first, , third = '', , fifth = ''] = pathname.slice(1).split('/');
  const isRecord = ALL_TYPES.some(({ plural }) => plural === first);
  return [isRecord ? `${first}/${third}/${fifth}` : pathname.replace(/\d+/, 'N'), ...searchParams.keys()].join(' ');
};

/** How many addresses of one shape are followed. */
const OF_ONE_SHAPE = 1;
/** With how many parameters addresses are followed, of which filters alone make more than could be. */
const MOST_PARAMETERS = 1;

describe('behind a proxy with a path', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await appOver(service.store, { publicUrl: `https://example.org${BASE}` });
  });
  afterAll(async () => app.close());

  const unescaped = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

  it('every page leads on under the path, and nowhere in vain', async () => {
    const shapes = new Map<string, number>();
    const waiting = ['/', '/nowhere', '/login', '/robots.txt'];
    const outside: string[] = [];
    const inVain: string[] = [];
    let seen = 0;
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      seen += 1;
      const { status, text, headers } = await ask(app, url, { headers: BROWSER });
      if (status >= 400 && url !== '/nowhere') inVain.push(`${url}: ${status}`);
      const { location } = headers as { location?: string };
      const isPage = headers['content-type']?.startsWith('text/html') === true;
      const held = isPage
        ? [...text.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, address]) => unescaped(address!))
        : [];
      for (const address of [...held, ...(location === undefined ? [] : [location])]) {
        if (!address.startsWith('/')) continue;
        if (!address.startsWith(`${BASE}/`)) {
          outside.push(`${address} on ${url}`);
          continue;
        }
        const [path] = address.slice(BASE.length).split('#') as [string];
        const shape = shapeOf(path);
        if (shape.split(' ').length > MOST_PARAMETERS + 1) continue;
        const count = shapes.get(shape) ?? 0;
        if (count === OF_ONE_SHAPE) continue;
        shapes.set(shape, count + 1);
        waiting.push(path);
      }
    }
    expect(outside).toEqual([]);
    expect(inVain).toEqual([]);
    expect(seen).toBeGreaterThan(60);
  });

  it('names itself by that address to whoever quotes a page, and to search engines', async () => {
    const { text } = await ask(app, '/claims/relations-will-deepen?lang=en', { headers: BROWSER });
    expect(text).toContain('<link rel="canonical" href="https://example.org/dictum/claims/relations-will-deepen"/>');
    expect(text).toContain('<meta property="og:title" content="Relations of Russia and China will become closer."/>');
    expect(text).toMatch(/<meta name="description" content="one statement in one passage, resting on [^"]*"\/>/);
    expect((await ask(app, '/search?q=china', { headers: BROWSER })).text).not.toContain('canonical');
    const robots = (await ask(app, '/robots.txt')).text;
    expect(robots).toContain('Disallow: /dictum/v1/');
    expect(robots).toContain('Sitemap: https://example.org/dictum/sitemap.xml');
    const { text: index } = await ask(app, '/sitemap.xml');
    expect(index).toContain('<loc>https://example.org/dictum/sitemaps/claims.xml</loc>');
    const { text: claims } = await ask(app, '/sitemaps/claims.xml');
    const { page } = await service.get('/v1/claims?limit=1&count=true');
    expect(claims.match(/<loc>https:\/\/example\.org\/dictum\/claims\/[a-z0-9-]+<\/loc>/g)).toHaveLength(page.total);
  });
});
