import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { takeAsides } from './html-asides.ts';
import { linesOf } from './html-lines.ts';
import { takeNotes } from './html-notes.ts';
import { metadataOf, namesInByline, personOf } from './metadata.ts';
import type { Read } from './document.ts';

/*
 * The text of a page: what is to be read of it, with marks of footnotes in square brackets where the page has links or
 * raised digits, and its footnotes as lines at the end.
 */

/** Comments and declarations before a page: some of them have a beginning of the page for old browsers. */
const BEFORE = /^(?:\s|<!--[^]*?-->|<!(?!--)[^>]*>|<\?[^>]*>)*/u;

/** A page that has all of its parts, as the parser needs it: browsers add them, and look over what stands before. */
const wholePage = (html: string): string => {
  const rest = html.slice(BEFORE.exec(html)![0].length).replace(/<\/(?:body|html)\s*>/giu, '');
  const page = rest.slice(Math.max(0, rest.search(/<html[\s>]/iu)));
  const before = [/<body[\s>]/iu, /<\/head\s*>/iu, /<html(?:\s[^<>]*)?>/iu, /^/u].find((part) => part.test(page))!;
  const whole = before.source.startsWith('<body') ? page : page.replace(before, '$&<body>');
  return /^<html/iu.test(whole) ? whole : `<html>${whole}</html>`;
};

const plainly = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();

/** How many characters a summary has at least that is more than a name of the page. */
const SUMMARY = 40;

/** What stands above an article and sums it up, which pages tell in their heads too; null where none does. */
const standfirstOf = (document: globalThis.Document, summaries: readonly string[]): string | null => {
  const told = summaries.map((each) => each.replace(/\s*(?:…|\.{3})$/u, '')).filter(({ length }) => length >= SUMMARY);
  const blocks = told.length === 0 ? [] : document.querySelectorAll('p,div,h2,h3,h4,strong,span');
  for (const block of blocks) {
    const text = block.childElementCount > 3 ? '' : plainly(block.textContent);
    if (told.some((each) => text.startsWith(each) && text.length < each.length * 2)) return text;
  }
  return null;
};

/** Text of a whole page or, `asIs`, of what another program made of a document, in which nothing is aside. */
export const readHtml = (html: string, { asIs = false }: { asIs?: boolean } = {}): Read => {
  const { document } = parseHTML(wholePage(html));
  const summaries = Array.from(
    document.querySelectorAll('meta[name=description],meta[property="og:description"]'),
    (meta) => plainly(meta.getAttribute('content')),
  );
  const csl = asIs ? {} : metadataOf(document);
  // Footnotes stand in what is aside, too.
  const notes = takeNotes(document);
  takeAsides(document);
  const whole = document.body;
  const article = asIs ? null : new Readability(document.cloneNode(true) as globalThis.Document).parse();
  const setOff = new Set<string>();
  const standfirst = asIs ? null : standfirstOf(document, summaries);
  const lines =
    article?.content == null
      ? linesOf(whole, setOff)
      : linesOf(parseHTML(`<html><body>${article.content}</body></html>`).document.body, setOff);
  if (standfirst !== null && !lines.some((line) => plainly(line).includes(standfirst))) lines.unshift(standfirst);
  if (!asIs && csl['title'] === undefined && article?.title) csl['title'] = article.title;
  const authors = namesInByline(article?.byline ?? '');
  if (csl['author'] === undefined && authors.length > 0) csl['author'] = authors.map(personOf);
  return { text: [...lines, ...notes.map(({ label, text }) => `[${label}] ${text}`)].join('\n'), csl, setOff };
};
