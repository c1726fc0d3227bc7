import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Tokens } from '../../src/access/tokens.ts';
import { hasBrowser, launch, watch } from '../support/browser.ts';
import { serviceOver, theSeed } from '../support/http.ts';
import { actor, claim, passage, source, statement, topic } from '../support/world.ts';

/*
 * What people come for, from the start page on, in a real browser and in few steps; each step is a click or a line that
 * is typed: by mouse, without script, on a phone, and by the keyboard alone.
 */

const MOST_STEPS = 4;
/** How often somebody without a mouse presses Tab to get to a link of a page. */
const MOST_TABS = 40;
/** What the first view may weigh, all in, compressed. */
const MOST_BYTES = 60_000;

const WAYS = [
  { way: 'by mouse', width: 1280, javaScriptEnabled: true, byKeyboard: false },
  { way: 'without script', width: 1280, javaScriptEnabled: false, byKeyboard: false },
  { way: 'on a phone', width: 360, javaScriptEnabled: true, byKeyboard: false },
  { way: 'by the keyboard alone', width: 1280, javaScriptEnabled: true, byKeyboard: true },
];

describe.skipIf(!hasBrowser).each(WAYS)('from the start page, $way', ({ width, javaScriptEnabled, byKeyboard }) => {
  const service = serviceOver(async (store) => {
    await theSeed(store);
    await store.write([
      topic('typo', { name: 'Fishries' }),
      actor('nora', { name: 'Nora N.' }),
      actor('nora-2', { name: 'Nora N.' }),
      claim('calm', { text: 'The harbour stays calm.' }),
      source('gazette', { publisher: 'nora' }),
      passage('line', { source: 'gazette' }),
      statement('yes', { speakers: ['nora'], passages: ['line'], claims: ['calm'], said: '2020' }),
      statement('no', {
        speakers: ['nora'],
        passages: ['line'],
        claims: [{ claim: 'calm', stance: 'denies' }],
        said: '2021',
      }),
    ]);
    await store.write([topic('typo', { name: 'Fisheries' })], { by: 'otto' });
  });
  const wrong: string[] = [];
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let origin: string;
  let steps: number;

  beforeAll(async () => {
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
  });
  afterAll(async () => browser.close());
  beforeEach(async () => {
    context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 780 } });
    page = await context.newPage();
    watch(page, origin, wrong);
    steps = 0;
    await page.goto(origin);
  });
  afterEach(async () => {
    await context.close();
    expect(wrong).toEqual([]);
    expect(steps).toBeLessThanOrEqual(MOST_STEPS);
  });

  const main = () => page.locator('main');
  const click = async (name: string | RegExp, within = main()): Promise<void> => {
    const link = within.getByRole('link', { name }).first();
    // Of the page that it leads to: the one that it stands on is loaded already.
    await Promise.all([page.waitForEvent('load'), act(link)]);
  };
  /** Does what a link, a sign to unfold or a button does. */
  const act = async (target: Locator): Promise<void> => {
    steps += 1;
    if (!byKeyboard) return target.click();
    await target.waitFor();
    for (let tabs = 0; ; tabs++) {
      const at = await target.evaluate((element) => {
        const { activeElement } = element.ownerDocument;
        if (element === activeElement) return 'there';
        const led = activeElement?.matches('a.skip')
          ? document.querySelector(activeElement.getAttribute('href')!)
          : null;
        return led?.contains(element) ? 'before what leads past the rest' : 'elsewhere';
      });
      if (at !== 'elsewhere') await page.keyboard.press('Enter');
      if (at === 'there') return;
      expect(tabs, 'presses of Tab').toBeLessThan(MOST_TABS);
      await page.keyboard.press('Tab');
    }
  };
  const search = async (words: string): Promise<void> => {
    steps += 1;
    if (byKeyboard) {
      await page.keyboard.press('/');
      await page.keyboard.type(words);
    } else await page.locator('#home-q').fill(words);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=**');
  };

  it('on whose word we know something', async () => {
    await search('relations will become closer');
    await click(/^Relations of Russia and China will become closer/);
    expect(await main().innerText()).toMatch(/Published by\s+Ministry of Foreign Affairs of China/);
  });

  it('who changed their position', async () => {
    await click('Who changed their position?');
    expect(await main().innerText()).toMatch(/Who changed\s+Nora N\., from affirms to denies, 2021/);
  });

  it('who changed their position on something', async () => {
    await search('harbour stays calm');
    await click('The harbour stays calm.');
    expect(await main().innerText()).toContain('changed from affirms to denies, 2021');
  });

  it('what rests on a page of Xinhua', async () => {
    await click('What rests on which document?');
    const [source] = (await service.get('/v1/sources?publisher=xinhua'))['data'];
    await click(source.label);
    expect(await main().innerText()).toContain('What rests on this document');
  });

  it('what rests on a page of Xinhua, by its name or its address', async () => {
    await search('what rests on this page of Xinhua');
    await click(/^Xinhua/);
    const [source] = (await service.get('/v1/sources?publisher=xinhua'))['data'];
    await click(source.label);
    expect(await main().innerText()).toContain('What rests on this document');
    await page.goto(origin);
    steps = 0;
    await search(source.csl.URL);
    await click(source.label);
    expect(await main().innerText()).toContain('What rests on this document');
  });

  it('which forums concern the Middle East, and why', async () => {
    await click('Which forums concern which regions, and why?');
    await click('Middle East');
    const text = await main().innerText();
    expect(text).toContain('G20');
    expect(text).toContain('an event of the forum took up the region');
    await click('2 pieces of evidence');
    await act(main().locator('summary', { hasText: 'because' }).first());
    expect(await main().innerText()).toContain('is an event of G20');
  });

  it('how something is cited in a footnote', async () => {
    await click(/^China and Russia/);
    await act(page.locator('summary', { hasText: 'Cite' }));
    await click('The documents behind it, as footnotes and references');
    expect(await main().innerText()).toMatch(/Chicago, notes and bibliography\s+Footnote/);
  });

  it.skipIf(byKeyboard || width < 1280)('undoes a change and merges two records, signed in', async () => {
    const { text } = await new Tokens(service.store).create('editor', ['read', 'write'], null);
    await page.goto(`${origin}/login?next=%2Fchanges`);
    await page.locator('#token').fill(text);
    await page.locator('main form button').click();
    await click(/: one record/);
    await page.getByText('Undo this change').click();
    await page.locator('#comment').fill('It was right.');
    await page.getByRole('button', { name: 'Undo it' }).click();
    await page.waitForURL(/\/changes\/\d+$/);
    expect(await main().innerText()).toContain('It was right.');
    expect((await service.get('/v1/topics/typo'))['data'].name).toBe('Fishries');
    await click('Duplicates', page.locator('footer'));
    await page.getByRole('button', { name: 'Merge' }).first().click();
    await page.waitForURL(/\/actors\/nora$/);
    // For the other run.
    const { status } = await service.ask('/v1/actors/nora-2');
    expect(status).toBe(308);
  });
});

describe.skipIf(!hasBrowser)('the first view', () => {
  const service = serviceOver(theSeed);

  it.each([
    '/',
    '/statements/lavrov-2025-02-20-deepening',
    '/claims/relations-will-deepen',
    '/statements',
    '/map',
    '/positions',
    '/sources/wang-yi-lavrov-analysis',
    '/actors/sergey-lavrov',
    '/regions/middle-east',
    '/graph?from=actor/wang-yi',
    '/search?q=security',
    '/coverage',
    '/changes/1',
  ])('%s weighs little', async (path) => {
    const { text: html } = await service.ask(path, { headers: { accept: 'text/html' } });
    const assets = [...html.matchAll(/(?:href|src)="(\/(?:assets\/[^"]+|favicon\.svg))"/g)].map(
      ([, address]) => address!,
    );
    expect(assets.length).toBe(3);
    let bytes = gzipSync(html).length;
    for (const address of assets) {
      const { text } = await service.ask(address);
      bytes += gzipSync(text).length;
      // What the script loads further on some pages: all of it, whether this is one of these or not.
      if (address.endsWith('.js'))
        for (const [, file] of text.matchAll(/"\.(\/[\w-]+\.js)"/g)) {
          const further = address.replace(/\/[^/]+$/, file!);
          if (!assets.includes(further)) assets.push(further);
        }
    }
    expect(assets.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(MOST_BYTES);
    // What every page runs at once is short, and makes nothing that takes long to make.
    const [script] = /\/assets\/[^"]+main\.js/.exec(html)!;
    const { text: main } = await service.ask(script);
    expect(gzipSync(main).length).toBeLessThan(5000);
    expect(main).not.toContain('Intl.Segmenter');
  });

  it('moves nothing', async () => {
    const { text: html } = await service.ask('/', { headers: { accept: 'text/html' } });
    const [sheet] = /\/assets\/[^"]+\.css/.exec(html)!;
    expect((await service.ask(sheet)).text).not.toMatch(/transition|animation|@keyframes|scroll-behavior/);
  });
});
