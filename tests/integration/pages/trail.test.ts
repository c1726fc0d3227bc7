import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { expectInOrder, pageAt, readPage } from '../../support/pages.ts';
import { summit } from '../../support/summit.ts';
import {
  actor,
  citation,
  claim,
  deletion,
  ground,
  merge,
  passage,
  source,
  statement,
  widelyPrinted,
} from '../../support/world.ts';

/*
 * The trail: a statement or a claim as a page, from who said it to the document that it rests on in the end.
 */

const seeded = serviceOver(theSeed);

/** A wire that somebody reports, which two papers copy; one side affirms what it says, another denies it. */
const copied = serviceOver(
  worldOf(
    ...ground(),
    actor('land-a', { kind: 'state', name: 'Land A' }),
    actor('land-b', { kind: 'state', name: 'Land B' }),
    actor('ada', { name: 'Ada', represents: [{ actor: 'land-a' }] }),
    actor('bo', { name: 'Bo', represents: [{ actor: 'land-b' }] }),
    actor('agency', { kind: 'institution', name: 'The Agency' }),
    claim('rain', { text: 'It rains.' }),
    source('wire', { csl: { type: 'report', title: 'The wire' }, publisher: 'agency' }),
    ...['one', 'two'].flatMap((id) => [
      source(`paper-${id}`, {
        csl: { type: 'report', title: `Paper ${id}` },
        restsOn: [{ source: 'wire', how: 'quotes' }],
      }),
      passage(`place-${id}`, { source: `paper-${id}` }),
      statement(`rain-${id}`, { speakers: ['ada'], claims: ['rain'], passages: [`place-${id}`] }),
    ]),
    statement('dry', { speakers: ['bo'], claims: [{ claim: 'rain', stance: 'denies' }], passages: ['place-two'] }),
  ),
);

describe('where evidence comes from in the end', () => {
  it('is told of each account, with its publisher and why, and which accounts are in truth one', async () => {
    const { text } = await pageAt(copied, '/statements/rain-one');
    expectInOrder(text, ['Written in', 'Paper one', 'In the end on', 'The wire', 'published by The Agency']);
    expect(text).toContain('Paper one rests on The wire.');
    const claimed = await pageAt(copied, '/claims/rain');
    expectInOrder(claimed.text, ['one independent root', 'The wire', '2 accounts, in truth one']);
  });

  it('is said to be disputed, by which rule, which leads to what disputes it', async () => {
    const { text, links } = await pageAt(copied, '/claims/rain');
    expect(text).toContain('Disputed: one side affirms it, and another denies it.');
    expect(links).toContain('#positions');
    expect((await pageAt(seeded, '/claims/relations-will-deepen')).text).not.toContain('Disputed:');
  });
});

describe('the trail of a statement', () => {
  const url = '/statements/lavrov-2025-02-20-deepening';

  it('leads from who said it, through the ibid, to who published the document', async () => {
    const { text } = await pageAt(seeded, url);
    expectInOrder(text, [
      'Statement, reported in indirect speech, 20 February 2025',
      'Relations of Russia and China will become closer.',
      'Sergey Lavrov, for Russia as Minister of Foreign Affairs, at Meeting of Wang Yi and Sergey Lavrov',
      'The only account of these words that is cited comes from Ministry of Foreign Affairs of China, the other party of the talks.',
      'counterpart',
      'one independent root',
      'Found in the text by its digest on 24 November 2026',
      'Said by',
      'Sergey Lavrov',
      'Written in',
      'paragraph 4, sentence 1',
      'Its words are not shown here. 145 characters, 2,122 to 2,267 of the text.',
      '0a624a91e7f9',
      'Footnote',
      '2 Ibid.',
      '[1]',
      'Rests on',
      'Wang Yi Meets with Russian Foreign Minister Sergei Lavrov',
      'accessed 28 February 2025',
      'Published by',
      'Ministry of Foreign Affairs of China on the side of China',
      'Why “counterpart”',
      'Wang Yi, for China, was the other party of Meeting of Wang Yi and Sergey Lavrov',
    ]);
  });

  it('leads to each record that it names', async () => {
    const { links } = await pageAt(seeded, url);
    for (const link of [
      '/actors/sergey-lavrov',
      '/passages/wl-p4-s1',
      '/citations/wl-fn-1',
      '/sources/chinese-mfa-wang-yi-meets-lavrov',
      '/actors/chinese-foreign-ministry',
      '/claims/relations-will-deepen',
      '/snapshots/wang-yi-lavrov-analysis-38a75f7e5f68',
      'https://www.fmprc.gov.cn/eng/wjbzhd/202502/t20250222_11560491.html',
    ])
      expect(links).toContain(link);
  });

  it('has its other forms in its head and in the answer, and linked data that can be read', async () => {
    const { headers, html } = await pageAt(seeded, url);
    expect(headers['link']).toContain(`</v1${url}/provenance>; rel="alternate"; type="application/json"`);
    for (const type of ['application/ld+json', 'text/turtle'])
      expect(headers['link']).toContain(`</v1${url}>; rel="alternate"; type="${type}"`);
    expect(html).toContain(`<link rel="alternate" type="application/json" href="/v1${url}/provenance"/>`);
    expect(headers['link']).toContain(`</v1${url}/bundle>; rel="alternate"; type="application/json"`);
    expect(html).toMatch(new RegExp(`href="/v1${url}/bundle"[^>]*>Evidence bundle</a>`));
    expect(html).toMatch(new RegExp(`href="/v1${url}/provenance"[^>]*>JSON</a>`));
    const [, linked] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)!;
    expect(JSON.parse(linked!)).toHaveProperty('@graph');
  });

  it('says of a conclusion of the author that nobody else said it', async () => {
    const { text } = await pageAt(seeded, '/statements/wl-p1-s1-global-significance');
    expectInOrder(text, [
      'a conclusion of the author',
      'A conclusion of Author of the analysis article',
      'Concluded by',
      'Written in',
      'No footnote leads on; the evidence ends here.',
    ]);
  });
});

describe('the trail of a claim', () => {
  it('counts what it rests on, and names the documents at the end', async () => {
    const { text } = await pageAt(seeded, '/claims/relations-will-deepen');
    expectInOrder(text, [
      'Claim',
      'one statement in one passage, resting on one document by one publisher: one independent root.',
      'Wang Yi Meets with Russian Foreign Minister Sergei Lavrov',
      'For it',
      'agrees with it:',
      'Against it',
      'Nothing recorded disputes it.',
      'What this rests on',
      'Said by',
    ]);
  });

  const hostile = "<script>alert(1)</script> “x” & 'y'";
  const world = serviceOver(
    worldOf(
      ...summit(),
      ...ground(),
      ...widelyPrinted(25),
      claim('claim-h', { text: hostile }),
      source('source-h', { csl: { type: 'webpage', title: hostile, URL: 'https://example.org/a-b', language: 'ar' } }),
      actor('actor-h', { name: hostile }),
      passage('passage-h', {
        source: 'source-h',
        selectors: [
          { type: 'TextQuoteSelector', exact: 'They want well-kept order.', prefix: 'Before. ', suffix: ' After.' },
        ],
      }),
      statement('statement-h', {
        speakers: ['actor-h'],
        claims: ['claim-h'],
        passages: ['passage-h'],
        quotes: [
          {
            passage: 'passage-h',
            exact: 'well-kept order',
            language: 'en',
            translation: { from: 'ru', by: 'newsroom', original: { passage: 'passage-a', exact: 'порядок' } },
          },
        ],
        said: '2025-02-19/2025-02-21',
      }),
      source('source-t', { publisher: 'press-b' }),
      passage('passage-t', { source: 'source-t' }),
      statement('told-on', {
        speakers: [],
        candidates: [{ actor: 'speaker-b', note: 'by the manner of it' }],
        reportedBy: ['author'],
        passages: ['passage-t'],
      }),
      citation('note-two', {
        marker: '7',
        source: null,
        works: [
          { source: 'report-a', locator: 'p. 3', accessed: '2025-03-01' },
          { ibidOf: { citation: 'note-1' }, locator: 'p. 9' },
        ],
      }),
      passage('passage-two', { source: 'article', citations: ['note-two'] }),
      statement('two-works', { passages: ['passage-two'] }),
      claim('claim-p'),
      statement('said-a', { claims: ['claim-p'], said: '2024', speakers: ['speaker-a'] }),
      statement('denied', { claims: [{ claim: 'claim-p', stance: 'denies' }], said: '2023', speakers: ['speaker-b'] }),
      statement('turned', { claims: ['claim-p'], said: '2025', speakers: ['speaker-b'] }),
      merge('statement', 'statement-old', 'statement-h'),
      deletion('statement', 'statement-gone'),
    ),
  );

  it('tells programs for references what it is', async () => {
    const { html } = await pageAt(seeded, '/statements/lavrov-2025-02-20-deepening');
    for (const [name, content] of [
      ['citation_title', 'Relations of Russia and China will become closer.'],
      ['z:itemType', 'webpage'],
      ['citation_author', 'Sergey Lavrov'],
      ['citation_publication_date', '2025/02/20'],
    ])
      expect(html).toContain(`<meta name="${name}" content="${content}"/>`);
    expect(html).toContain('application/ld+json');
  });

  it('says of a translation from which language and by whom, and shows the original words', async () => {
    const { text, html, links } = await pageAt(world, '/statements/statement-h');
    expectInOrder(text, ['well-kept order', 'Translated from Russian by Newsroom. The original words: порядок']);
    expect(html).toMatch(/<blockquote[^>]* lang="ru"[^>]*>порядок</);
    expect(links).toContain('/passages/passage-a');
  });

  it('shows what others dispute', async () => {
    const disputed = await world.get('/v1/claims?disputed=true&limit=1');
    const { text } = await pageAt(world, `/claims/${disputed['data'][0].id}`);
    expect(text).toMatch(/Against it.*(is disputed by|disputes|corrects)/);
  });

  it('says that nobody is known to have spoken, who may have, and who told it on', async () => {
    const { text } = await pageAt(world, '/statements/told-on');
    expectInOrder(text, [
      'Speaker not known',
      'These words rest on source-t; who spoke is not known.',
      'Said by Speaker not known',
      'perhaps Speaker B',
      'Told by Author',
      'Written in',
      'Who spoke is not known.',
    ]);
  });

  it('tells of a footnote with several works each by its own place', async () => {
    const { text } = await pageAt(world, '/statements/two-works');
    expectInOrder(text, [
      'Account 1 of 2',
      'Footnote 7 Rests on',
      'Report of A',
      ', p. 3',
      'accessed 1 March 2025',
      'Account 2 of 2',
      'Footnote 7 Ibid.',
      '[1]',
      'Rests on',
      'Report of B',
      ', p. 9',
    ]);
  });

  it('shows who affirms, denies and doubts it, and who changed', async () => {
    const { text, html, links } = await pageAt(world, '/claims/claim-p');
    expectInOrder(text, [
      'Who holds what',
      'State B as a side',
      'affirms since 2025',
      'changed from denies to affirms, 2025',
      'speaker-a affirms since 2024',
    ]);
    expect(html).toContain('aria-label="State B denies it, 2023"');
    expect(links).toContain('/statements?claim=claim-p&side=state-b');
    const denial = await pageAt(world, '/statements/denied');
    expect(denial.text).toContain('denies claim-p');
    expect((await pageAt(world, '/actors/speaker-b')).text).toContain('Where this position changed');
  });

  it('goes on in pages where there are many accounts', async () => {
    const first = await pageAt(world, '/statements/wide');
    expect(first.text).toContain('These words rest on 25 accounts');
    expect(first.text.match(/Account \d+ of 25/g)).toHaveLength(10);
    const next = first.links.find((link) => link.includes('cursor='))!;
    const second = await pageAt(world, next.split('#')[0]!);
    expect(second.text.match(/Written in/g)).toHaveLength(10);
  });

  it('marks the words in the text where they are recorded, and leads to them in the document', async () => {
    const { html, links, text } = await pageAt(world, '/statements/statement-h');
    expect(html).toContain('Before. They want <mark>well-kept order</mark>. After.');
    expect(links).toContain('https://example.org/a-b#:~:text=They%20want%20well%2Dkept%20order.');
    expect(text).toContain('19 February 2025 to 21 February 2025');
  });

  it('escapes whatever a record holds, and tells the language of a title', async () => {
    for (const url of ['/statements/statement-h', '/claims/claim-h', '/sources/source-h', '/actors/actor-h']) {
      const { html, text } = await pageAt(world, url);
      expect(html).not.toContain('<script>alert');
      expect(text).toContain(hostile);
    }
    expect((await pageAt(world, '/statements/statement-h')).html).toContain('<cite dir="auto" lang="ar">');
  });

  it('leads from a merged record to the other, and tells of a deleted one', async () => {
    const moved = await readPage(world, '/statements/statement-old');
    expect([moved.status, moved.headers['location']]).toEqual([308, '/statements/statement-h']);
    const gone = await readPage(world, '/statements/statement-gone');
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('This record was deleted');
  });
});
