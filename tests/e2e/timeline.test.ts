import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsIn, hasBrowser, launch } from '../support/browser.ts';
import { serviceOver, worldOf } from '../support/http.ts';
import { ground, statement, topic } from '../support/world.ts';

/*
 * The timeline of a list in a real browser: several bars chosen at once. Without a Chromium these cases are skipped.
 */

const MONTHS = Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2023, i, 5)).toISOString().slice(0, 10));
const topics = Array.from({ length: 130 }, (_, i) => `topic-${String(i).padStart(3, '0')}`);

describe.skipIf(!hasBrowser)('a timeline in a browser', () => {
  const service = serviceOver(
    worldOf(
      ...ground(),
      ...topics.map((id) => topic(id)),
      ...MONTHS.map((said, i) => statement(`s-${i}`, { said, topics: i === 0 ? topics : [], note: 'rain' })),
    ),
  );
  let browser: Browser;
  let origin: string;
  let page: Page;
  const wrong: string[] = [];

  beforeAll(async () => {
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
  });
  afterAll(async () => browser.close());

  it.each(['/statements', '/search?q=rain&type=statement', '/facets/statements/topic'])(
    '%s has nothing that axe finds, light and dark, on a desk and a phone',
    async (path) => {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [360, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(origin + path);
        expect(await findingsIn(page)).toEqual([]);
        const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(wide)).toBe(0);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      expect(wrong).toEqual([]);
    },
  );

  it('leads to the time of the bars that were dragged over', async () => {
    await page.goto(`${origin}/statements?sort=-said`);
    const box = async (i: number) => (await page.locator('.timeline svg > *').nth(i).boundingBox())!;
    const [first, last] = [await box(9), await box(4)];
    await page.mouse.move(first.x + 5, first.y + 20);
    await page.mouse.down();
    await page.mouse.move(last.x + 5, last.y + 20, { steps: 5 });
    expect(await page.locator('.timeline output').innerText()).toContain('May 2023 to October 2023');
    await Promise.all([page.waitForURL('**saidFrom=2023-05-01&saidTo=2023-10-31'), page.mouse.up()]);
    expect(await page.locator('.bar [role=status]').innerText()).toBe('6 statements');
    expect(page.url()).toContain('sort=-said');
    expect(wrong).toEqual([]);
  });

  it('leads to the time of the bars that were chosen by Shift and the arrow keys', async () => {
    await page.goto(`${origin}/statements`);
    await page.locator('.timeline svg > a').nth(2).focus();
    await page.keyboard.press('ArrowRight');
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    expect(await page.locator('.timeline output').innerText()).toContain('April 2023 to June 2023');
    await page.keyboard.press('Escape');
    expect(await page.locator('.timeline output').innerText()).toBe('');
    await page.keyboard.press('Shift+ArrowLeft');
    await Promise.all([page.waitForURL('**saidFrom=2023-05-01&saidTo=2023-06-30'), page.keyboard.press('Enter')]);
    expect(wrong).toEqual([]);
  });

  it('leads by each bar to its own time', async () => {
    await page.goto(`${origin}/statements`);
    await Promise.all([
      page.waitForURL('**saidFrom=2023-03-01&saidTo=2023-03-31'),
      page.locator('.timeline svg > a').nth(2).click(),
    ]);
  });
});
