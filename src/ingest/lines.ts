import type { Readable } from 'node:stream';

/** The longest line in bytes: room for the longest text that a snapshot may have, with every character escaped. */
const LONGEST = 64 * 2 ** 20;

/** A line of a file: its text, or what is wrong with it. */
export type TextLine = { number: number } & ({ text: string } | Unreadable);
/** Why bytes are no text, and the character (from 1) in their line from which on they are none. */
export type Unreadable = { fault: string; column?: number };

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of bytes that have to be UTF-8, without a byte order mark.
 * @throws TypeError where they are not
 */
export const decodeText = (bytes: Buffer): string =>
  decoder.decode(bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes);

const REPLACEMENT = Buffer.from('\uFFFD');
const UTF_16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** The first byte of those that are not UTF-8: they are decoded as U+FFFD, which may stand there itself too. */
const notUtf8From = (bytes: Buffer): number => {
  let at = 0;
  for (const text of bytes.toString('utf8').split('\uFFFD')) {
    at += Buffer.byteLength(text);
    if (!bytes.subarray(at, at + 3).equals(REPLACEMENT)) break;
    at += REPLACEMENT.length;
  }
  return at;
};

/** What is wrong with bytes that are not UTF-8, and in which of their lines. */
export const notUtf8 = (bytes: Buffer): Unreadable & { line: number } => {
  if (UTF_16.some((mark) => bytes.subarray(0, 2).equals(mark)))
    return { line: 1, fault: 'UTF-16, and not UTF-8; convert the file first: iconv -f UTF-16 -t UTF-8' };
  const at = notUtf8From(bytes);
  const before = bytes.subarray(0, at).toString('utf8').split('\n');
  const byte = bytes.subarray(at, at + 1);
  const name = `byte ${byte.toString('hex').toUpperCase()}`;
  const western = new TextDecoder('windows-1252').decode(byte);
  const meant = /[\p{L}\p{P}\p{S}]/u.test(western) ? `, which is ${western} in Windows-1252` : '';
  return {
    line: before.length,
    column: [...before.at(-1)!].length + 1,
    fault: `not UTF-8 (${name}${meant}); convert the file first, with iconv or the editor that wrote it: iconv -f WINDOWS-1252 -t UTF-8`,
  };
};

const lineOf = (number: number, bytes: Buffer): TextLine => {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  try {
    const text = bytes.subarray(0, end);
    return { number, text: number === 1 ? decodeText(text) : decoder.decode(text) };
  } catch {
    const { fault, column } = notUtf8(bytes);
    return { number, fault, ...(column !== undefined && { column }) };
  }
};

/**
 * The lines of a stream of bytes, ended by LF or CRLF, with bounded memory. A byte order mark before the first is no
 * part of it.
 */
export async function* linesOf(input: Readable): AsyncGenerator<TextLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): TextLine => {
    const line: TextLine =
      length > LONGEST
        ? { number, fault: `longer than ${LONGEST / 2 ** 20} MiB, which no record is` }
        : lineOf(number, parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    number += 1;
    [parts, length] = [[], 0];
    return line;
  };
  const add = (part: Buffer): void => {
    length += part.length;
    // What is too long is told, and need not be held.
    if (length <= LONGEST) parts.push(part);
    else parts = [];
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      add(bytes.subarray(from, at));
      yield take();
      from = at + 1;
    }
    if (from < bytes.length) add(bytes.subarray(from));
  }
  if (length > 0) yield take();
}
