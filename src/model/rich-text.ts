/*
 * The markup that texts of CSL-JSON may have (Citation Style Language 1.0.2, "Rich text within fields"): italics, bold,
 * raised, lowered, small capitals, and what keeps its letters. Anything else between < and > is text.
 */

const OPENS = '<(i|b|sup|sub|sc)>|<span\\s+(?:style="font-variant:\\s*(small)-caps;?"|class="(nocase)")\\s*>';
const TAGS = new RegExp(`${OPENS}|</(i|b|sup|sub|sc|span)>`, 'g');

const MARKS = { i: 'i', b: 'b', sup: 'sup', sub: 'sub', sc: 'sc', small: 'sc', nocase: 'nocase' } as const;
type Mark = (typeof MARKS)[keyof typeof MARKS];

/** How texts and what is marked in them are written. */
export type Writing = { text: (text: string) => string; open: (mark: Mark) => string; close: (mark: Mark) => string };

type Tag = { start: number; end: number; name: string; mark: Mark; isOpen: boolean };

/** The tags of a text that have another, in its order. */
const pairsIn = (text: string): Tag[] => {
  const open: Tag[] = [];
  const found: Tag[] = [];
  for (const { 0: whole, 1: plain, 2: small, 3: nocase, 4: closing, index } of text.matchAll(TAGS)) {
    const place = { start: index, end: index + whole.length };
    const opened = plain ?? small ?? nocase;
    if (opened !== undefined) {
      open.push({ ...place, name: plain ?? 'span', mark: MARKS[opened as keyof typeof MARKS], isOpen: true });
      continue;
    }
    // One within another that is closed first is no pair, as nothing tells where it ends.
    const tag = open.at(-1)?.name === closing ? open.pop()! : undefined;
    if (tag !== undefined) found.push(tag, { ...place, name: tag.name, mark: tag.mark, isOpen: false });
  }
  return found.sort((a, b) => a.start - b.start);
};

/** A text of CSL-JSON in another writing. */
export const richText = (text: string, { text: write, open, close }: Writing): string => {
  let at = 0;
  let written = '';
  for (const { start, end, mark, isOpen } of pairsIn(text)) {
    written += write(text.slice(at, start)) + (isOpen ? open(mark) : close(mark));
    at = end;
  }
  return written + write(text.slice(at));
};

/** A text of CSL-JSON without its markup. */
export const plainText = (text: string): string =>
  text.includes('<') ? richText(text, { text: (each) => each, open: () => '', close: () => '' }) : text;
