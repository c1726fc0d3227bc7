/*
 * What JSON.parse does not tell of a text, found in one pass: regular expressions over strings of many megabytes
 * overflow the stack or go back again and again.
 */

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPENS, CLOSES] = [
  [0x7b, 0x5b],
  [0x7d, 0x5d],
];

/** `values`: how many there are, at most twice over: an empty object or list counts for one more. */
export type JsonMeasure = { depth: number; members: number; values: number };

/**
 * How deep a JSON text is nested, and how many members its objects have and values there are, as written. What is no
 * JSON is for the parser to tell. One that is beyond `most` is read no further than there.
 */
export const measureJson = (text: string, most: { depth: number; values: number } | null = null): JsonMeasure => {
  let [open, depth, members, values] = [0, 0, 0, 1];
  for (let i = 0; i < text.length; i++) {
    if (most !== null && (depth > most.depth || values > most.values)) break;
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      for (i += 1; i < text.length && text.charCodeAt(i) !== QUOTE; i++) if (text.charCodeAt(i) === BACKSLASH) i += 1;
    } else if (code === COLON) members += 1;
    else if (code === COMMA) values += 1;
    else if (OPENS.includes(code)) [depth, values] = [Math.max(depth, (open += 1)), values + 1];
    else if (CLOSES.includes(code)) open -= 1;
  }
  return { depth, members, values };
};

const membersOf = (value: unknown): number => {
  let members = 0;
  for (const left = [value]; left.length > 0;) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    const held: unknown[] = Object.values(next);
    if (!Array.isArray(next)) members += held.length;
    for (const each of held) left.push(each);
  }
  return members;
};

/**
 * Whether an object in a JSON text has one name twice, of which `JSON.parse` keeps the last; `value` is what the text
 * was parsed to.
 */
export const hasNameTwice = (text: string, value: unknown): boolean =>
  // A member named __proto__ is parsed as any other.
  measureJson(text).members !== membersOf(value);
