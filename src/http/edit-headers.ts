import type { FastifyRequest } from 'fastify';
import { invalidParameter } from '../queries/parameters.ts';

/*
 * What a request that writes says in its headers.
 */

const LONGEST_COMMENT = 1000;
const EXTENDED = /^UTF-8''(.*)$/i;

/** A header's text: in UTF-8, as it is sent or percent-encoded (RFC 8187). */
const textOf = (name: string, value: string): string => {
  const [, encoded] = EXTENDED.exec(value) ?? [];
  try {
    if (encoded !== undefined) return decodeURIComponent(encoded);
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    throw invalidParameter(name, `${name} is not UTF-8; send it as UTF-8''… with percent-encoding`);
  }
};

/** Why somebody writes; null where it was not said. @throws DictumError `invalid-parameters` */
export const commentOf = ({ headers }: FastifyRequest): string | null => {
  const given = headers['dictum-comment'];
  if (given === undefined) return null;
  return commentFrom('Dictum-Comment', textOf('Dictum-Comment', String(given)));
};

/** A comment as it is kept. @throws DictumError `invalid-parameters` */
export const commentFrom = (name: string, given: string): string | null => {
  const comment = given.trim().normalize('NFC');
  if (comment.length > LONGEST_COMMENT)
    throw invalidParameter(name, `a comment has ${LONGEST_COMMENT} characters at most`);
  if (/[\p{Cc}\p{Surrogate}]/u.test(comment)) throw invalidParameter(name, 'a comment has no control characters');
  return comment === '' ? null : comment;
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * By which a repeated request is known: the key of whoever sends it, and a print of what it asks for; null where it has no
 * key, or is a try, of which nothing is remembered.
 * @throws DictumError `invalid-parameters` where its key is none, of a try too
 */
export const repetitionOf = async (
  request: FastifyRequest,
  { dryRun }: { dryRun: boolean },
): Promise<{ name: string; print: string } | null> => {
  const { headers, principal, server } = request;
  const key = headers['idempotency-key'];
  if (key === undefined || principal === null) return null;
  if (!KEY.test(String(key)))
    throw invalidParameter('Idempotency-Key', 'a key has 1 to 255 letters, digits and signs of ASCII, and no spaces');
  if (dryRun) return null;
  return { name: await server.bodies.digest([principal.key, key]), print: await printOf(request) };
};

/** A print of what a request asks for, at its address or at another. */
export const printOf = (
  { method, url, headers, body, server }: FastifyRequest,
  address: string = url,
): Promise<string> =>
  server.bodies.digest([
    method,
    address,
    headers['if-match'],
    headers['if-none-match'],
    headers['dictum-comment'],
    body ?? null,
  ]);
