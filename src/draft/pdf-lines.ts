/*
 * Pieces of a page of a PDF as lines, column by column.
 */

/** A piece of text as a file has it: where it stands in points from the lower left, and how large it is. */
export type Piece = { text: string; x: number; y: number; width: number; height: number };
export type Line = { text: string; x: number; y: number; right: number; height: number };
/** A page: the lines of each column in the order of reading. */
export type Page = { columns: Line[][]; height: number };

/** A raised mark is smaller than the text by so much. */
const RAISED = 0.8;

/** By how much of the height of a text a mark is raised at most. */
const RAISED_BY = 0.45;

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

/** How wide the space between columns is at least, in points, and how finely it is looked for. */
const [GUTTER, STEP] = [8, 2];
/** How many of the rows have text on each side of it at least, and how many may reach over it at most. */
const [BESIDE, OVER] = [0.1, 0.15];

/** How many rows of a right column begin at its edge at least, and within how many points of it. */
const [ALIGNED, NEAR] = [0.4, 3];

/** Whether what stands right of a place begins at one edge, as the lines of a column do, and not wherever pieces end. */
const isColumn = (rows: readonly Piece[][], at: number): boolean => {
  const edges = rows.flatMap((row) => {
    const right = row.filter(({ x }) => x >= at - 1).map(({ x }) => x);
    return right.length === 0 ? [] : [Math.min(...right)];
  });
  const most = Math.max(0, ...edges.map((edge) => edges.filter((other) => Math.abs(other - edge) <= NEAR).length));
  return most >= edges.length * ALIGNED;
};

const isOver = ({ x, width }: Piece, at: number): boolean => x < at - 1 && x + width > at + 1;

/** Pieces of one row: what is raised or lowered a little stands in that of its text. */
const rowsOf = (pieces: readonly Piece[]): Piece[][] => {
  const rows: { y: number; height: number; pieces: Piece[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row !== undefined && row.y - piece.y < Math.max(row.height, piece.height) * RAISED_BY) {
      row.pieces.push(piece);
      row.height = Math.max(row.height, piece.height);
    } else rows.push({ y: piece.y, height: piece.height, pieces: [piece] });
  }
  return rows.map((row) => row.pieces);
};

/** Where a space parts the pieces of a page from its head to its foot; null where none does. */
const gutterOf = (pieces: readonly Piece[]): number | null => {
  const all = rowsOf(pieces);
  const [left, right] = [Math.min(...pieces.map(({ x }) => x)), Math.max(...pieces.map(({ x, width }) => x + width))];
  if (all.length < 6) return null;
  const count = (fits: (piece: Piece) => boolean): number => all.filter((row) => row.some(fits)).length;
  let [best, begun]: [{ at: number; wide: number } | null, number | null] = [null, null];
  for (let at = left + (right - left) * 0.2; at <= left + (right - left) * 0.8; at += STEP) {
    const isFree =
      count((piece) => isOver(piece, at)) <= all.length * OVER &&
      count(({ x, width }) => x + width <= at + 1) >= all.length * BESIDE &&
      count(({ x }) => x >= at - 1) >= all.length * BESIDE &&
      isColumn(all, at);
    if (isFree) begun ??= at;
    else begun = null;
    if (begun !== null && at - begun >= GUTTER - STEP && at - begun > (best?.wide ?? 0))
      best = { at: (begun + at) / 2, wide: at - begun };
  }
  return best?.at ?? null;
};

/** Pieces in the order of reading: what goes over all columns as it stands, between those the columns from left to right. */
const columnsOf = (pieces: readonly Piece[]): Piece[][] => {
  const at = gutterOf(pieces.filter(({ text }) => text.trim() !== ''));
  if (at === null) return [[...pieces]];
  const over = pieces.filter((piece) => isOver(piece, at)).map(({ y }) => y);
  const isWide = (piece: Piece): boolean => isOver(piece, at) || over.some((y) => Math.abs(y - piece.y) < 2);
  // Bands from above, each ended by what goes over all columns.
  const edges = [...new Set(over.map(Math.round))].sort((a, b) => b - a);
  const bandOf = ({ y }: Piece): number => edges.filter((edge) => edge > y).length;
  const bands = new Map<number, { wide: Piece[]; left: Piece[]; right: Piece[] }>();
  for (const piece of pieces) {
    const number = bandOf(piece);
    const band = bands.get(number) ?? { wide: [], left: [], right: [] };
    bands.set(number, band);
    (isWide(piece) ? band.wide : piece.x < at ? band.left : band.right).push(piece);
  }
  return [...bands]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { wide, left, right }]) => [
      ...(left.length > 0 ? columnsOf(left) : []),
      ...(right.length > 0 ? columnsOf(right) : []),
      wide,
    ])
    .filter((column) => column.length > 0);
};

/** The lines of a page. */
export const pageOf = (pieces: readonly Piece[], height: number): Page => ({
  columns: columnsOf(pieces)
    .map(linesOf)
    .filter((lines) => lines.length > 0),
  height,
});
