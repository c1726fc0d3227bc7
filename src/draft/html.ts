import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
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
/** What a footnote is called where it is referred to. */
const LABEL = /^[[(]?\s*([0-9]{1,4}|[*†‡§¶]{1,3}|[a-z]{1,2}|[ivxlc]{1,6})\s*[\])]?$/iu;
/** The most UTF-16 units of a link that leads from a footnote back to its mark, such as ↩ or "back to text". */
const LONGEST_BACK = 24;

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

type NoteFound = { label: string; text: string };

/** Whether one element of a page stands behind another. */
type Follows = (one: Element, other: Element) => boolean;

const orderOf = (document: globalThis.Document): Follows => {
  const places = new Map([...document.querySelectorAll('*')].map((element, i) => [element, i]));
  return (one, other) => places.get(other)! > places.get(one)!;
};

const targetOf = (document: globalThis.Document, anchor: Element): Element | null => {
  const href = anchor.getAttribute('href') ?? '';
  const at = href.indexOf('#');
  if (at === -1 || at === href.length - 1) return null;
  let id = href.slice(at + 1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // An address that is not encoded as it should be names the id as it stands.
  }
  return (
    document.getElementById(id) ??
    [...document.querySelectorAll('a[name]')].find((element) => element.getAttribute('name') === id) ??
    null
  );
};

/** Letters are labels only where they are raised or in brackets: a link "a" can be anything. */
const labelOf = (anchor: Element): string | null => {
  const text = (anchor.textContent ?? '').trim();
  const label = LABEL.exec(text)?.[1] ?? null;
  const isMarked = anchor.closest('sup') !== null || anchor.querySelector('sup') !== null || text !== label;
  return label !== null && (isMarked || /^(?:\d+|\W+)$/u.test(label)) ? label : null;
};

/** Takes the footnotes out of a page, and puts their marks in brackets. */
const takeNotes = (document: globalThis.Document): NoteFound[] => {
  const follows = orderOf(document);
  const links = [...document.querySelectorAll('a[href*="#"]')].flatMap((anchor) => {
    const [target, label] = [targetOf(document, anchor), labelOf(anchor)];
    return target !== null && label !== null && follows(anchor, target) ? [{ anchor, target, label }] : [];
  });
  const notes = new Map<Element, NoteFound>();
  for (const { target, label } of links) {
    const block = target.closest('li,p,dd,td,div,section') ?? target;
    if (notes.has(block)) continue;
    for (const link of block.querySelectorAll('a[href*="#"]')) {
      const back = targetOf(document, link);
      if (
        back !== null &&
        !follows(link, back) &&
        ((link.textContent ?? '').trim().length <= LONGEST_BACK || labelOf(link) !== null)
      )
        link.remove();
    }
    const own = new RegExp(`^[\\^↑\\s]*[[(]?${label.replace(/[*]/gu, '\\*')}[\\])]?(?:[.:]\\s+|\\s+|(?=\\p{L}))`, 'iu');
    const text = linesOf(block)
      .join(' ')
      .replace(/^[\^↑\s]+/u, '')
      .replace(own, '')
      .trim();
    notes.set(block, { label, text });
  }
  for (const { anchor, label } of links) {
    const mark = anchor.closest('sup') ?? anchor;
    mark.replaceWith(document.createTextNode(`[${label}]`));
  }
  for (const block of notes.keys()) block.remove();
  // Raised digits behind a word or a sign without a link; m² and its like stay.
  for (const sup of document.querySelectorAll('sup')) {
    const label = /^\d{1,3}$/u.exec((sup.textContent ?? '').trim())?.[0];
    const before = sup.previousSibling?.textContent ?? '';
    if (label !== undefined && /(?:\p{L}{3}|[.,;:!?”’"»)])$/u.test(before))
      sup.replaceWith(document.createTextNode(`[${label}]`));
  }
  return [...notes.values()].filter(({ text }) => text !== '');
};

/** Text of a whole page or, `asIs`, of what another program made of a document, in which nothing is aside. */
export const readHtml = (html: string, { asIs = false }: { asIs?: boolean } = {}): Read => {
  const { document } = parseHTML(/<body[\s>]/iu.test(html) ? html : `<html><body>${html}</body></html>`);
  const csl = asIs ? {} : metadataOf(document);
  document.querySelectorAll(ASIDE).forEach((element) => element.remove());
  const notes = takeNotes(document);
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
