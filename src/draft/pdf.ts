import { getDocumentProxy, getMeta } from 'unpdf';
import { datePartsOf, personOf } from './metadata.ts';
import { Unreadable, type Csl, type Read } from './document.ts';

/*
 * The text of a PDF, which knows of neither paragraphs nor footnotes: both are told from where its pieces stand and how
 * large they are.
 */

type Piece = { text: string; x: number; y: number; width: number; height: number; ends: boolean };
type Line = { text: string; x: number; y: number; right: number; height: number };
type Page = { lines: Line[]; height: number };

/** A raised mark is smaller than the text by so much, and a footnote than the body. */
const RAISED = 0.8;
const SMALLER = 0.93;

const most = (weights: Map<number, number>): number =>
  [...weights].sort(([one, a], [other, b]) => b - a || one - other)[0]?.[0] ?? 0;

/** The size of which most of the text is. */
const commonHeight = (pieces: readonly { text: string; height: number }[]): number => {
  const weights = new Map<number, number>();
  for (const { text, height } of pieces) {
    const size = Math.round(height * 10) / 10;
    weights.set(size, (weights.get(size) ?? 0) + text.length);
  }
  return most(weights);
};

const MARK = /^[[(]?(\d{1,3}|[*†‡]{1,3})[\])]?$/u;

/** Pieces of a page as lines; what is raised and small becomes a mark in brackets. */
const linesOf = (pieces: readonly Piece[]): Line[] => {
  const lines: Line[] = [];
  let line: Line | null = null;
  pieces.forEach((piece, i) => {
    if (piece.text.trim() === '') {
      if (line !== null && piece.text !== '' && !line.text.endsWith(' ')) line.text += ' ';
      return;
    }
    const label = MARK.exec(piece.text.trim())?.[1];
    const next = pieces.slice(i + 1).find(({ text }) => text.trim() !== '');
    const beside = line ?? (next === undefined ? null : { ...next, right: next.x });
    const isSmall = beside !== null && piece.height <= beside.height * RAISED + 0.01;
    const isBeside = line !== null && Math.abs(piece.y - line.y) < Math.max(line.height, piece.height) * 0.75;
    // At the beginning of a line the number of a footnote is raised above what follows.
    const opens =
      !isBeside &&
      next !== undefined &&
      piece.height <= next.height * RAISED + 0.01 &&
      Math.abs(piece.y - next.y) < next.height;
    const mark = label !== undefined && ((isSmall && isBeside) || opens) ? `[${label}]` : null;
    if (line === null || !(isBeside && piece.x >= line.right - line.height * 2)) {
      line = {
        text: mark === null ? piece.text : `${mark} `,
        x: piece.x,
        y: opens ? next.y : piece.y,
        right: piece.x + piece.width,
        height: opens ? next.height : piece.height,
      };
      lines.push(line);
      return;
    }
    const gap = piece.x - line.right;
    const space = mark === null && gap > line.height * 0.15 && !/\s$/u.test(line.text) && !/^\s/u.test(piece.text);
    // A mark and what stands behind it belong to the word before, however a page is set.
    if (mark !== null || /^[.,;:)\]]/u.test(piece.text)) line.text = line.text.trimEnd();
    line.text += (space && !/^[.,;:)\]]/u.test(piece.text) ? ' ' : '') + (mark ?? piece.text);
    line.right = piece.x + piece.width;
    if (mark === null) line.height = Math.max(line.height, piece.height);
  });
  return lines
    .map((each) => ({ ...each, text: each.text.replace(/\s+/gu, ' ').trim() }))
    .filter(({ text }) => text !== '');
};

/** Lines that stand on most pages at the same height, but for their numbers: heads and feet. */
const withoutHeads = (pages: readonly Page[]): Page[] => {
  const key = ({ text, y }: Line): string => `${text.replace(/\d+/gu, '#')} ${Math.round(y / 4)}`;
  const seen = new Map<string, number>();
  for (const { lines } of pages) for (const each of new Set(lines.map(key))) seen.set(each, (seen.get(each) ?? 0) + 1);
  const isHead = (line: Line, of: Page): boolean =>
    /^[\s\-–—]*\d{1,4}[\s\-–—]*$/u.test(line.text) && (line.y < of.height * 0.1 || line.y > of.height * 0.9)
      ? true
      : pages.length > 1 &&
        seen.get(key(line))! > pages.length / 2 &&
        (line.y < of.height * 0.14 || line.y > of.height * 0.86);
  return pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !isHead(line, page)) }));
};

/** A line behind another, as one text: a word that was parted at its end is whole again, unless its hyphen is its own. */
const joined = (text: string, line: string, whole: string): string => {
  const parted = /(\p{L}+)[-\u00AD\u2010]$/u.exec(text);
  const rest = /^\p{Ll}+/u.exec(line)?.[0];
  if (parted === null || rest === undefined) return `${text} ${line}`;
  return whole.includes(`${parted[1]!}-${rest}`) ? text + line : text.slice(0, -1) + line;
};

const ENDS = /[.!?…。؟]["”’»)\]]*(?:\[[^\]\s]{1,4}\])*$/u;
const OPENS_NOTE = /^(?:\[(\d{1,3}|[*†‡]{1,3})\]|(\d{1,3})[.)]?(?=\s+\S))\s*/u;

/** The paragraphs of the body and the footnotes, over all pages. */
const flow = (pages: readonly Page[]): { paragraphs: string[]; notes: string[] } => {
  const all = pages.flatMap(({ lines }) => lines);
  const [body, whole] = [commonHeight(all), all.map(({ text }) => text).join(' ')];
  const gaps = new Map<number, number>();
  for (const { lines } of pages)
    lines.slice(1).forEach((line, i) => {
      const gap = Math.round(lines[i]!.y - line.y);
      if (gap > 0) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    });
  const usual = most(gaps);
  const width = Math.max(...all.map(({ x, right }) => right - x));
  const [paragraphs, notes]: [string[], string[]] = [[], []];
  for (const { lines } of pages) {
    // Footnotes are the small lines at the foot of the page, from the first that begins with its number on.
    let foot = lines.length;
    while (foot > 0 && lines[foot - 1]!.height < body * SMALLER) foot -= 1;
    while (foot < lines.length && !OPENS_NOTE.test(lines[foot]!.text)) foot += 1;
    lines.slice(0, foot).forEach((line, i) => {
      const last = lines[i - 1];
      const text = paragraphs.at(-1);
      const starts =
        text === undefined ||
        (last === undefined
          ? ENDS.test(text) || line.height > body * 1.1
          : last.y - line.y > usual * 1.3 ||
            Math.abs(line.height - last.height) > body * 0.1 ||
            (ENDS.test(text) && (line.x > last.x + body * 0.8 || last.right - last.x < width * 0.8)));
      if (starts) paragraphs.push(line.text);
      else paragraphs[paragraphs.length - 1] = joined(text, line.text, whole);
    });
    for (const { text } of lines.slice(foot)) {
      const found = OPENS_NOTE.exec(text);
      const label = found?.[1] ?? found?.[2];
      // A number may begin a line of a footnote too: labels go up.
      const before = Number(/^\[(\d+)\]/u.exec(notes.at(-1) ?? '')?.[1] ?? Number.NaN);
      const isNext =
        label !== undefined && (found![1] !== undefined || Number.isNaN(before) || Number(label) === before + 1);
      if (isNext) notes.push(`[${label}] ${text.slice(found![0].length)}`);
      else if (notes.length > 0) notes[notes.length - 1] = joined(notes.at(-1)!, text, whole);
    }
  }
  return { paragraphs, notes };
};

const metaOf = ({ info }: { info: Record<string, unknown> }): Csl => {
  const of = (name: string): string | undefined => {
    const value = info[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [title, author, created] = [of('Title'), of('Author'), of('CreationDate')];
  const day = /^D:(\d{4})(\d{2})(\d{2})/u.exec(created ?? '');
  return {
    // What a program calls a file by itself is no title.
    ...(title && !/\.(?:docx?|pdf|indd|tex)$|^untitled/iu.test(title) && { title }),
    ...(author && { author: author.split(/\s*;\s*/u).map(personOf) }),
    ...(day && { issued: datePartsOf(`${day[1]}-${day[2]}-${day[3]}`)! }),
  };
};

/** Most pages that are read. */
const MOST_PAGES = 2000;

export const readPdf = async (bytes: Uint8Array): Promise<Read> => {
  const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    if (proxy.numPages > MOST_PAGES)
      throw new Unreadable(
        `the file has ${proxy.numPages} pages, and ${MOST_PAGES} are read at most; take a part of it`,
      );
    const pages: Page[] = [];
    for (let number = 1; number <= proxy.numPages; number++) {
      const page = await proxy.getPage(number);
      const { items } = await page.getTextContent();
      const pieces = items.flatMap((item): Piece[] =>
        'str' in item
          ? [
              {
                text: item.str,
                x: item.transform[4] as number,
                y: item.transform[5] as number,
                width: item.width,
                height: item.height || Math.abs(item.transform[3] as number),
                ends: item.hasEOL,
              },
            ]
          : [],
      );
      pages.push({ lines: linesOf(pieces), height: page.getViewport({ scale: 1 }).height });
    }
    const { paragraphs, notes } = flow(withoutHeads(pages));
    const csl = metaOf(await getMeta(proxy));
    return { text: [...paragraphs, ...notes].join('\n'), csl: { type: 'document', ...csl } };
  } finally {
    await proxy.cleanup();
  }
};
