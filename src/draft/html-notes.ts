import { linesOf } from './html-lines.ts';

/*
 * The footnotes of a page, however its program writes them: links to a list, boxes where their marks are, a numbered list
 * that nothing leads to.
 */

/** What a footnote is called where it is referred to. */
const LABEL = /^[[(]?\s*([0-9]{1,4}|[*†‡§¶]{1,3}|[a-z]{1,2}|[ivxlc]{1,6})\s*[\])]?$/iu;
/** The most UTF-16 units of a link that leads from a footnote back to its mark, such as ↩ or "back to text". */
const LONGEST_BACK = 24;
/** What has links by number that are no marks of footnotes. */
const NAVIGATION = 'nav,aside,[role=navigation],[class*=pagination],[class*=toc]';
/** Footnotes that stand where their marks are: in the margin, or in a box that opens. */
const INLINE =
  '[role=doc-footnote],[role=tooltip],[role=note],[class*=sidenote],[class*=side-note],[class*=footnote],[class*=foot-note]';

export type NoteFound = { label: string; text: string };

/** The elements of a page as it is before anything is taken out: which stand behind which, and which links lead to. */
class Places {
  private readonly order = new Map<Element, number>();
  private readonly ids = new Map<string, Element>();
  private readonly names = new Map<string, Element>();

  constructor(document: globalThis.Document) {
    const keep = (kept: Map<string, Element>, name: string | null, element: Element): void => {
      if (name !== null && !kept.has(name)) kept.set(name, element);
    };
    for (const element of document.querySelectorAll('*')) {
      this.order.set(element, this.order.size);
      keep(this.ids, element.getAttribute('id'), element);
      if (element.localName === 'a') keep(this.names, element.getAttribute('name'), element);
    }
  }

  /** Whether one element stands behind another. */
  follows(one: Element, other: Element): boolean {
    return this.order.get(other)! > this.order.get(one)!;
  }

  targetOf(anchor: Element): Element | null {
    const href = anchor.getAttribute('href') ?? '';
    const at = href.indexOf('#');
    if (at === -1 || at === href.length - 1) return null;
    let id = href.slice(at + 1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An address that is not encoded as it should be names the id as it stands.
    }
    return this.ids.get(id) ?? this.names.get(id) ?? null;
  }
}

const textOf = (element: Element): string => (element.textContent ?? '').trim();

/** Letters are labels only where they are raised or in brackets: a link "a" can be anything. */
const labelOf = (anchor: Element): string | null => {
  const text = textOf(anchor);
  const label = LABEL.exec(text)?.[1] ?? null;
  const isMarked = anchor.closest('sup') !== null || anchor.querySelector('sup') !== null || text !== label;
  return label !== null && (isMarked || /^(?:\d+|\W+)$/u.test(label)) ? label : null;
};

/** A label as a part of a pattern. */
const literal = (label: string): string => label.replace(/[*]/gu, '\\*');

const bracketed = (document: globalThis.Document, mark: Element, label: string): void => {
  mark.replaceWith(document.createTextNode(`[${label}]`));
};

/** Footnotes that marks lead to by a link. */
const linked = (document: globalThis.Document, places: Places): NoteFound[] => {
  const links = [...document.querySelectorAll('a[href*="#"]')].flatMap((anchor) => {
    const [target, label] = [places.targetOf(anchor), labelOf(anchor)];
    return target !== null && label !== null && anchor.closest(NAVIGATION) === null && places.follows(anchor, target)
      ? [{ anchor, target, label }]
      : [];
  });
  const notes = new Map<Element, NoteFound>();
  for (const { target, label } of links) {
    const block = target.closest('li,p,dd,td,div,section') ?? target;
    if (notes.has(block)) continue;
    for (const link of block.querySelectorAll('a[href*="#"]')) {
      const back = places.targetOf(link);
      if (
        back !== null &&
        !places.follows(link, back) &&
        (textOf(link).length <= LONGEST_BACK || labelOf(link) !== null)
      )
        link.remove();
    }
    const own = new RegExp(`^[\\^↑\\s]*[[(]?${literal(label)}[\\])]?(?:[.:]\\s+|\\s+|(?=\\p{L}))`, 'iu');
    const text = linesOf(block)
      .join(' ')
      .replace(/^[\^↑\s]+/u, '')
      .replace(own, '')
      .trim();
    notes.set(block, { label, text });
  }
  for (const { anchor, label } of links) bracketed(document, anchor.closest('sup') ?? anchor, label);
  for (const block of notes.keys()) block.remove();
  return [...notes.values()];
};

/** What marks a footnote that stands behind it: a raised number, or what unfolds it; null where none does. */
const markBefore = (element: Element): Element | null => {
  let before = element.previousElementSibling;
  while (before?.localName === 'input') before = before.previousElementSibling;
  if (before === null || !/^(?:sup|a|label|button|span)$/u.test(before.localName)) return null;
  const text = textOf(before);
  return LABEL.test(text) || (text === '' && before.localName === 'label') ? before : null;
};

/** Footnotes that stand where their marks are; those without a number are counted. */
const inline = (document: globalThis.Document): NoteFound[] => {
  const notes: NoteFound[] = [];
  for (const element of document.querySelectorAll(INLINE)) {
    const mark = markBefore(element);
    if (mark === null || element.contains(mark) || element.closest('p,li,dd,blockquote,h2,h3,h4,td') === null) continue;
    const text = linesOf(element).join(' ');
    if (!/\p{L}/u.test(text)) continue;
    const label = LABEL.exec(textOf(mark))?.[1] ?? String(notes.length + 1);
    notes.push({ label, text: text.replace(new RegExp(`^${literal(label)}[.)]?\\s+`, 'u'), '') });
    element.remove();
    bracketed(document, mark.closest('sup') ?? mark, label);
  }
  return notes;
};

/** Raised digits behind a word or a sign, without a link; m² and its like stay. */
const raised = (document: globalThis.Document): Element[] =>
  [...document.querySelectorAll('sup')].filter(
    (sup) =>
      /^\[?\d{1,3}\]?$/u.test(textOf(sup)) &&
      /(?:\p{L}{3}|[.,;:!?”’"»)])$/u.test(sup.previousSibling?.textContent ?? ''),
  );

/** A list behind all marks that has an item for each of them, whose numbers the browser writes. */
const listed = (document: globalThis.Document, marks: readonly Element[], places: Places): NoteFound[] => {
  const labels = new Set(marks.map((sup) => textOf(sup).replace(/[[\]]/gu, '')));
  const list = [...document.querySelectorAll('ol')]
    .toReversed()
    .find((each) => marks.every((mark) => places.follows(mark, each)));
  if (list === undefined || labels.size === 0) return [];
  const first = Number(list.getAttribute('start') ?? '1');
  const notes = [...list.children]
    .filter(({ localName }) => localName === 'li')
    .map((item, i) => ({ label: String(first + i), text: linesOf(item).join(' ') }));
  if (notes.length !== labels.size || !notes.every(({ label }) => labels.has(label))) return [];
  list.remove();
  return notes;
};

/** Takes the footnotes out of a page, and puts their marks in brackets. */
export const takeNotes = (document: globalThis.Document): NoteFound[] => {
  const places = new Places(document);
  const notes = [...linked(document, places), ...inline(document)];
  const marks = raised(document);
  if (notes.length === 0) notes.push(...listed(document, marks, places));
  for (const sup of marks) bracketed(document, sup, textOf(sup).replace(/[[\]]/gu, ''));
  return notes.filter(({ text }) => text !== '');
};
