import jsonc from 'jsonc-parser';

/*
 * Where in the text of a bundle something is: the byte, the field, and the record that it belongs to.
 */

/** Deeper than any bundle; what is deeper is not read, since readers of JSON would run out of stack. */
const MOST_LEVELS = 64;

const pointerOf = (path: readonly (string | number)[]): string => path.map((step) => `/${step}`).join('');

/** The name of the record at a place among `records`, as far as the text tells it. */
const recordAt = (tree: jsonc.Node | undefined, index: number): string | null => {
  const value = (field: string): unknown => tree && jsonc.findNodeAtLocation(tree, ['records', index, 'record', field])?.value;
  const [type, id] = [value('type'), value('id')];
  return typeof type === 'string' && typeof id === 'string' ? `${type}/${id}` : null;
};

/** A byte of a text in words; `offset` counts UTF-16 units. The text need not be whole. */
export const describePlace = (text: string, offset: number): string => {
  const byte = Buffer.byteLength(text.slice(0, offset));
  const path = jsonc.getLocation(text, offset).path.filter((step) => step !== '');
  const record = path[0] === 'records' && typeof path[1] === 'number' ? recordAt(jsonc.parseTree(text), path[1]) : null;
  const within = path[2] === 'record' ? path.slice(3) : path.slice(2);
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

/** Where the text ceases to be JSON, and how. */
export const syntaxFault = (text: string): { offset: number; message: string } => {
  const errors: jsonc.ParseError[] = [];
  jsonc.parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return { offset: 0, message: 'it is not JSON' };
  return { offset: first.offset, message: first.offset >= text.length ? 'it ends too early' : `it is not JSON here (${jsonc.printParseErrorCode(first.error)})` };
};

/** The first unit in which two texts differ. */
export const firstDifference = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return i;
  return length;
};
