import { fold } from '../model/text.ts';
import { isPassedOver, isUnspaced, isWordly, kindOf } from '../verify/characters.ts';
import { isElidedWord } from '../verify/elision.ts';

/*
 * The words of a text as search knows them, once for every engine: an engine is handed tokens, and parts and folds
 * nothing itself. People write one word in several ways (G20, G-20; U.S., US; O'Brien, OBrien, Xi'an, d'Ivoire); so of
 * what a text joins by points, apostrophes and hyphens search knows how it is read, and beside that the whole and its parts.
 */

/** A word at its place in a text: how it is read, in one word or several, and in what other ways it may be looked for. */
export type Word = {
  start: number;
  end: number;
  /** In lower case, and not folded, which stems are made of. */
  read: readonly string[];
  others: readonly string[];
  /** Pairs of neighbouring letters of a script without spaces, or a letter that stands alone there. */
  unspaced?: true;
};

/** The most UTF-16 units of a token; engines do not index longer ones, or cut them each in its own way. */
const LONGEST = 64;
const HALF_AT_END = /[\uD800-\uDBFF]$/;
export const cut = (token: string, longest = LONGEST): string =>
  token.length <= longest ? token : token.slice(0, longest).replace(HALF_AT_END, '');

const [BETWEEN, LETTER, PASSED_OVER, UNSPACED] = [0, 1, 2, 3];

const kindAt = (point: number): number => {
  const kind = kindOf(point);
  if (isPassedOver(kind)) return PASSED_OVER;
  if (!isWordly(kind)) return BETWEEN;
  return isUnspaced(kind) ? UNSPACED : LETTER;
};

type Joint = '' | "'" | '.' | '-';
/** Letters with their marks, and without what is not seen among them; or what stands between. */
type Piece = { kind: number; text: string; joint: Joint; start: number; end: number };

const APOSTROPHE = /^['\u2018\u2019\u201B\u02BB\u02BC\uA78C\uFF07\u05F3\u2032]$/u;
const HYPHEN = /^[-\u2010\u2011\u05BE\uFE63\uFF0D]$/u;
const jointAt = (character: string): Joint =>
  APOSTROPHE.test(character) ? "'" : HYPHEN.test(character) ? '-' : character === '.' ? '.' : '';

type Character = { character: string; joint: Joint; kind: number };
const characterOf = (point: number): Character => {
  const character = String.fromCodePoint(point);
  const joint = jointAt(character);
  // The apostrophes of some languages are letters to Unicode.
  return { character, joint, kind: joint === '' ? kindAt(point) : BETWEEN };
};
/** The commonest, which are asked for with every text that is written. */
const ASCII: readonly Character[] = Array.from({ length: 128 }, (_, point) => characterOf(point));

/** Letters of one kind in a row, and each character between. */
function* piecesOf(text: string): Generator<Piece> {
  let piece: Piece | null = null;
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at)!;
    const { character, joint, kind } = ASCII[point] ?? characterOf(point);
    const start = at;
    at += character.length;
    if (kind === PASSED_OVER && piece !== null) {
      if (/\p{M}/u.test(character)) [piece.text, piece.end] = [piece.text + character, at];
    } else if (piece !== null && kind === piece.kind) {
      piece.text += character;
      piece.end = at;
    } else {
      if (piece !== null) yield piece;
      piece = null;
      if (kind === LETTER || kind === UNSPACED) piece = { kind, text: character, joint: '', start, end: at };
      else yield { kind: BETWEEN, text: character, joint, start, end: at };
    }
  }
  if (piece !== null) yield piece;
}

const isLetter = (text: string): boolean => /^\p{L}\p{M}*$/u.test(text);

/** How many pieces are read as one at most. */
const MOST_JOINED = 12;

/** Whether a piece goes on with those before it; a point joins single letters only. */
const goesOn = (before: readonly Piece[], joint: Joint, { text }: Piece): boolean =>
  joint !== '' &&
  before.length > 0 &&
  before.length < MOST_JOINED &&
  (joint !== '.' || (isLetter(before.at(-1)!.text) && isLetter(text)));

/** The words of a text, in their order. */
export function* wordsIn(text: string): Generator<Word> {
  let pieces: Piece[] = [];
  let joint: Joint = '';
  for (const piece of piecesOf(text)) {
    const isOn: boolean = piece.kind === LETTER && goesOn(pieces, joint, piece);
    const mayGoOn: boolean = piece.joint !== '' && joint === '' && pieces.length > 0;
    if (!isOn && !mayGoOn && pieces.length > 0) {
      yield compound(pieces);
      pieces = [];
    }
    if (piece.kind === LETTER) pieces.push({ ...piece, text: piece.text.normalize('NFC'), joint: isOn ? joint : '' });
    else if (piece.kind === UNSPACED) yield unspaced(piece);
    joint = mayGoOn ? piece.joint : '';
  }
  if (pieces.length > 0) yield compound(pieces);
}

const lower = (text: string): string => text.toLowerCase();

/** What hyphens part. */
const partedByHyphens = (runs: readonly Piece[]): Piece[][] => {
  const parts: Piece[][] = [];
  for (const run of runs)
    if (parts.length === 0 || run.joint === '-') parts.push([run]);
    else parts.at(-1)!.push(run);
  return parts;
};

/** How what apostrophes and points join is read. */
const readJoined = (runs: readonly Piece[]): string[] => {
  // "China's"; but "s'accorde".
  const own =
    runs.length > 1 && runs.at(-1)!.joint === "'" && lower(runs.at(-1)!.text) === 's' ? runs.slice(0, -1) : runs;
  const [first, second] = own;
  const rest = second?.joint === "'" && isElidedWord(first!.text, second.text) ? own.slice(1) : own;
  return [rest.map(({ text }) => lower(text)).join('')];
};

const hasDigit = (text: string): boolean => /\p{N}/u.test(text);
const hasLetter = (text: string): boolean => /\p{L}/u.test(text);

const compound = (runs: readonly Piece[]): Word => {
  const [start, end] = [runs[0]!.start, runs.at(-1)!.end];
  if (runs.length === 1) return { start, end, read: [lower(runs[0]!.text)], others: [] };
  const parts = partedByHyphens(runs).map(readJoined);
  const flat = parts.flat();
  const whole = runs.map(({ text }) => lower(text)).join('');
  // G-20, F-16: one name.
  const isOne = flat.length === 2 && flat.some((part) => !hasLetter(part)) && flat.some((part) => !hasDigit(part));
  const read = isOne ? [flat.join('')] : flat;
  const single = (part: string): boolean => isOne || part.length > 1;
  const others = [whole, flat.join(''), ...flat, ...runs.map(({ text }) => lower(text)).filter(single)];
  return { start, end, read, others: [...new Set(others)].filter((other) => !read.includes(other)) };
};

const unspaced = ({ text, start, end }: Piece): Word => {
  const letters = [...fold(text)];
  if (letters.length <= 1) return { start, end, read: letters, others: [], unspaced: true };
  const pairs = letters.slice(1).map((letter, i) => `${letters[i]!}${letter}`);
  return { start, end, read: pairs, others: [letters.at(-1)!], unspaced: true };
};

const MOST_KEPT = 50_000;
const LONGEST_KEPT = 24;
const folded = new Map<string, string>();

/** A word as a token: without case, accents, and what else differs by the hand that writes; empty where nothing is left. */
export const tokenOf = (word: string): string => {
  let token = folded.get(word);
  if (token !== undefined) return token;
  token = cut(fold(word.slice(0, 4 * LONGEST)).replace(/[^\p{L}\p{N}]+/gu, ''));
  if (word.length <= LONGEST_KEPT) {
    if (folded.size >= MOST_KEPT) folded.clear();
    folded.set(word, token);
  }
  return token;
};
