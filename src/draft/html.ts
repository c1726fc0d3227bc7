import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
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
const BLOCK =
  /^(?:address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/u;

const isBlock = (element: Element): boolean => BLOCK.test(element.localName);

/** The text beneath an element, one block a line; in `setOff` those lines that are set off as quotations. */
export const linesOf = (root: Element, setOff: Set<string> = new Set()): string[] => {
  const lines: string[] = [];
  let quoted = 0;
  let line = '';
  const end = (): void => {
    const text = line.replace(/[^\S\u00A0\u202F]+/gu, ' ').trim();
    if (text !== '') lines.push(text);
    if (text !== '' && quoted > 0) setOff.add(text);
    line = '';
  };
  const visit = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) line += child.textContent ?? '';
      else if (child.nodeType === 1) {
        const element = child as Element;
        if (element.localName === 'br') {
          end();
          continue;
        }
        const block = isBlock(element);
        if (block) end();
        if (element.localName === 'blockquote') quoted += 1;
        visit(element);
        if (block) end();
        if (element.localName === 'blockquote') quoted -= 1;
      }
    }
  };
  visit(root);
  end();
  return lines;
};

/** Text of a whole page or, `asIs`, of what another program made of a document, in which nothing is aside. */
export const readHtml = (html: string, { asIs = false }: { asIs?: boolean } = {}): Read => {
  const { document } = parseHTML(/<body[\s>]/iu.test(html) ? html : `<html><body>${html}</body></html>`);
  const csl = asIs ? {} : metadataOf(document);
  // Footnotes stand in what is aside, too.
  const notes = takeNotes(document, linesOf);
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
