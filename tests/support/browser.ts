import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';

/*
 * A real browser: Debian's Chromium, or the one that CHROMIUM names.
 */

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether there is one; without it cases are skipped by name. */
export const hasBrowser = existsSync(CHROMIUM);

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** Notes what goes wrong in a page: errors of scripts, of the console, and requests to another host. */
export const watch = (page: Page, origin: string, wrong: string[]): void => {
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // That a page which is expected to be a 404 is one is told as an error too.
    if (message.type() === 'error' && !message.text().includes('404')) wrong.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) wrong.push(`${page.url()} asks ${request.url()}`);
  });
};

type AxeOptions = Parameters<AxeBuilder['options']>[0];

/** What axe finds hard to use in a page as it stands: each rule with the elements that break it. */
export const findingsIn = async (page: Page, options: AxeOptions = {}): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).options(options).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' ')}`);
};
