import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { expectInOrder, pageAt, readPage } from '../../support/pages.ts';
import { actor, citation, claim, passage, region, source, statement } from '../../support/world.ts';

/*
 * What pages of single types show of their own: documents, actors, forums and regions, references.
 */

const service = serviceOver(theSeed);
const many = [...Array(30).keys()];
const world = serviceOver(
  worldOf(
    actor('state-n', { kind: 'state', name: 'Northland' }),
    actor('office-n', { kind: 'institution', name: 'Press office', belongsTo: ['state-n'] }),
    actor('envoy', {
      name: { name: 'نورا نورد', language: 'ar' },
      alternativeNames: [{ name: 'Nora Nord', language: 'ar-Latn', kind: 'transliteration' }],
      represents: [
        { actor: 'state-n', office: 'Envoy', period: '2019/2022-06' },
        { actor: 'office-n', from: '2023' },
      ],
    }),
    region('lonely'),
    source('wire', {
      csl: {
        type: 'article-newspaper',
        title: 'Dispatch',
        'container-title': 'The Wire',
        URL: 'https://example.org/wire',
        issued: { 'date-parts': [[2025, 2, 21]] },
      },
      publisher: 'office-n',
      authors: ['envoy'],
    }),
    source('paper', { csl: { type: 'report', title: 'Paper' }, restsOn: [{ source: 'wire', how: 'quotes' }] }),
    citation('note-1', { marker: '1', source: 'wire' }),
    claim('claim-n'),
    ...many.map((i) =>
      passage(`span-${i}`, { source: 'paper', locator: { paragraph: i + 1 }, citations: i === 0 ? ['note-1'] : [] }),
    ),
    statement('said-n', { speakers: ['envoy'], claims: ['claim-n'], passages: ['span-0'], said: '2021' }),
  ),
);

describe('the page of a document', () => {
  it('shows its passages in the order of the text, each with what was recorded from it', async () => {
    const { text, links } = await pageAt(world, '/sources/paper');
    expectInOrder(text, [
      'Paper',
      'Passages, in the order of the text 30',
      'paragraph 1',
      '[1]',
      'claim-n',
      'paragraph 2',
      'paragraph 25',
    ]);
    expect(text).not.toContain('paragraph 26');
    const next = links.find((link) => link.startsWith('/sources/paper?cursor='))!;
    expectInOrder((await pageAt(world, next.split('#')[0]!)).text, ['paragraph 26', 'paragraph 30']);
  });

  it('shows what rests on it', async () => {
    const { text, links } = await pageAt(world, '/sources/wire');
    expectInOrder(text, [
      'by نورا نورد',
      'Published by Press office, 21 February 2025',
      'What rests on this document 1',
      'claim-n',
      'Documents that rest on it 1',
      'Paper',
      'Cited by these footnotes 1',
      '[1]',
      'Paper',
      'All that is recorded',
    ]);
    expect(links).toContain('https://example.org/wire');
  });

  it('tells programs for references what it is', async () => {
    const { html } = await pageAt(world, '/sources/wire');
    for (const [name, content] of [
      ['citation_title', 'Dispatch'],
      ['citation_author', 'نورا نورد'],
      ['citation_publication_date', '2025/02/21'],
      ['citation_publisher', 'Press office'],
      ['citation_public_url', 'https://example.org/wire'],
    ])
      expect(html).toContain(`<meta name="${name}" content="${content}"/>`);
    // Zotero takes what does not say its type for an article of a journal.
    const [{ id }] = (await service.get('/v1/sources?publisher=xinhua'))['data'];
    expect((await pageAt(service, `/sources/${id}`)).html).toContain('name="z:itemType" content="newspaperArticle"');
  });

  it('has references to copy, in every style', async () => {
    const { text, links } = await pageAt(service, '/citations/wl-fn-1/references');
    for (const style of ['Chicago, notes and bibliography', 'Chicago, author and date', 'APA', 'BibTeX', 'RIS'])
      expect(text).toContain(style);
    expect(text).toContain('Wang Yi Meets with Russian Foreign Minister Sergei Lavrov');
    expect(links).toContain('/citations/wl-fn-1');
  });
});

describe('the page of an actor', () => {
  it('shows for whom they speak, from when to when, and names in their languages', async () => {
    const { html, text } = await pageAt(world, '/actors/envoy');
    expectInOrder(text, [
      'Person',
      'Northland as Envoy',
      '2019 to June 2022',
      'Press office',
      'since 2023',
      'Statements',
      'claim-n',
    ]);
    expect(html).toContain('<bdi lang="ar">نورا نورد</bdi>');
    expect(text).toContain('Nora Nord Arabic (Latin), transliteration');
  });

  it('shows on whose account their statements rest', async () => {
    const { text, links } = await pageAt(world, '/actors/envoy');
    expectInOrder(text, ['On whose account this rests', 'Press office']);
    expect(links).toContain('/statements?speaker=envoy&publisher=office-n');
  });
});

describe('the page of a region', () => {
  it('shows which forums concern it, by which rule, with the first evidence', async () => {
    const { text, links } = await pageAt(service, '/regions/middle-east');
    expectInOrder(text, [
      'Forums that concern it, and why',
      'G20',
      'an event of the forum took up the region',
      '2 pieces of evidence',
      'A Middle East that grows less and less stable',
    ]);
    expect(links).toContain('/regions/middle-east/forums/g20/evidence');
    expect((await pageAt(world, '/regions/lonely')).text).toContain('No link is known.');
  });
});

describe('names in the language of whoever reads', () => {
  const inRussian = { headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.5' } };

  it('stand in titles, lists and links where there are any', async () => {
    const { text, html, headers } = await readPage(service, '/actors/sergey-lavrov', inRussian);
    expect(html).toContain('<h1 dir="auto"><bdi lang="ru">Сергей Лавров</bdi></h1>');
    expect(headers['vary']).toContain('accept-language');
    expect(text).toContain('Sergey Lavrov');
    expect((await readPage(service, '/statements?speaker=sergey-lavrov&lang=ru')).html).toContain(
      '<a href="/actors/sergey-lavrov"><bdi>Сергей Лавров</bdi></a>',
    );
    expect((await readPage(service, '/actors?lang=zh-Hans')).text).toContain('拉夫罗夫');
  });

  it('are those of the field for whoever asks for nothing else, and ask nothing of the interface', async () => {
    expect((await pageAt(service, '/actors/sergey-lavrov?lang=en')).html).toContain('<bdi>Sergey Lavrov</bdi></h1>');
    expect((await pageAt(service, '/actors/sergey-lavrov?lang=no-such!')).html).toContain(
      '<bdi>Sergey Lavrov</bdi></h1>',
    );
    for (const link of (await readPage(service, '/statements?speaker=sergey-lavrov&lang=ru')).links.filter((each) =>
      /^\/v1|\.csv/.test(each),
    ))
      expect((await service.ask(link)).status, link).toBe(200);
  });
});

describe('references to take along', () => {
  it('are footnotes and bibliographies in every style, and files', async () => {
    const { text, links } = await pageAt(service, '/statements/lavrov-2025-02-20-deepening/references');
    expectInOrder(text, [
      'Chicago, notes',
      'Footnote',
      '“Wang Yi Meets',
      'Bibliography',
      'APA',
      'Retrieved February 28',
    ]);
    const starts = { bib: '@online{', ris: 'TY  - ', json: '[' };
    for (const [ending, start] of Object.entries(starts)) {
      const file = `/statements/lavrov-2025-02-20-deepening/references.${ending}`;
      expect(links).toContain(file);
      const answer = await service.ask(file);
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="lavrov-2025-02-20-deepening.${ending}"`,
      );
      expect(answer.text.startsWith(start), answer.text.slice(0, 40)).toBe(true);
    }
  });
});

describe('the page of a relation', () => {
  it('is a sentence of what it relates', async () => {
    const { text, links } = await pageAt(service, '/relations/wl-closer-relationship-agrees-with-deepening');
    expect(text).toMatch(
      /“Russia wants closer ties .*” agrees with “Relations of Russia and China will become closer”/,
    );
    expect(links).toContain('/claims/relations-will-deepen');
  });
});
