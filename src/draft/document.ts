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

/** Characters in which a page says that it is written. */
const charsetOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/iu.exec(head)?.[1] ?? 'utf-8';
};

const decoded = (bytes: Uint8Array, kind: Kind, name: string): string => {
  const charset = kind === 'html' ? charsetOf(bytes) : 'utf-8';
  try {
    return /^utf-?8$/iu.test(charset)
      ? decodeText(Buffer.from(bytes))
      : new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(`${name} is not ${charset.toUpperCase()}; convert it first, with iconv or what wrote it`);
  }
};

const read = async (bytes: Uint8Array, kind: Kind, name: string): Promise<Read> => {
  // Readers are loaded only where they are needed: a command that reads plain text does not wait for them.
  switch (kind) {
    case 'html':
      return (await import('./html.ts')).readHtml(decoded(bytes, kind, name));
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes);
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes);
    case 'text':
      return { text: decoded(bytes, kind, name), csl: {} };
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
