import { createRequire } from 'node:module';
import type * as Jsonc from 'jsonc-parser';
import { TYPE_NAMES } from '../model/ids.ts';

/*
 * Where in the text of a bundle something is: the byte, the field, and the record that it belongs to.
 */

// Its module has no exports that an import finds.
const require = createRequire(import.meta.url);
const jsonc = require('jsonc-parser') as typeof Jsonc;

/** Deeper than any bundle; what is deeper is not read, since readers of JSON would run out of stack. */
const MOST_LEVELS = 64;

const pointerOf = (path: readonly (string | number)[]): string => path.map((step) => `/${step}`).join('');

const START = '"record":{';

/**
 * The name of the record around a place, read off the text itself: it need not be JSON there. Ids stand nowhere in a
 * record but at its top, and of the types of records it names its own last.
 */
const recordAround = (text: string, offset: number): string | null => {
  const start = text.lastIndexOf(START, offset + START.length);
  const end = text.indexOf(START, offset + START.length);
  const own = start === -1 ? '' : text.slice(start, end === -1 ? undefined : end);
  const [id] = [...own.matchAll(/"id":"([a-z0-9-]{1,128})"/g)].map(([, found]) => found!);
  const type = [...own.matchAll(/"type":"([a-z]+)"/g)]
    .map(([, found]) => found!)
    .findLast((found) => (TYPE_NAMES as readonly string[]).includes(found));
  return id === undefined || type === undefined ? null : `${type}/${id}`;
};

/** A byte of a text in words; `offset` counts UTF-16 units. The text need not be whole. */
export const describePlace = (text: string, offset: number): string => {
  const byte = Buffer.byteLength(text.slice(0, offset));
  const path = jsonc.getLocation(text, offset).path.filter((step) => step !== '');
  const record = path[0] === 'records' && path[2] === 'record' ? recordAround(text, offset) : null;
  const within = path.slice(3);
  const field = record === null ? pointerOf(path) : `${record}${within.length === 0 ? '' : ` ${pointerOf(within)}`}`;
  return `byte ${byte}${field === '' ? '' : `, in ${field}`}`;
};

/** Where the text is first nested too deeply; null where it is not. */
export const tooDeep = (text: string): number | null => {
  let level = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (quoted) {
      if (unit === 0x5c) i += 1;
      else if (unit === 0x22) quoted = false;
    } else if (unit === 0x22) quoted = true;
    else if (unit === 0x7b || unit === 0x5b) {
      level += 1;
      if (level > MOST_LEVELS) return i;
    } else if (unit === 0x7d || unit === 0x5d) level -= 1;
  }
  return null;
};

/** Where a number stands that is beyond all that a reader of JSON can hold; null where none does. */
export const tooLarge = (text: string): number | null => {
  // Only a number with an exponent or very many digits can be; most texts need no closer look.
  if (!/\d[eE]\+?\d|\d{300}/.test(text)) return null;
  let found: number | null = null;
  jsonc.visit(text, {
    onLiteralValue: (value, offset) => {
      if (value === Infinity || value === -Infinity) found ??= offset;
    },
  });
  return found;
};

/** Where the text ceases to be JSON, and how. */
export const syntaxFault = (text: string): { offset: number; message: string } => {
  const errors: Jsonc.ParseError[] = [];
  jsonc.parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return { offset: 0, message: 'it is not JSON' };
  return {
    offset: first.offset,
    message:
      first.offset >= text.length
        ? 'it ends too early'
        : `it is not JSON here (${jsonc.printParseErrorCode(first.error)})`,
  };
};

/** The first unit in which two texts differ. */
export const firstDifference = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return i;
  return length;
};
