import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../src/access/tokens.ts';
import { findingsIn, hasBrowser, launch, watch } from '../support/browser.ts';
import { serviceOver, theSeed } from '../support/http.ts';
import { write } from '../support/store.ts';
import { actor, claim, passage, source, statement } from '../support/world.ts';

/*
 * Pages in a real browser: what script adds, the keyboard, accessibility, and that nothing is asked of anybody else.
 * Without a Chromium (CHROMIUM names another than Debian's) these cases are skipped.
 */

const PAGES = [
  '/',
  '/statements/lavrov-2025-02-20-deepening',
  '/claims/relations-will-deepen',
  '/statements?speaker=sergey-lavrov&directness=!counterpart',
  '/claims',
  '/actors/sergey-lavrov',
  '/sources/wang-yi-lavrov-analysis',
  '/passages/wl-p4-s1',
  '/regions/middle-east',
  '/regions/middle-east/forums/g20/evidence',
  '/search?q=security',
  '/map',
  '/map?regionName=asia&rule=member-in-region',
  '/claims/relations-will-deepen/positions',
  '/actors/sergey-lavrov/positions',
  '/coverage',
  '/graph?from=actor/wang-yi',
  '/paths?from=actor/wang-yi&to=source/chinese-mfa-wang-yi-meets-lavrov',
  '/paths?from=Ministry&to=Xinhua',
  '/positions',
  '/duplicates',
  '/changes/1',
  '/memberships/china-brics',
  '/relations/wl-closer-relationship-agrees-with-deepening',
  '/events/wang-yi-lavrov-meeting-2025-02-20',
  '/topics/security',
  '/citations/wl-fn-2',
  '/snapshots/wang-yi-lavrov-analysis-38a75f7e5f68',
  '/actors/sergey-lavrov/revisions',
  '/nowhere',
  '/citations/wl-fn-2/references',
  '/problems',
  '/login',
  '/changes',
  '/actors/lavrov',
] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(!hasBrowser)('pages in a browser', () => {
  const service = serviceOver(theSeed);
  let browser: Browser;
  let origin: string;
  let page: Page;
  const wrong: string[] = [];

  beforeAll(async () => {
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    watch(page, origin, wrong);
  });
  afterAll(async () => browser.close());

  const at = (path: string) => page.goto(origin + path, { waitUntil: 'load' });

  /** What axe finds wrong with the page as it stands. */
  const findings = (): Promise<string[]> => findingsIn(page, { runOnly: RULES, resultTypes: ['violations'] });

  it.each(PAGES)(
    '%s has nothing that axe finds, folded in the light and unfolded in the dark, and fits a phone',
    async (path) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await at(path);
      expect(await findings()).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.evaluate("document.querySelectorAll('details').forEach((each) => void (each.open = true))");
      expect(await findings()).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(wrong).toEqual([]);
    },
  );

  it('fits a phone with names that are one long word', async () => {
    const name = `Donau${'dampfschifffahrts'.repeat(7)}gesellschaft`;
    await write(
      service.store,
      actor('long', { name, alternativeNames: [{ name: `${name}en`, language: 'de' }] }),
      claim('disputed', { text: 'It sails.' }),
      source('ship', { publisher: 'long' }),
      passage('deck', { source: 'ship' }),
      statement('yes', { speakers: ['long'], claims: ['disputed'], passages: ['deck'] }),
      statement('no', { speakers: ['wang-yi'], claims: [{ claim: 'disputed', stance: 'denies' }], passages: ['deck'] }),
    );
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [
      '/actors/long',
      '/claims/disputed',
      '/claims/disputed/positions',
      '/positions',
      '/statements/yes',
      '/sources/ship',
    ]) {
      await at(path);
      const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([path, await page.evaluate(wide)]).toEqual([path, 0]);
      expect(await findings()).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('suggests names while somebody types, to be chosen by the keyboard', async () => {
    await at('/claims');
    await page.keyboard.press('/');
    await page.keyboard.type('лавров');
    await page.waitForSelector('#q-suggestions li');
    expect(await findings()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#q').getAttribute('aria-activedescendant')).toBe('q-suggestions-0');
    await Promise.all([page.waitForURL('**/actors/sergey-lavrov'), page.keyboard.press('Enter')]);
    expect(wrong).toEqual([]);
  });

  it('searches for what was typed where nothing is chosen', async () => {
    await at('/');
    await page.locator('#home-q').fill('security');
    await Promise.all([page.waitForURL('**/search?q=security'), page.keyboard.press('Enter')]);
  });

  it('signs somebody in, and out', async () => {
    const { text } = await new Tokens(service.store).create('editor', ['read', 'write'], null);
    const context = await browser.newContext();
    const own = await context.newPage();
    await own.goto(`${origin}/login?next=%2Fclaims`);
    await own.locator('#token').fill(text);
    await Promise.all([own.waitForURL('**/claims'), own.keyboard.press('Enter')]);
    expect(await own.locator('footer').innerText()).toContain('Signed in as editor');
    await own.goto(`${origin}/login`);
    await Promise.all([own.waitForURL(`${origin}/`), own.locator('main form button').click()]);
    expect(await own.locator('footer').innerText()).not.toContain('editor');
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('says so where the graph cannot be loaded, and loads it when somebody tries again', async () => {
    const context = await browser.newContext();
    const own = await context.newPage();
    const unhandled: string[] = [];
    own.on('pageerror', (error) => void unhandled.push(error.message));
    await own.route('**/neighbourhood?*', (route) => route.fulfill({ status: 503, body: '{}' }));
    await own.goto(`${origin}/graph?from=actor/wang-yi`);
    await own.getByText('could not be loaded').waitFor();
    await own.unroute('**/neighbourhood?*');
    await own.locator('#graph .node').focus();
    await own.keyboard.press('Enter');
    await own.waitForSelector('#graph .node:nth-child(3)');
    expect(await own.locator('#graph [role=status]').innerText()).toContain('records shown');
    expect(unhandled).toEqual([]);
    await context.close();
  });

  it('names a record in a form for the way between two', async () => {
    await at('/paths');
    await page.locator('#from').fill('Wang Yi');
    await page.waitForSelector('#from-suggestions li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#from').inputValue()).toBe('actor/wang-yi');
    await page.locator('#to').fill('Xinhua');
    await Promise.all([page.waitForURL('**/paths?from=**'), page.locator('.way button').click()]);
    await page.getByText('shortest way').first().waitFor();
    expect(wrong).toEqual([]);
  });

  it('copies what is to be cited', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const own = await context.newPage();
    await own.goto(`${origin}/citations/wl-fn-2/references`);
    await own.locator('.copied + .copying button').nth(1).click();
    await own.getByText('Copied').waitFor();
    expect(await own.evaluate('navigator.clipboard.readText()')).toContain('Wang Yi Meets');
    await write(
      service.store,
      source('gazette', { csl: { type: 'webpage', title: 'Gazette', URL: 'https://example.org/gazette' } }),
      passage('sentence', {
        source: 'gazette',
        selectors: [{ type: 'TextQuoteSelector', exact: 'A well-kept order.', prefix: '', suffix: '' }],
      }),
      statement('kept', { speakers: ['wang-yi'], claims: ['relations-will-deepen'], passages: ['sentence'] }),
    );
    await own.goto(`${origin}/statements/kept`);
    await own.getByRole('button', { name: 'Copy the link to these words' }).click();
    await own.getByText('Copied').waitFor();
    expect(await own.evaluate('navigator.clipboard.readText()')).toBe(
      'https://example.org/gazette#:~:text=A%20well%2Dkept%20order.',
    );
    await context.close();
  });

  it('can be gone through by Tab from the first link to the last', async () => {
    await at('/statements/lavrov-2025-02-20-deepening');
    const count = (await page.evaluate(
      `[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter((each) => each.checkVisibility()).length`,
    )) as number;
    const seen = new Set<string>();
    for (let i = 0; i < count; i++) {
      await page.keyboard.press('Tab');
      seen.add(
        (await page.evaluate(
          `[...document.querySelectorAll('*')].indexOf(document.activeElement) + ' ' + document.activeElement.matches(':focus-visible')`,
        )) as string,
      );
    }
    expect(seen.size).toBe(count);
    expect([...seen].filter((each) => !each.endsWith(' true'))).toEqual([]);
  });

  it('opens the graph by the keyboard, further and further', async () => {
    await at('/graph?from=actor/wang-yi');
    await page.waitForSelector('#graph .node:nth-child(3)');
    const before = await page.locator('#graph .node').count();
    // Each line says why it is there, in a sentence and not by the name of a field.
    const reasons = await page.locator('#graph line title').allTextContents();
    expect(reasons).toContainEqual(expect.stringMatching(/ was made by Wang Yi$/));
    expect(reasons.filter((reason) => !reason.includes(' '))).toEqual([]);
    await page.locator('#graph .node').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#graph .node:nth-child(${before + 1})`);
    expect(page.url()).toContain('#open=actor/wang-yi,');
    expect(await findings()).toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('compares a text that somebody has with what was recorded, and sends it nowhere', async () => {
    await at('/passages/wl-p4-s1');
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('favicon') || asked.push(request.url())));
    await page.locator('.check-text summary').click();
    await page.locator('.check-text textarea').fill('Some other text, in which it is not.');
    await page.locator('.check-text button').click();
    await page.waitForSelector('.check-text .unverified');
    expect(await page.locator('.check-text [role=status]').innerText()).toContain('0 of 1 stand in this text.');
    expect(await findings()).toEqual([]);
    expect(asked).toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('skips to the content, and reads the trail in order without script', async () => {
    await at('/statements/lavrov-2025-02-20-deepening');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${origin}/statements/lavrov-2025-02-20-deepening`);
    const steps = await plain.locator('ol.trail > li > .step').allInnerTexts();
    expect(steps).toEqual(['Said by', 'Written in', 'Footnote', 'Rests on', 'Published by']);
    expect(await plain.locator('.check-text').isVisible()).toBe(false);
    await context.close();
  });
});
