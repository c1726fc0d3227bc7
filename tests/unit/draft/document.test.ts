import { describe, expect, it } from 'vitest';
import { itemBeside } from '../../../src/draft/beside.ts';
import { readDocument, Unreadable } from '../../../src/draft/document.ts';
import { docxOf, pdfOf } from '../../support/documents.ts';

const read = async (html: string) => readDocument(Buffer.from(html), 'page.html');

const PAGE = `<!doctype html><html lang="en-GB"><head>
<title>Talks | Example Gazette</title>
<meta name="citation_title" content="Talks in Exampleton"><meta name="citation_author" content="Adams, Ada">
<meta property="og:site_name" content="Example Gazette"><meta property="article:published_time" content="2025-03-04T08:00:00Z">
<link rel="canonical" href="https://gazette.example/talks">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Other title","publisher":{"name":"Example Press"}}</script>
</head><body><nav>Home News</nav><div class="cookie-banner">We use cookies to see what you read.</div>
<article><h1>Talks in Exampleton</h1>
<p>On 3 March 2025 the ministers of two invented countries met, and talked for three hours about trade.<sup><a href="#fn1" id="r1">1</a></sup></p>
<p>“We agree,” Ada Adams said, adding that more would follow in the weeks to come.<sup><a href="#fn2" id="r2">[2]</a></sup> The area is 30 km<sup>2</sup>.</p>
<p>Nothing else was told to those who waited outside of the hall until the evening.</p></article>
<aside>Ten things to read</aside>
<ol><li id="fn1">“Ministers met”, Ministry of Trade, https://ministry.example/met, (Accessed on 04.03.2025). <a href="#r1">↩</a></li>
<li id="fn2">Ibid. <a href="#r2">↩</a></li></ol></body></html>`;

describe('a document that is read', () => {
  it('is of a page what there is to read of it, with its footnotes behind it', async () => {
    const { text, csl, mediaType } = await read(PAGE);
    expect(mediaType).toBe('text/html');
    expect(text.split('\n')).toEqual([
      'Talks in Exampleton',
      'On 3 March 2025 the ministers of two invented countries met, and talked for three hours about trade.[1]',
      '“We agree,” Ada Adams said, adding that more would follow in the weeks to come.[2] The area is 30 km2.',
      'Nothing else was told to those who waited outside of the hall until the evening.',
      '[1] “Ministers met”, Ministry of Trade, https://ministry.example/met, (Accessed on 04.03.2025).',
      '[2] Ibid.',
    ]);
    expect(csl).toEqual({
      type: 'article-newspaper',
      title: 'Talks in Exampleton',
      author: [{ family: 'Adams', given: 'Ada' }],
      'container-title': 'Example Gazette',
      publisher: 'Example Press',
      issued: { 'date-parts': [[2025, 3, 4]] },
      language: 'en-GB',
      URL: 'https://gazette.example/talks',
    });
  });

  const cyrillic = (page: string): Buffer =>
    Buffer.from(
      [...page].map((character) => {
        const point = character.codePointAt(0)!;
        return point < 0x80 ? point : point - 0x410 + 0xc0;
      }),
    );

  it.each([
    [
      'that it names',
      '<html><head><meta charset="windows-1251"></head><body><p>Стороны договорились.</p></body></html>',
    ],
    [
      'that are usual in its language',
      '<html lang="ru-RU"><head></head><body><p>Стороны договорились.</p></body></html>',
    ],
  ])('is of a page in the characters %s', async (_, page) => {
    expect((await readDocument(cyrillic(page), 'page.html')).text).toBe('Стороны договорились.');
  });

  it('is of a page in UTF-8 that names what it was before it was saved', async () => {
    const page = '<html><head><meta charset="gb2312"></head><body><p>双方达成一致。</p></body></html>';
    expect((await read(page)).text).toBe('双方达成一致。');
  });

  it('is of a page with bytes that are no characters where nothing of them is in its text', async () => {
    const page = (word: string, text: string) =>
      Buffer.from(
        `<html><head><meta charset="utf-8"><script>a = "${word}"</script></head><body><p>${text} – agreed.</p></body></html>`,
      );
    const broken = (bytes: Buffer) => Buffer.from(bytes.map((byte) => (byte === 0x7e ? 0xfc : byte)));
    expect((await readDocument(broken(page('~', 'Both')), 'page.html')).text).toBe('Both – agreed.');
    await expect(readDocument(broken(page('', 'B~th')), 'page.html')).rejects.toThrow('page.html is not UTF-8');
  });

  const WORDS = 'The ministers of two invented countries met, and talked for three hours about fish.';

  it.each([
    ['as one form', `<html><body><form><h1>Fish</h1><p>${WORDS}</p><p>${WORDS}</p><input></form></body></html>`],
    [
      'as what cookies are told to',
      `<html><body class="cookies-not-set"><h1>Fish</h1><p>${WORDS}</p><p>${WORDS}</p></body></html>`,
    ],
    [
      'behind its beginnings for old browsers',
      `<!doctype html><!--[if IE 8]><html class="ie"><![endif]--><!--[if gt IE 8]><!--><html><!--<![endif]-->
      <head><title>Fish</title></head><body><h1>Fish</h1><p>${WORDS}</p><p>${WORDS}</p></body></html>`,
    ],
    [
      'behind what a program complained of',
      `<b>Warning</b>: no server<br><html><body><h1>Fish</h1><p>${WORDS}</p><p>${WORDS}</p></body></html>`,
    ],
    ['without a body', `<html><head><title>Fish</title></head><h1>Fish</h1><p>${WORDS}</p><p>${WORDS}</p></html>`],
  ])('is the whole of a page that is written %s', async (_, page) => {
    const { text } = await read(page);
    expect(text.split('\n').slice(-2)).toEqual([WORDS, WORDS]);
    expect(text).not.toContain('Warning');
  });

  it.each([
    ['By Ada Adams and Ben Beispiel', ['Adams', 'Beispiel']],
    ['Par Ada Adams, Ben Beispiel', ['Adams', 'Beispiel']],
    ['By Ada Adams | March 3, 2025', undefined],
    ['Last updated: 3 March 2025', undefined],
  ])('tells who wrote it by the line “%s”', async (byline, families) => {
    const { csl } = await read(
      `<html><body><h1>Fish</h1><div class="byline">${byline}</div><p>${WORDS}</p><p>${WORDS}</p></body></html>`,
    );
    expect((csl['author'] as { family: string }[] | undefined)?.map(({ family }) => family)).toEqual(families);
  });

  it('has nothing of a page that stands beside its text, and what sums it up', async () => {
    const { text } = await read(`<html lang="ja"><head>
      <meta property="og:description" content="Two invented ministers agreed on fish, and on little else…"></head><body>
      <header><h1>Fish</h1><div class="intro">Two invented ministers agreed on fish, and on little else that day.</div></header>
      <main><article class="post has-newsletter">
      <div class="share-buttons"><span>Tell it to your friends, all of them, today</span></div>
      <figure><img src="a.png"><figcaption>Two ministers, photographed, in a hall</figcaption></figure>
      <p>${WORDS}</p><p>Read more: <a href="/nets">Nets, and who mends them, in five pictures</a></p>
      <p>${WORDS} <a href="/paper">The paper of the ministers is public.</a></p>
      <blockquote class="social-embed"><p>We will fish, said a post that is quoted.</p></blockquote>
      <p>${WORDS} <ruby>魚<rt>さかな</rt></ruby>を<ruby>獲<rp>(</rp><rt>と</rt><rp>)</rp></ruby>る。</p>
      <ul class="related-links"><li>Ten more boats</li></ul>
      <a href="/other"><h3>Other news of the day, and of the night</h3><p>It was all about something else.</p></a>
      </article></main></body></html>`);
    expect(text.split('\n')).toEqual([
      'Two invented ministers agreed on fish, and on little else that day.',
      WORDS,
      `${WORDS} The paper of the ministers is public.`,
      'We will fish, said a post that is quoted.',
      `${WORDS} 魚を獲る。`,
    ]);
  });

  it('is of a document of Word its text, its footnotes, and what it says of itself', async () => {
    const bytes = await docxOf(
      ['Ada Adams said that trade would grow.{1} That is all.', 'Nobody asked.{2}'],
      ['“Growth”, Example Gazette, 3 March 2025.', 'Ibid., p. 2.'],
      { title: 'On growth', creator: 'Ben Beispiel' },
    );
    const { text, csl } = await readDocument(bytes, 'a.docx');
    expect(text.split('\n')).toEqual([
      'Ada Adams said that trade would grow.[1] That is all.',
      'Nobody asked.[2]',
      '[1] “Growth”, Example Gazette, 3 March 2025.',
      '[2] Ibid., p. 2.',
    ]);
    expect(csl).toEqual({
      type: 'document',
      title: 'On growth',
      author: [{ family: 'Beispiel', given: 'Ben' }],
      issued: { 'date-parts': [[2025, 3, 4]] },
    });
  });

  it('is of a PDF its paragraphs over lines and pages, without heads, with raised digits as marks', async () => {
    const line = (text: string, y: number, size = 11) => ({ text, x: 70, y, size });
    const page = (number: number, lines: ReturnType<typeof line>[]) => [
      line(`Example Papers ${number}`, 800, 9),
      ...lines,
      { text: String(number), x: 290, y: 30, size: 9 },
    ];
    const bytes = pdfOf(
      [
        page(
          1,
          [
            line('On trade and growth', 760, 18),
            line('The ministers of two invented countries met on Monday, and told their rela-', 720),
            line('tions would grow as they had agreed to before the end of the year', 706),
            { text: '1', x: 392, y: 710, size: 6 },
            { text: '.', x: 396, y: 706, size: 11 },
            line('A second paragraph begins here, and it goes on over the end of the first page', 680),
            line('1 “Ministers met”, Ministry of Trade, 3 March 2025.', 60, 8),
          ].map((piece) => ({ ...piece, text: piece.text.replace('“', '"').replace('”', '"') })),
        ),
        page(2, [line('to the next one, where it ends.', 760)]),
      ],
      'On trade',
    );
    const { text, csl } = await readDocument(bytes, 'a.pdf');
    expect(text.split('\n')).toEqual([
      'On trade and growth',
      'The ministers of two invented countries met on Monday, and told their relations would grow as they had agreed to before the end of the year[1].',
      'A second paragraph begins here, and it goes on over the end of the first page to the next one, where it ends.',
      '[1] "Ministers met", Ministry of Trade, 3 March 2025.',
    ]);
    expect(csl).toEqual({ type: 'document', title: 'On trade', issued: { 'date-parts': [[2025, 3, 4]] } });
  });

  it.each([
    ['nothing', '', /has no text/],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62]), /not UTF-8; convert it first/],
    ['a damaged PDF', '%PDF-1.7 nothing', /cannot be read as application\/pdf/],
    ['an archive of something else', Buffer.from('PK\u0003\u0004nothing'), /cannot be read as/],
  ])('is refused where it is %s', async (_what, bytes, message) => {
    await expect(readDocument(Buffer.from(bytes as never), 'file.txt')).rejects.toThrow(Unreadable);
    await expect(readDocument(Buffer.from(bytes as never), 'file.txt')).rejects.toThrow(message);
  });

  it.each([
    [
      'CSL-JSON',
      '[{"id":"a","type":"webpage","title":"On growth","custom":{"x":1}}]',
      { type: 'webpage', title: 'On growth', custom: { x: 1 } },
    ],
    [
      'BibTeX',
      '@article{a, title={On growth}, author={Adams, Ada}, journal={Gazette}, year={2025}}',
      { title: 'On growth', 'container-title': 'Gazette' },
    ],
    [
      'RIS',
      'TY  - JOUR\nTI  - On growth\nAU  - Adams, Ada\nPY  - 2025\nER  - \n',
      { title: 'On growth', type: 'article-journal' },
    ],
  ])('has beside it what a file of %s tells', async (_what, text, item) => {
    expect(await itemBeside(text, 'beside')).toMatchObject(item);
  });

  it('has one work beside it, or none', async () => {
    await expect(itemBeside('[]', 'beside.json')).rejects.toThrow('beside.json describes nothing; give one');
    await expect(itemBeside('[{"type":"book"},{"type":"book"}]', 'beside.json')).rejects.toThrow('2 works');
    await expect(itemBeside('nothing of the kind', 'beside.bib')).rejects.toThrow(Unreadable);
  });
});
