import { expect } from 'vitest';
import type { Asked, Service } from './http.ts';

/** What browsers accept. */
export const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

export type ReadPage = { status: number; headers: Record<string, string>; html: string; text: string; links: string[] };

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What a page says, without its head, its frame and its markup; and where it leads. */
export const readPage = async (service: Service, url: string, asked: Asked = {}): Promise<ReadPage> => {
  const {
    status,
    headers,
    text: html,
  } = await service.ask(url, { ...asked, headers: { ...BROWSER, ...asked.headers } });
  const main = /<main.*<\/main>/s.exec(html)?.[0] ?? '';
  return {
    status,
    headers,
    html,
    text: unescaped(main.replaceAll(/<\/(p|li|dt|dd|h\d|span|div|summary)>/g, ' ').replaceAll(/<[^>]+>/g, ''))
      .replaceAll(/\s+/g, ' ')
      .trim(),
    links: [...main.matchAll(/ href="([^"]*)"/g)].map(([, href]) => unescaped(href!)),
  };
};

/** A page that is expected to be there. */
export const pageAt = async (service: Service, url: string): Promise<ReadPage> => {
  const page = await readPage(service, url);
  expect([url, page.status, page.headers['content-type']]).toEqual([url, 200, 'text/html; charset=utf-8']);
  return page;
};

/** Texts that stand in a page one after another, in this order. */
export const expectInOrder = (text: string, parts: readonly string[]): void => {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(
      at,
      `${JSON.stringify(part)} after ${JSON.stringify(text.slice(Math.max(0, from - 60), from))} in: ${text}`,
    ).not.toBe(-1);
    from = at + part.length;
  }
};
