/*
 * What of a page is no text to be read: what nobody sees, and what stands beside an article, such as captions, boxes to
 * share it, and links to others.
 */

/** What no reader sees; `rt` tells how the signs before it are read, which are the text. */
const UNSEEN = 'script,style,template,svg,iframe,rt,rp';
/** What is beside the text by its element. */
const ASIDE = 'form,nav,aside,dialog,noscript,figcaption,[hidden],[aria-hidden=true],[class*=cookie],[id*=cookie]';
const CONTROLS = 'button,input,select,textarea';
/** What is beside the text by a word of its class or id; "has-caption" is what a caption is beside. */
const NAMED =
  /(?<![\p{L}\d]|\b(?:no|has|have|with|without|hide|enable) )(?:ad|adverts?|advertisements?|breadcrumbs?|captions?|comments|credits?|disqus|newsletters?|outbrain|promos?|recirc|recommended|recommendations|related|shares?|sharing|sharebar|signup|social|sponsored|subscribe|subscription|taboola|taglist|trending)(?![\p{L}\d])/iu;
/** How much of the words of a page is not aside: some write a whole page as one form, or call it by what opens over it. */
const [MOST, MUCH] = [0.5, 0.2];
/** What is never beside the text, whatever it is called: pages tell by classes of an article what it has beside it. */
const ARTICLE = 'html,body,main,article,blockquote,[itemprop=articleBody],h1,p';

const wordsIn = (element: Element): number => (element.textContent ?? '').replace(/\s+/gu, '').length;

/** Words of the class and id of an element, parted at capitals too. */
const namesOf = (element: Element): string =>
  `${element.getAttribute('class') ?? ''} ${element.id}`.replace(/(?<=\p{Ll})(?=\p{Lu})|[_-]/gu, ' ');

/** What leads to a link: "Read more:". */
const LEAD = /^(?:[^.:]{0,40}:)?[^\p{L}\p{N}]*$/u;
const ENDS = /[.。…؟۔][\p{Pe}\p{Pf}"']*$/u;

/** How many characters a line has at most that is a link: what has more is text. */
const LONGEST_LINK = 300;

/** What of a line stands in no link. */
const outsideLinks = (node: Node): string =>
  (node as Element).localName === 'a'
    ? ' '
    : node.nodeType === 3
      ? (node.textContent ?? '')
      : Array.from(node.childNodes, outsideLinks).join('');

/** Links that are lines of their own and no sentences, and those around several lines: they lead to other articles. */
const takeLinks = (document: globalThis.Document, all: number): void => {
  const lines = new Set<Element>();
  for (const link of document.body.querySelectorAll('a[href]')) {
    if (link.getAttribute('href')!.startsWith('#') || link.closest('h1,blockquote') !== null) continue;
    const line = link.closest('p,li,dd,td,div,h2,h3,h4,h5,h6');
    if (link.querySelector('h2,h3,h4,h5,h6,p') !== null && wordsIn(link) < all * MUCH) link.remove();
    else if (line !== null && !line.contains(document.body)) lines.add(line);
  }
  for (const line of lines) {
    const text = (line.textContent ?? '').trim();
    if (text !== '' && text.length <= LONGEST_LINK && !ENDS.test(text) && LEAD.test(outsideLinks(line))) line.remove();
  }
};

/** Takes out of a page what is no text of it. */
export const takeAsides = (document: globalThis.Document): void => {
  document.querySelectorAll(UNSEEN).forEach((element) => element.remove());
  const all = wordsIn(document.body);
  for (const element of document.querySelectorAll(ASIDE))
    if (!element.contains(document.body) && wordsIn(element) < all * MOST) element.remove();
  for (const element of document.body.querySelectorAll('[class],[id]'))
    if (
      NAMED.test(namesOf(element)) &&
      !element.matches(ARTICLE) &&
      element.querySelector('main,h1,blockquote,[itemprop=articleBody]') === null &&
      wordsIn(element) < all * MUCH
    )
      element.remove();
  takeLinks(document, all);
  // A post or speech that is quoted is text, whatever its box is called.
  for (const quote of document.body.querySelectorAll('blockquote'))
    for (const element of [quote, quote.parentElement!])
      for (const name of element === document.body ? [] : ['class', 'id']) element.removeAttribute(name);
  document.querySelectorAll(CONTROLS).forEach((element) => element.remove());
};
