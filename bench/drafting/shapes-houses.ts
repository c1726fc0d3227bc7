import { toldIn, type Article } from './article.ts';

/*
 * More houses that publish, each with its own way of writing footnotes: editors of sites, newsletters, old pages of
 * ministries, what programs for texts save as a page.
 */

const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');
const linked = (text: string): string =>
  escape(text).replace(
    /(https?:\/\/[^\s)，。、]+[^\s).,;:，。])/gu,
    '<a href="$1" target="_blank" rel="noopener">$1</a>',
  );

type Mark = (label: string) => string;

const inner = (text: string, mark: Mark): string =>
  escape(toldIn(text).plain).replace(/\[(\d+)\]/gu, (_, label: string) => mark(label));

const blocks = ({ blocks: all }: Article, mark: Mark, tag = 'p'): string =>
  all
    .map(({ kind, text }) => {
      const words = inner(text, mark);
      return kind === 'heading'
        ? `<h3>${words}</h3>`
        : kind === 'quote'
          ? `<blockquote><p>${words}</p></blockquote>`
          : `<${tag}>${words}</${tag}>`;
    })
    .join('\n');

const head = ({ title, language, site, issued, authors }: Article, more = ''): string =>
  `<!DOCTYPE html><html lang="${language}"><head><meta charset="UTF-8"><title>${escape(title)} – ${escape(site)}</title><meta property="og:title" content="${escape(title)}"><meta property="og:site_name" content="${escape(site)}"><meta property="article:published_time" content="${issued}T08:00:00+00:00">${authors.map((name) => `<meta name="author" content="${name}">`).join('')}${more}</head>`;

/** An old page: tables, fonts, and paragraphs that two breaks part. */
const lineBreaks = (article: Article): string =>
  `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>${escape(article.title)}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="100%"><TR><TD COLSPAN=2><FONT SIZE=2><A HREF="/index.htm">Home</A> | <A HREF="/press.htm">Press Room</A> | <A HREF="/map.htm">Site map</A></FONT></TD></TR><TR><TD WIDTH=140 VALIGN=top><A HREF="/1.htm">Minister</A><BR><A HREF="/2.htm">Deputies</A><BR><A HREF="/3.htm">Missions abroad</A></TD><TD VALIGN=top><FONT FACE="Arial"><B>${escape(article.title)}</B><BR><BR>${article.blocks
    .map(({ text }) => inner(text, (label) => `<SUP>${label}</SUP>`))
    .join('<BR><BR>\n')}${
    article.notes.length === 0
      ? ''
      : `<BR><BR><HR>${article.notes.map(({ label, text }) => `<SUP>${label}</SUP> ${escape(text)}`).join('<BR>\n')}`
  }</FONT></TD></TR></TABLE></BODY></HTML>`;

/** Paragraphs that are divisions with roles and names of a program's own. */
const divisions = (article: Article): string =>
  `${head(article, `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: article.title, datePublished: article.issued, publisher: { '@type': 'Organization', name: article.site } })}</script>`)}<body><div id="app"><div class="header__wrap-x1"><a href="/">${escape(article.site)}</a><button>My News</button></div><div role="main"><div class="article-header__x9"><h1 data-testid="Heading">${escape(article.title)}</h1><div class="info"><span>By ${article.authors.join(' and ')}</span><time datetime="${article.issued}">${article.issued}</time></div></div><div class="article-body__content__17Yit">${article.blocks.map(({ text }, i) => `<div data-testid="paragraph-${i}" class="text__text__1FZLe body__large">${inner(text, (label) => `[${label}]`)}</div>`).join('')}<div class="sign-off__text">Sign up <a href="/s">here.</a></div></div></div><div class="read-next"><a href="/x">Grain ships turn back at the cape</a><a href="/y">Ferry fares to rise in autumn</a></div></div></body></html>`;

/** Footnotes of the block editor: names of their own, and arrows back. */
const editor = (article: Article): string => {
  const id = (label: string): string => `9c1f3a7e-0000-4b6e-8d1c-0000000${label.padStart(5, '0')}`;
  const mark: Mark = (label) =>
    `<sup data-fn="${id(label)}" class="fn"><a href="#${id(label)}" id="${id(label)}-link">${label}</a></sup>`;
  return `${head(article)}<body class="wp-singular post-template-default"><header class="wp-block-template-part"><nav class="wp-block-navigation"><ul><li><a href="/about">About</a></li></ul></nav></header><main class="wp-block-group"><h1 class="wp-block-post-title">${escape(article.title)}</h1><div class="wp-block-post-author-name">${article.authors.join(', ')}</div><div class="entry-content wp-block-post-content">${blocks(article, mark)}<ol class="wp-block-footnotes">${article.notes.map(({ label, text }) => `<li id="${id(label)}">${linked(text)} <a href="#${id(label)}-link" aria-label="Jump to footnote reference ${label}">↩︎</a></li>`).join('')}</ol></div><div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="?share=x">Post</a></li></ul></div><div id="comments"><h2>2 responses</h2><p>First!</p></div></main><footer class="wp-block-template-part"><p>Proudly powered</p></footer></body></html>`;
};

const endnotesAside = (article: Article): string =>
  `${head(article)}<body><article><h1>${escape(article.title)}</h1>${blocks(article, (label) => `<a href="#note-${label}" id="ref-${label}" role="doc-noteref" epub:type="noteref">${label}</a>`)}<aside role="doc-endnotes" class="endnotes"><h2>Endnotes</h2>${article.notes.map(({ label, text }) => `<div id="note-${label}" role="doc-endnote"><a href="#ref-${label}" class="num">${label}.</a> ${linked(text)}</div>`).join('')}</aside></article><aside class="related"><h4>Elsewhere</h4><p>Other reading on other matters, chosen by our editors.</p></aside></body></html>`;

/** Footnotes in the margin, where their marks are, and a box that unfolds them on small screens. */
const sidenotes = (article: Article): string => {
  const text = new Map(article.notes.map((note) => [note.label, note.text]));
  return `${head(article)}<body><article><h1>${escape(article.title)}</h1><section>${blocks(article, (label) => `<label for="sn-${label}" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-${label}" class="margin-toggle"/><span class="sidenote">${linked(text.get(label) ?? '')}</span>`)}</section></article></body></html>`;
};

/** Footnotes that open where their marks are. */
const popups = (article: Article): string => {
  const text = new Map(article.notes.map((note) => [note.label, note.text]));
  return `${head(article)}<body><div class="site"><article class="post"><h1 class="entry-title">${escape(article.title)}</h1><div class="entry-content">${blocks(article, (label) => `<sup class="modern-footnotes-footnote " data-mfn="${label}" data-mfn-post-scope="0001"><a href="javascript:void(0)"  role="button" aria-pressed="false" aria-describedby="mfn-content-${label}">${label}</a></sup><span id="mfn-content-${label}" role="tooltip" class="modern-footnotes-footnote__note " tabindex="0" data-mfn="${label}">${linked(text.get(label) ?? '')}</span>`)}</div></article></div></body></html>`;
};

const drupal = (article: Article): string =>
  `${head(article)}<body class="node-type-analysis"><div class="region-content"><h1 class="page-header">${escape(article.title)}</h1><div class="field field--name-body">${blocks(article, (label) => `<a class="see-footnote" id="footnoteref${label}_k3v9" title="${escape(article.notes.find((note) => note.label === label)?.text ?? '').replace(/"/gu, '&quot;')}" href="#footnote${label}_k3v9">${label}</a>`)}<ul class="footnotes">${article.notes.map(({ label, text }) => `<li class="footnote" id="footnote${label}_k3v9"><a class="footnote-label" href="#footnoteref${label}_k3v9">${label}.</a> ${linked(text)}</li>`).join('')}</ul></div></div><div class="region-sidebar"><div class="block"><h2>Navigation</h2><ul><li><a href="/t">Thèmes</a></li></ul></div></div></body></html>`;

const newsletter = (article: Article): string =>
  `${head(article)}<body><div id="entry"><div class="single-post"><article class="newsletter-post post"><h1 class="post-title">${escape(article.title)}</h1><h3 class="subtitle">A letter</h3><div class="available-content"><div class="body markup">${blocks(article, (label) => `<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-${label}" href="#footnote-${label}" target="_self">${label}</a>`)}<div class="subscription-widget-wrap"><div class="subscription-widget"><p>Thanks for reading! Subscribe for free.</p><form><input type="email"></form></div></div>${article.notes.map(({ label, text }) => `<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-${label}" href="#footnote-anchor-${label}" class="footnote-number" contenteditable="false" target="_self">${label}</a><div class="footnote-content"><p>${linked(text)}</p></div></div>`).join('')}</div></div></article></div></div></body></html>`;

/** What a program for texts saves as a page. */
const wordPage = (article: Article): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15"><title>${escape(article.title)}</title><style>p.MsoNormal{margin:0}</style></head><body lang=${article.language}><div class=WordSection1><p class=MsoTitle>${escape(article.title)}<o:p></o:p></p>${article.blocks.map(({ text }) => `<p class=MsoNormal style='text-align:justify'><span style='font-size:12.0pt'>${inner(text, (label) => `<a style='mso-footnote-id:ftn${label}' href="#_ftn${label}" name="_ftnref${label}" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[${label}]</span><![endif]></span></span></a>`)}<o:p></o:p></span></p>`).join('\n')}</div><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>${article.notes.map(({ label, text }) => `<div style='mso-element:footnote' id=ftn${label}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn${label}' href="#_ftnref${label}" name="_ftn${label}" title=""><span class=MsoFootnoteReference>[${label}]</span></a><span lang=EN-GB> ${escape(text)}<o:p></o:p></span></p></div>`).join('')}</div></body></html>`;

/** Raised digits without links, and a list that its program numbers. */
const unlinked = (article: Article): string =>
  `${head(article)}<body><main><article><h1>${escape(article.title)}</h1><div class="post-body">${blocks(article, (label) => `<sup>${label}</sup>`)}<h3>Notes</h3><ol>${article.notes.map(({ text }) => `<li>${linked(text)}</li>`).join('')}</ol></div></article></main></body></html>`;

const pandoc = (article: Article): string =>
  `${head(article)}<body><header id="title-block-header"><h1 class="title">${escape(article.title)}</h1><p class="author">${article.authors.join('</p><p class="author">')}</p></header>${blocks(article, (label) => `<a href="#fn${label}" class="footnote-ref" id="fnref${label}" role="doc-noteref"><sup>${label}</sup></a>`)}<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol>${article.notes.map(({ label, text }) => `<li id="fn${label}"><p>${linked(text)}<a href="#fnref${label}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>`).join('')}</ol></section></body></html>`;

export const raised = (label: string): string => [...label].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!).join('');

/** Plain text as a mail has it: raised digits, and footnotes under a heading of their own. */
export const textOf = ({ title, blocks: all, notes }: Article): string => {
  return [
    title,
    ...all.map(({ text }) => toldIn(text).plain.replace(/\[(\d+)\]/gu, (_, label: string) => raised(label))),
    ...(notes.length === 0 ? [] : ['Notes']),
    ...notes.map(({ label, text }) => `${label}. ${text}`),
  ].join('\n\n');
};

export const HOUSES: Readonly<Record<string, (article: Article) => string>> = {
  'line-breaks': lineBreaks,
  divisions,
  blocks: editor,
  'endnotes-aside': endnotesAside,
  sidenotes,
  popups,
  drupal,
  newsletter,
  'word-page': wordPage,
  unlinked,
  pandoc,
};
