import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { actor, citation, claim, passage, source, statement } from '../../support/world.ts';

/*
 * A document that was retracted is marked where its words are used, and its archived copy stands on its page once.
 */

const KEPT = 'https://archive.example/kept';
const service = serviceOver(
  worldOf(
    actor('nora'),
    source('paper'),
    source('notice'),
    source('minutes', {
      status: { kind: 'retracted', date: '2025-03-01', notice: 'notice' },
      archived: [{ url: KEPT, date: '2025-02-28' }],
    }),
    source('wire', { restsOn: [{ source: 'minutes', how: 'quotes' }] }),
    citation('n', { source: 'wire' }),
    passage('p', { source: 'paper', citations: ['n'] }),
    passage('p-plain', { source: 'paper' }),
    claim('c'),
    claim('c-plain'),
    statement('s', { speakers: ['nora'], claims: ['c'], passages: ['p'] }),
    statement('s-plain', { speakers: ['nora'], claims: ['c-plain'], passages: ['p-plain'] }),
  ),
);
const page = async (url: string): Promise<string> =>
  (await service.ask(url, { headers: { accept: 'text/html' } })).text;

describe('a document that was retracted', () => {
  it('is marked on the pages of statements and claims that rest on it, and in lists', async () => {
    expect(await page('/statements/s')).toContain('rests on a document that was retracted');
    expect(await page('/statements/s')).toMatch(/minutes[^]{0,80}retracted/);
    expect(await page('/claims/c')).toMatch(/minutes[^]{0,80}retracted/);
    expect(await page('/statements')).toContain('rests on a document that was retracted');
    for (const url of ['/statements/s-plain', '/claims/c-plain'])
      expect(await page(url), url).not.toContain('retracted');
  });

  it('has its archived copy on its page once', async () => {
    const text = await page('/sources/minutes');
    expect(text.split(KEPT).length - 1).toBe(1);
  });
});
