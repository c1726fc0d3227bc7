import type { Line, Page } from './pdf-lines.ts';

/*
 * Lines of a PDF as paragraphs and footnotes: both are told from where lines stand and how large they are.
 */

/** A footnote is smaller than the body by so much. */
const SMALLER = 0.93;

/** How much of the text the largest size has at least that is the body's: footnotes may be longer than what they are to. */
const SHARE = 0.25;

/** The weightiest value; of several that are alike the first. */
const most = (weights: Map<number, number>): number =>
  [...weights].sort(([one, a], [other, b]) => b - a || one - other)[0]?.[0] ?? 0;

/** The size of the body. */
const commonHeight = (pieces: readonly { text: string; height: number }[]): number => {
  const weights = new Map<number, number>();
  for (const { text, height } of pieces) {
    const size = Math.round(height * 10) / 10;
    weights.set(size, (weights.get(size) ?? 0) + text.length);
  }
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return (
    Math.max(0, ...[...weights].flatMap(([size, weight]) => (weight >= all * SHARE ? [size] : []))) || most(weights)
  );
};

/** Lines that stand on most pages at the same height, but for their numbers: heads and feet. */
export const withoutHeads = (pages: readonly Page[]): Page[] => {
  const key = ({ text, y }: Line): string => `${text.replace(/\d+/gu, '#')} ${Math.round(y / 4)}`;
  const seen = new Map<string, number>();
  for (const { columns } of pages)
    for (const each of new Set(columns.flat().map(key))) seen.set(each, (seen.get(each) ?? 0) + 1);
  const all = pages.flatMap(({ columns }) => columns.flat());
  const body = commonHeight(all);
  // A head that stands on one page alone is small, and at its very edge.
  const isAtEdge = ({ y, height }: Line, of: Page): boolean =>
    height < body * SMALLER && (y > of.height * 0.94 || y < of.height * 0.05);
  const isHead = (line: Line, of: Page): boolean =>
    isAtEdge(line, of) ||
    (/^[\s\-–—]*\d{1,4}[\s\-–—]*$/u.test(line.text) && (line.y < of.height * 0.1 || line.y > of.height * 0.9))
      ? true
      : pages.length > 1 &&
        seen.get(key(line))! > pages.length / 2 &&
        (line.y < of.height * 0.14 || line.y > of.height * 0.86);
  return pages.map((page) => ({
    ...page,
    columns: page.columns
      .map((lines) => lines.filter((line) => !isHead(line, page)))
      .filter((lines) => lines.length > 0),
  }));
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
export const flow = (pages: readonly Page[]): { paragraphs: string[]; notes: string[] } => {
  const columns = pages.flatMap((page) => page.columns);
  const all = columns.flat();
  const [body, whole] = [commonHeight(all), all.map(({ text }) => text).join(' ')];
  const gaps = new Map<number, number>();
  for (const lines of columns)
    lines.slice(1).forEach((line, i) => {
      const gap = Math.round(lines[i]!.y - line.y);
      if (gap > 0) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    });
  const usual = most(gaps);
  // Where paragraphs begin with an indent, a column that begins without one goes on with the paragraph before.
  const indents = columns.flatMap((lines) =>
    lines.slice(1).filter((line, i) => ENDS.test(lines[i]!.text) && line.x > lines[i]!.x + body * 0.8),
  );
  const indented = indents.length >= Math.max(2, columns.length / 2);
  const [paragraphs, notes]: [string[], string[]] = [[], []];
  for (const lines of columns) {
    const width = Math.max(...lines.map(({ x, right }) => right - x));
    const margin = Math.min(...lines.filter(({ height }) => Math.abs(height - body) < body * 0.1).map(({ x }) => x));
    // Footnotes are the small lines at the foot of the column, from the first that begins with its number on, or that
    // goes on with one that has not ended.
    let foot = lines.length;
    while (foot > 0 && lines[foot - 1]!.height < body * SMALLER) foot -= 1;
    if (notes.length === 0 || ENDS.test(notes.at(-1)!))
      while (foot < lines.length && !OPENS_NOTE.test(lines[foot]!.text)) foot += 1;
    lines.slice(0, foot).forEach((line, i) => {
      const last = lines[i - 1];
      const text = paragraphs.at(-1);
      const starts =
        text === undefined ||
        (last === undefined
          ? (ENDS.test(text) && !(indented && Math.abs(line.x - margin) < body * 0.4)) || line.height > body * 1.1
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
