import { pdfOf, type PdfPiece } from '../../tests/support/documents.ts';
import { toldIn, type Article } from './article.ts';

/*
 * Articles as typeset papers: words broken at the ends of lines, raised marks, footnotes at the foot of their page or
 * column, a head and a number on each page.
 */

/** Widths of Helvetica, in thousandths of its size, from the space on. */
const WIDTHS =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);
const OTHERS: Readonly<Record<string, number>> = {
  '“': 333,
  '”': 333,
  '„': 333,
  '‘': 222,
  '’': 222,
  '—': 1000,
  ß: 611,
};
const widthOf = (text: string, size: number): number =>
  ([...text].reduce((sum, letter) => sum + (WIDTHS[letter.charCodeAt(0) - 32] ?? OTHERS[letter] ?? 556), 0) / 1000) *
  size;

/** Signs outside of Latin-1 as the encoding of the file has them. */
const SIGNS: Readonly<Record<string, string>> = {
  '“': '\u0093',
  '”': '\u0094',
  '„': '\u0084',
  '‘': '\u0091',
  '’': '\u0092',
  '–': '\u0096',
  '—': '\u0097',
};
const encoded = (text: string): string => text.replace(/[“”„‘’–—]/gu, (sign) => SIGNS[sign]!);

/** A word or the mark of a footnote. */
type Part = { text: string; isMark: boolean; glued: boolean };
const partsOf = (text: string): Part[] =>
  text.split(/\s+/u).flatMap((word) =>
    word
      .split(/(\[\d+\])/u)
      .filter((part) => part !== '')
      .map((part, i) => ({ text: part.replace(/^\[(\d+)\]$/u, '$1'), isMark: /^\[\d+\]$/u.test(part), glued: i > 0 })),
  );

type Line = { pieces: { text: string; x: number; raised: boolean }[]; marks: string[] };

/** A text as lines of a width; words that do not fit are parted where they are long enough. */
const set = (text: string, size: number, width: number, indent: number): Line[] => {
  const lines: Line[] = [{ pieces: [], marks: [] }];
  let x = indent;
  const space = widthOf(' ', size);
  const put = ({ text: word, isMark, glued }: Part): void => {
    const of = isMark ? size * 0.6 : size;
    const wide = widthOf(word, of);
    const at = glued || x === 0 || lines.at(-1)!.pieces.length === 0 ? x : x + space;
    if (at + wide <= width) {
      lines.at(-1)!.pieces.push({ text: word, x: at, raised: isMark });
      if (isMark) lines.at(-1)!.marks.push(word);
      x = at + wide;
      return;
    }
    const fits = /^\p{L}{9,}/u.test(word)
      ? [5, 4, 3].find((cut) => at + widthOf(`${word.slice(0, cut)}-`, size) <= width)
      : undefined;
    if (fits !== undefined) lines.at(-1)!.pieces.push({ text: `${word.slice(0, fits)}-`, x: at, raised: false });
    lines.push({ pieces: [], marks: [] });
    x = 0;
    put({ text: fits === undefined ? word : word.slice(fits), isMark, glued: false });
  };
  partsOf(text).forEach(put);
  return lines;
};

const [BODY, NOTE, LEADING] = [10, 8, 1.25];
const [TOP, BOTTOM, LEFT, PAGE_WIDTH, GUTTER] = [770, 70, 60, 475, 24];

/** Pieces of a line: words that stand together are one, as programs write them. */
const placed = ({ pieces }: Line, x: number, y: number, size: number): PdfPiece[] => {
  const out: PdfPiece[] = [];
  let run: { text: string; x: number } | null = null;
  const end = (): void => {
    if (run !== null) out.push({ text: encoded(run.text), x: x + run.x, y, size });
    run = null;
  };
  for (const piece of pieces) {
    if (piece.raised) {
      end();
      out.push({ text: piece.text, x: x + piece.x, y: y + size * 0.35, size: size * 0.6 });
    } else if (run === null) run = { text: piece.text, x: piece.x };
    else {
      const gap = piece.x - (run.x + widthOf(run.text, size));
      run.text += (gap > 1 ? ' ' : '') + piece.text;
    }
  }
  end();
  return out;
};

export const paperOf = ({ title, authors, site, blocks, notes }: Article, columns: number): Uint8Array => {
  const width = (PAGE_WIDTH - GUTTER * (columns - 1)) / columns;
  const pages: PdfPiece[][] = [];
  let column = columns;
  let y = 0;
  let feet: Line[] = [];
  const noteLines = (label: string): Line[] => {
    const note = notes.find((each) => each.label === label)!;
    const [first, ...rest] = set(note.text, NOTE, width, 8);
    return [{ ...first!, pieces: [{ text: label, x: 0, raised: true }, ...first!.pieces] }, ...rest];
  };
  const left = (): number => LEFT + (column - 1) * (width + GUTTER);
  const finish = (): void => {
    feet.forEach((line, i) =>
      pages.at(-1)!.push(...placed(line, left(), BOTTOM + (feet.length - 1 - i) * NOTE * LEADING, NOTE)),
    );
    feet = [];
  };
  const next = (): void => {
    if (pages.length > 0) finish();
    column += 1;
    y = TOP;
    if (column <= columns) return;
    column = 1;
    pages.push([
      { text: encoded(pages.length % 2 === 0 ? site : title), x: LEFT, y: 805, size: 8 },
      { text: String(pages.length + 1), x: 300, y: 30, size: 8 },
    ]);
  };
  const add = (lines: readonly Line[], size: number): void => {
    for (const line of lines) {
      const own = line.marks.flatMap(noteLines);
      if (pages.length === 0 || y - size * LEADING < BOTTOM + (feet.length + own.length + 1) * NOTE * LEADING) next();
      y -= size * LEADING;
      feet.push(...own);
      pages.at(-1)!.push(...placed(line, left(), y, size));
    }
  };
  add(set(title, 15, width, 0), 15);
  add(set(authors.join(', '), BODY, width, 0), BODY);
  y -= 12;
  for (const { kind, text } of blocks) {
    const { plain } = toldIn(text);
    if (kind === 'heading') y -= 8;
    add(set(plain, kind === 'heading' ? 12 : BODY, width, kind === 'heading' ? 0 : 12), kind === 'heading' ? 12 : BODY);
  }
  finish();
  return pdfOf(pages, title.replace(/[^ -~]/gu, ''));
};
