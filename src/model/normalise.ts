/*
 * Unicode normalisation in time that grows with the text for every input. What engines do with a long run of combining
 * marks grows with its square, since each one that is out of order is put in its place one by one, and behind each two
 * that are composed all the rest of the run is moved. So such a run is put in order here first, and composed in pieces.
 */

type Form = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** Runs of fewer marks are left to the engine. */
const LONG = 64;
/** Before the first, and from the last on, there is no mark that can be moved. */
const [FIRST_MARK, NO_MARK] = [0x300, 0x20000];

/** Marks of the lowest and of the highest combining class but for nought. */
const [LOWEST, HIGHEST] = ['\u0334', '\u0345'];

const widthOf = (point: number): number => (point > 0xffff ? 2 : 1);

/** For each code point whether it is a mark: 0 not yet known, 1 no, 2 yes. */
const marks = new Uint8Array(NO_MARK);
const isMark = (point: number): boolean => {
  if (point < FIRST_MARK || point >= NO_MARK) return false;
  // The vowels of Kirat Rai are letters that are composed with one another.
  if (point >= 0x16d63 && point <= 0x16d6a) return true;
  if (marks[point] === 0) marks[point] = /\p{M}/u.test(String.fromCodePoint(point)) ? 2 : 1;
  return marks[point] === 2;
};

/** Whether canonical order puts the second of two marks before the first. */
const swaps = (first: string, second: string): boolean =>
  `${first}${second}`.normalize('NFD') !== `${first.normalize('NFD')}${second.normalize('NFD')}`;

/** The classes of the marks that were asked for last: a text has mostly the same ones. */
let latest = { marks: '', classes: new Map<number, number>() };

/** For each of some marks its place among their combining classes, from 1 on; those of class nought have none. */
const classesOf = (distinct: readonly string[]): Map<number, number> => {
  const name = distinct.join('');
  if (name === latest.marks) return latest.classes;
  const movable = distinct.filter((mark) => swaps(mark, LOWEST) || swaps(HIGHEST, mark));
  movable.sort((one, other) => (swaps(one, other) ? 1 : swaps(other, one) ? -1 : 0));
  const classes = new Map<number, number>();
  let last = 0;
  for (const [i, mark] of movable.entries()) {
    if (i === 0 || swaps(mark, movable[i - 1]!)) last += 1;
    classes.set(mark.codePointAt(0)!, last);
  }
  latest = { marks: name, classes };
  return classes;
};

const pointsOf = (text: string): Set<number> => {
  const points = new Set<number>();
  for (let at = 0; at < text.length; at += widthOf(text.codePointAt(at)!)) points.add(text.codePointAt(at)!);
  return points;
};

/** A run of marks without those that are made of others. */
const decomposed = (run: string): string => {
  const made = [...pointsOf(run)].map((point) => String.fromCodePoint(point));
  return made.every((mark) => mark.normalize('NFD') === mark)
    ? run
    : Array.from(run, (mark) => mark.normalize('NFD')).join('');
};

const isInOrder = (run: string, classes: ReadonlyMap<number, number>): boolean => {
  for (let at = 0, last = 0; at < run.length;) {
    const point = run.codePointAt(at)!;
    const group = classes.get(point) ?? 0;
    if (group !== 0 && group < last) return false;
    last = group;
    at += widthOf(point);
  }
  return true;
};

/**
 * A run of marks in canonical order: by combining class, those of one class as they were, none past one of class
 * nought.
 */
const inOrder = (given: string): string => {
  const run = decomposed(given);
  const classes = classesOf([...pointsOf(run)].map((point) => String.fromCodePoint(point)));
  if (isInOrder(run, classes)) return run;
  const out = new Uint16Array(run.length);
  const ends = new Uint32Array(classes.size + 2);
  const eachOf = (from: number, visit: (at: number, width: number, group: number) => void): number => {
    let at = from;
    while (at < run.length) {
      const point = run.codePointAt(at)!;
      const group = classes.get(point);
      if (group === undefined) break;
      visit(at, widthOf(point), group);
      at += widthOf(point);
    }
    return at;
  };
  for (let at = 0; at < run.length;) {
    ends.fill(0);
    const end = eachOf(at, (_at, width, group) => {
      ends[group + 1]! += width;
    });
    ends[1] = at;
    for (let group = 2; group < ends.length; group++) ends[group]! += ends[group - 1]!;
    eachOf(at, (from, width, group) => {
      for (let i = 0; i < width; i++) out[ends[group]!++] = run.charCodeAt(from + i);
    });
    at = end;
    if (at < run.length) {
      const width = widthOf(run.codePointAt(at)!);
      for (let i = 0; i < width; i++) out[at + i] = run.charCodeAt(at + i);
      at += width;
    }
  }
  return Buffer.from(out.buffer).toString('utf16le');
};

/** How long the pieces are, at least, that a run is composed in. */
const PIECE = 256;

/** Where the last character begins that others can be composed with, and that comes to an end of its own with none. */
const lastStarter = (text: string, classes: ReadonlyMap<number, number>): number => {
  let at = text.length;
  while (at > 0) {
    at -= at > 1 && text.codePointAt(at - 2)! > 0xffff ? 2 : 1;
    if (!classes.has(text.codePointAt(at)!)) break;
  }
  return at;
};

/**
 * What stands before a long run, and the run, composed: nothing before the last starter of a piece changes any more.
 */
const composed = (before: string, given: string, form: Form): string => {
  const run = inOrder(given);
  if (form === 'NFD' || form === 'NFKD') return `${before}${run}`.normalize(form);
  const classes = classesOf([...pointsOf(run)].map((point) => String.fromCodePoint(point)));
  const parts: string[] = [];
  let carried = before;
  for (let at = 0; at < run.length;) {
    let end = at + widthOf(run.codePointAt(at)!);
    while (end < run.length && (end - at < PIECE || classes.has(run.codePointAt(end)!)))
      end += widthOf(run.codePointAt(end)!);
    const text = `${carried}${run.slice(at, end)}`.normalize(form);
    const last = lastStarter(text, classes);
    parts.push(text.slice(0, last));
    carried = text.slice(last);
    at = end;
  }
  return parts.join('') + carried;
};

/** Vowels and finals of Hangul, which are composed with what stands before them. */
const isJamo = (point: number): boolean => (point >= 0x1160 && point <= 0x11ff) || (point >= 0xd7b0 && point <= 0xd7fb);

const isHangul = (point: number): boolean =>
  (point >= 0x1100 && point <= 0x115f) || (point >= 0xac00 && point <= 0xd7a3);

/** Where what marks are composed with begins, at the latest at a place that is known to be done. */
const baseOf = (text: string, run: number, done: number): number => {
  for (let at = run; at > done;) {
    const before = at - (at > done + 1 && text.codePointAt(at - 2)! > 0xffff ? 2 : 1);
    const point = text.codePointAt(before)!;
    // Behind what is no Hangul a vowel or final stands alone.
    if (!isJamo(point)) return at === run || isHangul(point) ? before : at;
    at = before;
  }
  return done;
};

/** The long runs of marks of a text, in order. */
function* longRuns(text: string): Generator<{ start: number; end: number }> {
  let [start, count] = [0, 0];
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const point = unit < 0xd800 || unit > 0xdbff ? unit : text.codePointAt(at)!;
    if (isMark(point)) {
      if (count === 0) start = at;
      count += 1;
    } else {
      if (count >= LONG) yield { start, end: at };
      count = 0;
    }
    at += widthOf(point);
  }
  if (count >= LONG) yield { start, end: text.length };
}

/** A text in a normal form of Unicode, as `String.prototype.normalize` gives it. */
export const normalised = (text: string, form: Form): string => {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of longRuns(text)) {
    const base = baseOf(text, start, done);
    parts.push(text.slice(done, base).normalize(form), composed(text.slice(base, start), text.slice(start, end), form));
    done = end;
  }
  return done === 0 ? text.normalize(form) : parts.join('') + text.slice(done).normalize(form);
};
