import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { actor, citation, claim, ibid, passage, source, statement } from '../../support/world.ts';

/*
 * Footnotes and names as people read them.
 */

const book = (id: string, fields = {}) => source(id, { csl: { type: 'book', title: `The ${id}` }, ...fields });
const markers = Array.from({ length: 12 }, (_, i) => String(i + 1));

const service = serviceOver(
  worldOf(
    actor('zoe', { name: 'Zoe Adams', alternativeNames: ['Adams, Zoe'] }),
    actor('wang', { name: 'Wang Yi', alternativeNames: ['Wang, Yi', '王毅'] }),
    actor('ada', { name: 'Ada Example' }),
    actor('nora', { name: 'Нора Норд', familyName: 'Nord', givenName: 'Nora' }),
    actor('li', { name: 'Li Example', familyName: 'Li', givenName: 'Example', familyNameFirst: true }),
    actor('office', { kind: 'institution', name: 'Office A, B and C', alternativeNames: ['Office A, B and C'] }),
    book('harbour', { authors: ['zoe', 'wang', 'ada', 'nora', 'li', 'office'] }),
    book('port', { archived: [{ url: 'https://example.org/copy?a=1&b=2', date: '2025-02-28' }] }),
    book('paper'),
    book('minutes', {
      status: { kind: 'retracted', date: '2025-03-01', notice: 'paper' },
      archived: [{ url: 'https://example.org/kept' }],
    }),
    ...markers.map((marker) =>
      ['2', '11'].includes(marker)
        ? ibid(`note-${marker}`, `note-${Number(marker) - 1}`, { marker, locator: 'p. 9' })
        : citation(`note-${marker}`, { marker, source: Number(marker) < 6 ? 'harbour' : 'port' }),
    ),
    passage('p', { source: 'paper', citations: markers.map((marker) => `note-${marker}`) }),
    claim('c'),
    ...['1', '2', '3'].map((n) => statement(`s-${n}`, { speakers: ['zoe'], claims: ['c'], passages: ['p'] })),
  ),
);
const lines = async (url: string): Promise<string[]> => {
  const answer = await service.ask(url, { headers: { accept: 'text/plain' } });
  expect(answer.status, answer.text).toBe(200);
  return answer.text.trimEnd().split('\n');
};
const nextOf = async (url: string): Promise<string | null> => {
  const { link } = (await service.ask(url, { headers: { accept: 'text/plain' } })).headers;
  return /<([^>]*)>; rel="next"/.exec(link ?? '')?.[1] ?? null;
};
const pagesOf = async (url: string): Promise<string[]> => {
  const pages: string[] = [];
  for (let at: string | null = url; at !== null; at = await nextOf(at)) pages.push(...(await lines(at)));
  return pages;
};

describe('the footnotes of a document', () => {
  it('are listed by their numbers, page by page, and those of all documents by id', async () => {
    const listed: string[] = [];
    for (let url: string | undefined = '/v1/citations?source=paper&limit=5'; url !== undefined;) {
      const { data, links }: Json = await service.get(url);
      listed.push(...data.map(({ marker }: Json) => marker));
      url = links.next;
    }
    expect(listed).toEqual(markers);
    const marks = async (url: string) => (await service.get(url))['data'].map(({ marker }: Json) => marker);
    expect(await marks('/v1/citations?passage=p')).toEqual(markers);
    expect(await marks('/v1/citations?source=paper&sort=-marker&limit=2')).toEqual(['12', '11']);
    expect(await marks('/v1/citations?source=paper&sort=id&limit=3')).toEqual(['1', '10', '11']);
    expect(await marks('/v1/citations?limit=3')).toEqual(['1', '10', '11']);
  });

  it('come in the order of its text with its marks, ibids directly after what they point back to', async () => {
    const notes = await lines('/v1/citations?source=paper');
    expect(notes.map((line) => line.split('. ')[0])).toEqual(markers);
    expect(notes[1]).toBe('2. Ibid., 9.');
    expect(notes[2]).toMatch(/^3\. .*, The Harbour\.$/);
    expect(notes[10]).toBe('11. Ibid., 9.');
  });

  it('are the same page by page', async () => {
    expect(await pagesOf('/v1/citations?source=paper&limit=5')).toEqual(await lines('/v1/citations?source=paper'));
  });

  it('are the same of one of its passages', async () => {
    expect(await lines('/v1/citations?passage=p')).toEqual(await lines('/v1/citations?source=paper'));
    expect((await service.ask('/v1/citations?passage=no-such&style=apa')).status).toBe(400);
  });

  it('are printed in full with its mark where one is asked for alone', async () => {
    expect(await lines('/v1/citations/note-11')).toEqual([
      '11. The Port, n.d., 9, archived at https://example.org/copy?a=1&b=2 (2025-02-28).',
    ]);
  });

  it('have their marks in HTML', async () => {
    const { text } = await service.ask('/v1/citations?source=paper&limit=2&style=chicago-notes-bibliography', {
      headers: { accept: 'text/html' },
    });
    expect(text).toContain('<li value="2">Ibid., 9.</li>');
  });
});

describe('the pages of a list', () => {
  it.each(['/v1/statements?limit=1', '/v1/claims/c/provenance?limit=1', '/v1/sources?limit=1&layout=footnotes'])(
    '%s go on counting',
    async (url) => {
      const numbers = (await pagesOf(url)).map((line) => Number(line.split('.')[0]));
      expect(numbers).toEqual(Array.from({ length: url.includes('sources') ? 4 : 36 }, (_, i) => i + 1));
    },
  );

  it('refuse a place that they did not give', async () => {
    expect((await service.ask('/v1/statements?style=apa&cursor=abc.5')).body).toMatchObject({
      errors: [{ parameter: 'cursor', code: 'invalid-cursor' }],
    });
  });
});

describe('a copy in an archive', () => {
  it('is printed where its work is cited for the first time, and in bibliographies', async () => {
    const copy = 'https://example.org/copy?a=1&b=2 (2025-02-28)';
    const notes = await lines('/v1/citations?source=paper');
    expect(notes[5]).toBe(`6. The Port, n.d., archived at ${copy}.`);
    expect(notes.filter((line) => line.includes('archived'))).toHaveLength(1);
    expect(await lines('/v1/sources/port?locale=de-DE')).toEqual([
      expect.stringMatching(/^The port, o\.\sJ\. Archiviert unter/),
    ]);
    const { text } = await service.ask('/v1/sources/port', { headers: { accept: 'text/html' } });
    expect(text).toContain('Archived at https://example.org/copy?a=1&#38;b=2 (2025-02-28).');
  });
});

describe('the name of an actor', () => {
  it('is taken apart only where another of its names says how', async () => {
    const { text } = await service.ask('/v1/sources/harbour', {
      headers: { accept: 'application/vnd.citationstyles.csl+json' },
    });
    expect(JSON.parse(text)[0].author).toEqual([
      { family: 'Adams', given: 'Zoe' },
      { family: 'Wang', given: 'Yi', 'static-ordering': true },
      { literal: 'Ada Example' },
      { family: 'Nord', given: 'Nora' },
      { family: 'Li', given: 'Example', 'static-ordering': true },
      { literal: 'Office A, B and C' },
    ]);
    expect(await lines('/v1/sources/harbour')).toEqual([
      'Adams, Zoe, Wang Yi, Ada Example, Nora Nord, Li Example, and Office A, B and C. The Harbour, n.d.',
    ]);
  });
});

describe('a document that was retracted', () => {
  it('is printed as one, with its copy, each once', async () => {
    expect(await lines('/v1/sources/minutes?layout=bibliography&style=apa')).toEqual([
      'The minutes. (n.d.). Retracted 2025-03-01. Archived at https://example.org/kept.',
    ]);
    expect(await lines('/v1/sources/minutes?layout=footnotes')).toEqual([
      '1. The Minutes, n.d., retracted 2025-03-01, archived at https://example.org/kept.',
    ]);
  });

  it('is one in CSL-JSON, BibTeX and RIS', async () => {
    const as = async (accept: string): Promise<string> =>
      (await service.ask('/v1/sources/minutes', { headers: { accept } })).text;
    expect(JSON.parse(await as('application/vnd.citationstyles.csl+json'))).toMatchObject([
      { status: 'retracted', archive: 'https://example.org/kept' },
    ]);
    const bibtex = await as('application/x-bibtex');
    expect(bibtex).toContain('pubstate = {retracted}');
    expect(bibtex).toContain('note = {Retracted.}');
    expect(await as('application/x-research-info-systems')).toContain('N1  - Retracted.\n');
  });
});
