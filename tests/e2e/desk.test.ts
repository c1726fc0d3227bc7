import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../src/access/tokens.ts';
import { readDocument } from '../../src/draft/document.ts';
import { draftOf } from '../../src/draft/draft.ts';
import { Proposed } from '../../src/proposals/form.ts';
import { Proposals } from '../../src/proposals/proposals.ts';
import { findingsIn, hasBrowser, launch, watch } from '../support/browser.ts';
import { serviceOver, theSeed } from '../support/http.ts';

/*
 * The desk in a real browser, by the keyboard alone: a text is drafted and proposed, and its statements are decided.
 */

const TEXT = Array.from(
  { length: 31 },
  (_, i) =>
    `The ministers of South Africa and Brazil met for round ${i + 1}. A delegate of South Africa said that round ${i + 1} went well.`,
).join('\n');

describe.skipIf(!hasBrowser)('the desk in a browser', () => {
  const service = serviceOver(theSeed);
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];

  beforeAll(async () => {
    const origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    const draft = await draftOf(service.store, await readDocument(Buffer.from(TEXT), 'a.txt'), {
      source: 'rounds',
      retrieved: '2025-03-05',
      keepText: true,
      analysis: true,
    });
    const { id } = await new Proposals(service.store).propose(Proposed.parse(draft), 'Ben');
    const { text: token } = await new Tokens(service.store).create('Ada', ['write'], null);
    browser = await launch();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    watch(page, origin, wrong);
    await page.goto(`${origin}/login?next=${encodeURIComponent(`/desk/${id}`)}`);
    await page.fill('input[name=token]', token);
    await Promise.all([page.waitForURL(`**/desk/${id}`), page.keyboard.press('Enter')]);
  });
  afterAll(async () => browser.close());

  const waiting = (): Promise<number> => page.locator('.waits').count();
  const pressed = (key: string): Promise<unknown> => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

  it('has nothing that is hard to use, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findingsIn(page)).toEqual([]);
    }
  });

  it('goes on and back, accepts, corrects and rejects by keys', async () => {
    const before = await waiting();
    expect(before).toBeGreaterThan(8);
    const first = await focused();
    expect(first).toMatch(/^s-/);
    await page.keyboard.press('j');
    const second = await focused();
    expect(second).not.toBe(first);
    await page.keyboard.press('k');
    expect(await focused()).toBe(first);
    await pressed('a');
    expect(await waiting()).toBe(before - 1);
    expect(await focused()).toBe(second);
    await page.keyboard.press('x');
    await page.keyboard.type('Nobody says so.');
    await pressed('Enter');
    expect(await waiting()).toBe(before - 2);
    await pressed('u');
    expect(await waiting()).toBe(before - 1);
    await page.keyboard.press('x');
    await page.keyboard.type('Nobody says so.');
    await pressed('Enter');
    expect(await waiting()).toBe(before - 2);
    await page.keyboard.press('e');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Round two went well, in my own words.');
    await page.keyboard.press('Escape');
    await pressed('a');
    const { data } = await service.get('/v1/claims?q=words');
    expect(data).toMatchObject([{ text: 'Round two went well, in my own words.' }]);
  });

  it('makes a statement of the words that are selected, with the speaker by what is typed of the name', async () => {
    const passage = page.locator('[data-passage]').nth(1);
    const id = await passage.getAttribute('data-passage');
    await passage.evaluate((item) => {
      const node = item.querySelector('a')?.firstChild ?? item.firstChild!;
      document.getSelection()!.setBaseAndExtent(node, 0, node, 'A delegate of South Africa'.length);
    });
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('n');
    expect(await page.inputValue('[data-make] [name=passage]')).toBe(id);
    expect(await page.inputValue('[data-make] [name=words]')).toBe('A delegate of South Africa');
    await page.keyboard.type('Lavr');
    await page.waitForSelector('#make-who-suggestions [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('[data-make] [name=speakers]')).toBe('sergey-lavrov');
    await page.keyboard.type(', Cleo Cruz');
    await page.waitForSelector('#make-who-suggestions [data-new="new person: Cleo Cruz"]');
    await page.click('#make-who-suggestions [data-new="new person: Cleo Cruz"]');
    expect(await page.inputValue('[data-make] [name=speakers]')).toBe('sergey-lavrov, new person: Cleo Cruz');
    await page.keyboard.press('Tab');
    await page.keyboard.type('A delegate spoke.');
    await Promise.all([page.waitForURL('**/statements/**'), page.click('[data-make] button[type=submit]')]);
    const { data } = await service.get(`/v1${new URL(page.url()).pathname}`);
    expect(data).toMatchObject({
      speakers: ['sergey-lavrov', 'cleo-cruz'],
      passages: [id],
      quotes: [{ exact: 'A delegate of South Africa' }],
    });
    await page.goBack();
    await page.reload();
    const left = await waiting();
    await pressed('u');
    const status = async (path: string): Promise<number> => (await service.ask(path)).status;
    expect([await status(`/v1/statements/${data.id}`), await status('/v1/actors/cleo-cruz')]).toEqual([410, 410]);
    expect(await waiting()).toBeGreaterThanOrEqual(left);
  });

  it('adds a footnote with a work that the graph lacks, by keys', async () => {
    await page.keyboard.press('f');
    const passage = await page.inputValue('[data-footnote] [name=passage]');
    await page.keyboard.type('9');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Cleo Cruz, “Rounds”, 3 May 2024');
    await page.waitForSelector('#footnote-document-suggestions [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('[data-footnote] [name=document]')).toMatch(/^new source: Cleo Cruz/);
    await Promise.all([page.waitForURL('**/passages/**'), page.keyboard.press('Enter')]);
    const { data } = await service.get(`/v1/passages/${passage}`);
    expect(data.cited).toMatchObject([{ source: 'rounds-2' }]);
    await page.goBack();
    await page.reload();
  });

  it('is done after a key for each statement, with nothing wrong on the way', async () => {
    const waits: number[] = [];
    for (let left = await waiting(); left > 0; left = await waiting()) {
      const began = performance.now();
      await pressed('a');
      waits.push(performance.now() - began);
      expect(await waiting()).toBe(left - 1);
    }
    const keys = waits.length;
    const at = (share: number): number => Math.round(waits.toSorted((a, b) => a - b)[Math.floor(share * (keys - 1))]!);
    // A key for each statement; what is waited for leaves most of five minutes for reading.
    process.stdout.write(
      `${keys} keys, each waits ${at(0.5)} ms (median), ${at(0.95)} ms (19 of 20), ${at(1)} ms (most), all together ${Math.round(waits.reduce((sum, ms) => sum + ms, 0) / 1000)} s\n`,
    );
    expect(keys).toBeGreaterThan(55);
    expect(wrong).toEqual([]);
  });
});
