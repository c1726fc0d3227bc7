import type { FastifyRequest } from 'fastify';
import { invalidParameter } from '../queries/parameters.ts';
import type { Expectation } from '../edit/operations.ts';

/*
 * Conditional requests (RFC 9110, 13): which revision a write means to change. An entity tag of a record begins with its
 * revision, and that alone is compared; a proxy may have added to the rest, or weakened it.
 */

const TAG = /^(?:W\/)?"?(\d{1,15})(?:-[^"]*)?"?$/;

/**
 * What a request expects to stand; undefined where it says nothing.
 * @throws DictumError `invalid-parameters` where it says both, or what nothing can be compared with
 */
export const expectationOf = ({ headers }: FastifyRequest): Expectation | undefined => {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined && noneMatch !== undefined)
    throw invalidParameter(
      'If-Match',
      'send If-Match to change a record, or If-None-Match: * to create one, and not both',
    );
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*')
      throw invalidParameter('If-None-Match', 'of a write it can only be *, which creates a record');
    return null;
  }
  if (match === undefined) return undefined;
  if (match.trim() === '*') return 'any';
  return match
    .split(',')
    .flatMap((tag) => TAG.exec(tag.trim())?.[1] ?? [])
    .map(Number);
};

/** The entity tag of a revision, whatever its representation. */
export const revisionTag = (revision: number): string => `"${revision}"`;
