import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { decodeText } from '../ingest/lines.ts';
import { selectorText } from '../model/text.ts';

/*
 * A document as it is drafted from, whatever it was before: its text, one paragraph a line, marks of footnotes in square
 * brackets, the footnotes as the last lines; and what it tells of itself.
 */

export const MEDIA_TYPES = {
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain',
} as const;
export type Kind = keyof typeof MEDIA_TYPES;

/** What a document tells of itself: members of a CSL-JSON item. */
export type Csl = Record<string, unknown>;

/** A member of an item that is a text; empty where it is none. */
export const textIn = (csl: Csl, name: string): string => {
  const value = csl[name];
  return typeof value === 'string' ? value : '';
};

/** What is read of a file, by kind. */
export type Read = { text: string; csl: Csl; setOff?: ReadonlySet<string> };

export type Document = {
  /** In NFC, with `\n` at the end of lines, as positions count. */
  text: string;
  csl: Csl;
  /** Lines of the text that are quotations without marks. */
  setOff: ReadonlySet<string>;
  mediaType: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  bytes: string;
};

/** A file that cannot be drafted from, with the remedy. */
export class Unreadable extends Error {}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

/** What a file is, by its first bytes, else by its name. */
export const kindOf = (bytes: Uint8Array, name: string): Kind => {
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK\u0003\u0004')) return 'docx';
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').toLowerCase();
  return /\.x?html?$/iu.test(name) || /^\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype )?html)/u.test(head)
    ? 'html'
    : 'text';
};

/** What browsers take a page for that names no characters, by its language (HTML Standard, "encoding sniffing"). */
const UNNAMED: Readonly<Record<string, string>> = {
  ar: 'windows-1256',
  az: 'windows-1254',
  bg: 'windows-1251',
  cs: 'windows-1250',
  el: 'iso-8859-7',
  et: 'windows-1257',
  fa: 'windows-1256',
  he: 'windows-1255',
  hr: 'windows-1250',
  hu: 'iso-8859-2',
  ja: 'shift_jis',
  ko: 'euc-kr',
  ku: 'windows-1254',
  ky: 'windows-1251',
  lt: 'windows-1257',
  lv: 'windows-1257',
  mk: 'windows-1251',
  pl: 'iso-8859-2',
  ru: 'windows-1251',
  sah: 'windows-1251',
  sk: 'windows-1250',
  sl: 'iso-8859-2',
  sr: 'windows-1251',
  tg: 'windows-1251',
  th: 'windows-874',
  tr: 'windows-1254',
  tt: 'windows-1251',
  uk: 'windows-1251',
  vi: 'windows-1258',
  zh: 'gb18030',
};

/** How far a page names its characters, in bytes. */
const HEAD = 65_536;

/** How much of a tag is read, in characters; its expressions look at each place of it. */
const LONGEST_TAG = 1000;

/** Characters in which a page that is not UTF-8 is written, by what it says. */
const charsetOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const [named] = [...head.matchAll(/<meta\s[^<>]*>/giu)].flatMap(
    ([tag]) => /charset\s*=\s*["']?([\w-]+)/iu.exec(tag.slice(0, LONGEST_TAG))?.[1] ?? [],
  );
  const page = /<html\s[^<>]*>/iu.exec(head)?.[0].slice(0, LONGEST_TAG) ?? '';
  const language = /\slang\s*=\s*["']?(\w+)/iu.exec(page)?.[1]?.toLowerCase() ?? '';
  return named ?? (Object.hasOwn(UNNAMED, language) ? UNNAMED[language]! : 'windows-1252');
};

const MARKS_OF_UTF_16 = [
  { mark: [0xff, 0xfe], charset: 'utf-16le' },
  { mark: [0xfe, 0xff], charset: 'utf-16be' },
];

/** What is not of these characters is U+FFFD. */
const decoded = (bytes: Uint8Array, charset: string, name: string): string => {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    throw new Unreadable(
      `${name} is ${charset.toUpperCase()}, which nothing here reads; convert it first, with iconv or what wrote it`,
    );
  }
};

/** A text or page, and the characters that some of its bytes are not. */
const textOf = (bytes: Uint8Array, kind: Kind, name: string): { text: string; notAll?: string } => {
  const marked = MARKS_OF_UTF_16.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return { text: decoded(bytes, marked.charset, name) };
  // What is UTF-8 is nothing else, whatever it says: a page that was saved by a browser names what it was before.
  if (isUtf8(bytes)) return { text: decodeText(Buffer.from(bytes)) };
  const charset = kind === 'html' ? charsetOf(bytes) : 'utf-8';
  const text = decoded(bytes, charset, name);
  return { text, ...(text.includes('\uFFFD') && { notAll: charset.toUpperCase() }) };
};

const read = async (bytes: Uint8Array, kind: Kind, name: string): Promise<Read> => {
  if (kind === 'html' || kind === 'text') {
    const { text, notAll } = textOf(bytes, kind, name);
    const found = kind === 'html' ? (await import('./html.ts')).readHtml(text) : { text, csl: {} };
    // Bytes that are none in a script or an advertisement are no harm.
    if (notAll !== undefined && found.text.includes('\uFFFD'))
      throw new Unreadable(`${name} is not ${notAll}; convert it first, with iconv or what wrote it`);
    return found;
  }
  // Readers are loaded only where they are needed: a command that reads plain text does not wait for them.
  switch (kind) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes);
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes);
  }
};

/** Largest file that is read, in bytes. */
const LARGEST = 50_000_000;

/**
 * Reads a document: HTML, PDF, DOCX or plain text.
 * @throws Unreadable where it is none of these, is damaged, or has no text
 */
export const readDocument = async (bytes: Uint8Array, name: string): Promise<Document> => {
  if (bytes.length > LARGEST)
    throw new Unreadable(`${name} has ${bytes.length} bytes, and ${LARGEST} are read at most; take a part of it`);
  const kind = kindOf(bytes, name);
  let found: Read;
  try {
    found = await read(bytes, kind, name);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`${name} cannot be read as ${MEDIA_TYPES[kind]}: ${(error as Error).message}`);
  }
  const text = selectorText(found.text);
  if (text.trim() === '')
    throw new Unreadable(
      `${name} has no text${kind === 'pdf' ? '; where its pages are pictures, let a program recognise their letters first' : ''}`,
    );
  return {
    text,
    csl: found.csl,
    setOff: new Set([...(found.setOff ?? [])].map(selectorText)),
    mediaType: MEDIA_TYPES[kind],
    bytes: createHash('sha256').update(bytes).digest('hex'),
  };
};
