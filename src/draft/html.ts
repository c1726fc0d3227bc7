import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { linesOf } from './html-lines.ts';
import { takeNotes } from './html-notes.ts';
import { metadataOf } from './metadata.ts';
import type { Read } from './document.ts';

/*
 * The text of a page: what is to be read of it, with marks of footnotes in square brackets where the page has links or
 * raised digits, and its footnotes as lines at the end.
 */

/** What no reader takes for the text. */
const ASIDE =
  'script,style,noscript,template,svg,iframe,form,button,nav,aside,dialog,[hidden],[aria-hidden=true],[class*=cookie],[id*=cookie]';

/** Text of a whole page or, `asIs`, of what another program made of a document, in which nothing is aside. */
export const readHtml = (html: string, { asIs = false }: { asIs?: boolean } = {}): Read => {
  const { document } = parseHTML(/<body[\s>]/iu.test(html) ? html : `<html><body>${html}</body></html>`);
  const csl = asIs ? {} : metadataOf(document);
  // Footnotes stand in what is aside, too.
  const notes = takeNotes(document);
  document.querySelectorAll(ASIDE).forEach((element) => element.remove());
  const whole = document.body;
  const article = asIs ? null : new Readability(document.cloneNode(true) as globalThis.Document).parse();
  const setOff = new Set<string>();
  const lines =
    article?.content == null
      ? linesOf(whole, setOff)
      : linesOf(parseHTML(`<html><body>${article.content}</body></html>`).document.body, setOff);
  if (!asIs && csl['title'] === undefined && article?.title) csl['title'] = article.title;
  return { text: [...lines, ...notes.map(({ label, text }) => `[${label}] ${text}`)].join('\n'), csl, setOff };
};
