import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch } from '../support/browser.ts';
import { serviceOver, theSeed } from '../support/http.ts';

/*
 * What a screen reader goes by: the landmarks of each main page and its headings in their order, the names of tables,
 * forms and the records of the graph; and that nothing is lost at 400 % and in colours that somebody chose.
 */

/** The headings of main pages, each with its level. */
const OUTLINES: Readonly<Record<string, readonly string[]>> = {
  '/': [
    '1 Who said what, where, and on what evidence',
    '2 Questions to begin with',
    '2 How near the evidence stands',
    '2 Latest statements',
    '2 In this graph',
  ],
  '/statements': ['1 Statements'],
  '/statements/lavrov-2025-02-20-deepening': [
    '1 Relations of Russia and China will become closer.',
    '2 What this rests on',
    '2 Claim',
    '2 About',
  ],
  '/claims/relations-will-deepen': [
    '1 Relations of Russia and China will become closer.',
    '2 Who holds what',
    '2 Agreement and disagreement',
    '3 For it',
    '3 Against it',
    '2 What this rests on',
  ],
  '/map': ['1 Forums and regions'],
  '/positions': ['1 Where positions differ'],
  '/actors/sergey-lavrov': [
    '1 Sergey Lavrov',
    '2 For whom they speak',
    '2 Where this position changed',
    '2 Statements',
    '3 On whose account this rests',
    '2 All that is recorded',
    '2 Around it',
  ],
  '/actors/xinhua': [
    '1 Xinhua',
    '2 What they published',
    '2 For whom they speak',
    '2 All that is recorded',
    '2 Around it',
  ],
  '/sources/chinese-mfa-wang-yi-meets-lavrov': [
    '1 Wang Yi Meets with Russian Foreign Minister Sergei Lavrov',
    '2 What rests on this document',
    '2 Cited by these footnotes',
    '2 All that is recorded',
    '2 Around it',
  ],
  '/regions/middle-east': [
    '1 Middle East',
    '2 Forums that concern it, and why',
    '2 Statements about it',
    '2 All that is recorded',
    '2 Around it',
  ],
  '/search?q=security': ['1 Found for “security”'],
  '/graph?from=actor/wang-yi': ['1 Around Wang Yi', '2 Around it', '2 The way between two records'],
  '/coverage': ['1 Coverage'],
  '/citations/wl-fn-2/references': [
    '1 [2] Ibid.',
    '2 Chicago, notes and bibliography',
    '3 Footnote',
    '3 Bibliography',
    '2 Chicago, author and date',
    '3 In the text',
    '3 Bibliography',
    '2 APA',
    '3 In the text',
    '3 Bibliography',
    '2 The files, for programs',
  ],
  '/changes': ['1 Changes'],
};

/** The landmarks that every page has, by role and name. */
const FRAME = ['banner', 'navigation Main', 'main', 'contentinfo', 'navigation Everything else'];

describe.skipIf(!hasBrowser)('for whoever does not see a page, or not well', () => {
  const service = serviceOver(theSeed);
  let browser: Browser;
  let page: Page;
  let origin: string;

  beforeAll(async () => {
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
    page = await browser.newPage();
  });
  afterAll(async () => browser.close());

  /** The accessibility tree, a line each. */
  const tree = async (): Promise<string[]> =>
    (await page.locator('body').ariaSnapshot()).split('\n').map((line) => line.trim().replace(/^- '?/, ''));
  const named = (lines: readonly string[], role: string): string[] =>
    lines.filter((line) => new RegExp(`^${role}\\b`).test(line)).map((line) => /"(.*?)"/.exec(line)?.[1] ?? '');

  it.each(Object.keys(OUTLINES))('%s has its landmarks, and its headings in order', async (path) => {
    await page.goto(origin + path);
    const lines = await tree();
    const landmarks = lines.flatMap((line) => {
      const [, role, name] = /^(banner|navigation|main|contentinfo)(?: "(.*?)")?/.exec(line) ?? [];
      return role === undefined ? [] : [name === undefined ? role : `${role} ${name}`];
    });
    expect(landmarks.filter((each) => FRAME.includes(each))).toEqual(FRAME);
    const headings = lines.flatMap((line) => {
      const [, name, level] = /^heading "(.*)" \[level=(\d)\]/.exec(line) ?? [];
      // Some have a count behind them.
      return name === undefined ? [] : [`${level} ${name.replace(/ [\d,]+$/, '')}`];
    });
    expect(headings).toEqual(OUTLINES[path]);
    const levels = headings.map((heading) => Number(heading[0]));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1)).toBe(true);
    for (const role of ['search', 'table', 'figure', 'complementary']) expect(named(lines, role)).not.toContain('');
  });

  it('names the records of the graph, each with what it is', async () => {
    await page.goto(`${origin}/graph?from=actor/wang-yi`);
    await page.locator('#graph .node').nth(2).waitFor();
    const nodes = named(await tree(), 'button').filter((name) => name.includes(': '));
    expect(nodes[0]).toBe('Actor: Wang Yi');
    expect(nodes.length).toBe(await page.locator('#graph .node').count());
  });

  it.each(Object.keys(OUTLINES))('%s needs no scrolling sideways at 400 %', async (path) => {
    // 1280 px at 400 % are 320 (WCAG 1.4.10); tables and pictures scroll in places of their own.
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(origin + path);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => void (each.open = true))");
    const { scrollWidth, clientWidth } = (await page.evaluate(
      '({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })',
    )) as Record<string, number>;
    expect(scrollWidth).toBe(clientWidth);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('shows the focus, signs and marks in colours that somebody chose', async () => {
    const context = await browser.newContext({ forcedColors: 'active', colorScheme: 'dark' });
    const own = await context.newPage();
    const styleOf = (selector: string, property: string): Promise<string> =>
      own.evaluate(
        ([of, name]) => getComputedStyle(document.querySelector(of!)!).getPropertyValue(name!),
        [selector, property],
      );
    await own.goto(`${origin}/statements/lavrov-2025-02-20-deepening`);
    const canvas = await styleOf('body', 'background-color');
    await own.keyboard.press('Tab');
    await own.keyboard.press('Tab');
    expect(await styleOf(':focus-visible', 'outline-style')).toBe('solid');
    expect(await styleOf(':focus-visible', 'outline-color')).not.toBe(canvas);
    for (const [selector, property] of [
      ['.sign .ring', 'stroke'],
      ['.withheld .sentence', 'stroke'],
      ['.checked.verified .mark', 'background-color'],
    ] as const)
      expect([selector, await styleOf(selector, property)]).not.toEqual([selector, canvas]);
    await own.goto(`${origin}/search?q=security`);
    expect(await styleOf('mark', 'background-color')).not.toBe(canvas);
    await own.goto(`${origin}/graph?from=actor/wang-yi`);
    await own.locator('#graph .node').nth(2).waitFor();
    const before = await styleOf('#graph .node:nth-child(2) circle', 'stroke-width');
    await own.locator('#graph .node').nth(1).focus();
    await own.keyboard.press('Shift+Tab');
    await own.keyboard.press('Tab');
    expect(await styleOf('#graph .node:focus-visible circle', 'stroke-width')).not.toBe(before);
    await context.close();
  });
});
