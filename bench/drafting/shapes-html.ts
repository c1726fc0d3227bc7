import { toldIn, type Article, type Block } from './article.ts';
import { HOUSES } from './shapes-houses.ts';

/*
 * Articles as pages of sites have them, with all that stands around a text and is none of it.
 */

const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');

/** How a shape writes the mark of a footnote and the footnotes. */
type Notes = { mark: (label: string, count: number) => string; list: (article: Article) => string };

const html = ({ text }: Block, mark: Notes['mark'], counts: Map<string, number>): string =>
  escape(toldIn(text).plain).replace(/\[(\d+)\]/gu, (_, label: string) => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    return mark(label, counts.get(label)!);
  });

const bodyOf = ({ blocks }: Article, notes: Notes, aside: (n: number) => string = () => ''): string => {
  const counts = new Map<string, number>();
  return blocks
    .map((block, n) => {
      const words = html(block, notes.mark, counts);
      const own =
        block.kind === 'heading'
          ? `<h2>${words}</h2>`
          : block.kind === 'quote'
            ? `<blockquote class="pull"><p>${words}</p></blockquote>`
            : `<p>${words}</p>`;
      return own + aside(n);
    })
    .join('\n');
};

const PLAIN: Notes = {
  mark: (label) => `<sup>[${label}]</sup>`,
  list: ({ notes }) =>
    notes.length === 0
      ? ''
      : `<div class="notes">${notes.map(({ label, text }) => `<p>[${label}] ${escape(text)}</p>`).join('')}</div>`,
};
const LINKED: Notes = {
  mark: (label, count) => `<sup><a href="#fn${label}" id="fnref${label}-${count}">${label}</a></sup>`,
  list: ({ notes }) =>
    `<section role="doc-endnotes"><h2>Notes</h2><ol>${notes
      .map(
        ({ label, text }) =>
          `<li id="fn${label}"><p>${escape(text).replace(/(https?:\/\/[^\s)]+[^\s).,])/gu, '<a href="$1">$1</a>')} <a href="#fnref${label}-1" role="doc-backlink">↩︎</a></p></li>`,
      )
      .join('')}</ol></section>`,
};
const WORD: Notes = {
  mark: (label) => `<a href="#_ftn${label}" name="_ftnref${label}">[${label}]</a>`,
  list: ({ notes }) =>
    `<hr><div id="ftns">${notes
      .map(
        ({ label, text }) =>
          `<div id="ftn${label}"><p><a href="#_ftnref${label}" name="_ftn${label}">[${label}]</a> ${escape(text)}</p></div>`,
      )
      .join('')}</div>`,
};
const WIKI: Notes = {
  mark: (label, count) =>
    `<sup id="cite_ref-${label}_${count - 1}" class="reference"><a href="#cite_note-${label}"><span class="cite-bracket">[</span>${label}<span class="cite-bracket">]</span></a></sup>`,
  list: ({ notes, blocks }) =>
    `<div class="mw-heading"><h2>References</h2><span class="mw-editsection">[<a href="/edit">edit</a>]</span></div><div class="reflist"><ol class="references">${notes
      .map(({ label, text }) => {
        const count = blocks.reduce((sum, block) => sum + block.text.split(`[${label}]`).length - 1, 0);
        const back =
          count === 1
            ? `<b><a href="#cite_ref-${label}_0" aria-label="Jump up">^</a></b>`
            : `^ ${Array.from({ length: count }, (_, i) => `<sup><i><b><a href="#cite_ref-${label}_${i}">${'abcdef'[i]!}</a></b></i></sup>`).join(' ')}`;
        return `<li id="cite_note-${label}"><span class="mw-cite-backlink">${back}</span> <span class="reference-text"><cite class="citation web cs1">${escape(text)}</cite></span></li>`;
      })
      .join('')}</ol></div>`,
};

const news = (article: Article): string => {
  const { title, site, issued, language, authors } = article;
  const ld = [
    {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: [{ '@type': 'ListItem', name: 'World' }],
    },
    {
      '@context': 'https://schema.org',
      '@type': ['NewsArticle'],
      headline: title,
      datePublished: `${issued}T06:12:00+00:00`,
      author: authors.map((name) => ({ '@type': 'Person', name })),
      publisher: { '@type': 'NewsMediaOrganization', name: site },
      inLanguage: language,
    },
  ];
  const aside = (n: number): string =>
    n === 2
      ? '<div class="ad-slot" aria-hidden="true">Advertisement</div>'
      : n === 4
        ? '<aside class="related"><h3>Read more</h3><ul><li><a href="/a">Herring prices reach a ten-year high</a></li><li><a href="/b">What is the median line?</a></li></ul></aside>'
        : '';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)} | ${site}</title>
<meta property="og:title" content="${escape(title)}"><meta property="og:site_name" content="${site}"><meta property="og:type" content="article">
<script type="application/ld+json">${JSON.stringify(ld)}</script><script>window.ads=[]</script><style>.x{}</style></head>
<body><div id="onetrust-consent-sdk"><div class="banner" role="dialog">We and our partners store cookies. <button>Accept all</button></div></div>
<header class="site-header"><a href="/">${site}</a><nav><ul><li><a href="/world">World</a></li><li><a href="/money">Money</a></li></ul></nav></header>
<main><article><header><h1>${escape(title)}</h1><p class="byline">By <a rel="author" href="/by">${authors.join(' and ')}</a></p><time datetime="${issued}">${issued}</time>
<div class="share"><button>Share</button><a href="https://share.example">Send</a></div></header>
<figure><img src="/x.jpg" alt=""><figcaption>The old customs house. Photograph: Harbour Pictures</figcaption></figure>
<div class="article-body">${bodyOf(article, PLAIN, aside)}${PLAIN.list(article)}</div>
<div class="newsletter-signup"><form><label>Sign up for our daily letter <input></label></form></div></article>
<section class="most-read"><h2>Most read</h2><ol><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ol></section></main>
<footer><p>© ${site}. All rights reserved.</p></footer></body></html>`;
};

const ministry = (article: Article): string => {
  const { title, site, issued, language } = article;
  return `<html lang="${language}"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${escape(title)}</title>
<meta name="DC.title" content="${escape(title)}"><meta name="DC.date" content="${issued}"><meta name="DC.publisher" content="${site}"></head>
<body><table class="layout"><tr><td id="top"><a href="/">${site}</a> | <a href="/press">Press</a></td></tr>
<tr><td><div id="menu"><ul><li><a href="/m">Minister</a></li><li><a href="/c">Contacts</a></li></ul></div></td>
<td><div id="content"><h1>${escape(title)}</h1><div class="date">${issued}</div>${bodyOf(article, LINKED)}${article.notes.length === 0 ? '' : LINKED.list(article)}
<p><a href="#top">Top</a></p></div></td></tr></table></body></html>`;
};

const amp = (article: Article): string => {
  const { title, site, issued, language, authors } = article;
  return `<!doctype html><html ⚡ lang="${language}"><head><meta charset="utf-8"><link rel="canonical" href="https://courrier.example/detroit"><title>${escape(title)}</title>
<meta property="article:published_time" content="${issued}T10:00:00Z"><meta name="author" content="${authors.join(', ')}"><meta property="og:site_name" content="${site}">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"${site}"},{"@type":"NewsArticle","headline":"${title}","datePublished":"${issued}","author":{"name":"${authors.join(', ')}"}}]}</script></head>
<body><amp-sidebar id="s"><ul><li>Monde</li></ul></amp-sidebar><amp-ad width="300" height="250">Publicité</amp-ad>
<main><article><h1>${escape(title)}</h1><p class="chapo">Les deux pays se rapprochent.</p>${bodyOf(article, WORD)}${WORD.list(article)}</article></main>
<amp-consent id="c"><div>Nous utilisons des cookies.</div></amp-consent><footer>© ${site}</footer></body></html>`;
};

const wiki = (
  article: Article,
): string => `<!doctype html><html lang="${article.language}"><head><meta charset="utf-8"><title>${article.title} - ${article.site}</title>
<link rel="canonical" href="https://openpedia.example/wiki/Port_Avel_talks"></head><body class="mediawiki"><div class="mw-page-container"><nav class="vector-main-menu"><ul><li><a href="/r">Random article</a></li></ul></nav>
<main id="content"><h1 id="firstHeading">${article.title}</h1><div id="mw-content-text"><div class="mw-parser-output"><table class="infobox"><tr><th>Date</th><td>January – May 2025</td></tr></table>
${bodyOf(article, WIKI)}${WIKI.list(article)}</div></div><div class="catlinks">Categories: <a href="/c">Talks</a></div></main></div>
<footer>Text is available under a licence.</footer></body></html>`;

const journal = (article: Article): string => {
  const { title, site, issued, language, authors } = article;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}: ${site}</title>
<meta name="citation_title" content="${title}"><meta name="citation_journal_title" content="${site}">${authors.map((name) => `<meta name="citation_author" content="${name}">`).join('')}
<meta name="citation_publication_date" content="${issued.replace(/-/gu, '/')}"><meta name="citation_doi" content="10.55555/jmo.2025.7"><meta name="citation_language" content="${language}"></head>
<body><div class="cookie-notice">This site uses cookies.</div><nav>Issues Authors</nav><div class="page"><article class="article"><h1>${title}</h1><p class="authors">${authors.join(', ')}</p>
${bodyOf(article, LINKED)}${LINKED.list(article)}</article><aside>Related content</aside></div><footer>ISSN 1234-5679</footer></body></html>`;
};

const PAGES: Readonly<Record<string, (article: Article) => string>> = { news, ministry, amp, wiki, journal, ...HOUSES };

/** The page of an article; null where its shape is no page. */
export const pageOf = (article: Article): string | null => PAGES[article.shape]?.(article) ?? null;
