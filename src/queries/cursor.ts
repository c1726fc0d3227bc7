import { createHash } from 'node:crypto';
import { DictumError } from '../model/errors.ts';

/*
 * A cursor is the place after which the next page begins, bound to the list that it was made for. It is opaque to
 * clients: base64url of a JSON array of the binding and the parts of the place.
 */

/** A short digest of everything that decides which records a list has, and in which order. */
const bindingOf = (list: unknown): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);

/** Makes the cursor of a place in a list. */
export const encodeCursor = (list: unknown, place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([bindingOf(list), ...place])).toString('base64url');

/** Numbers count something: from 0, and whole. */
const isPart = (type: 'string' | 'number', part: unknown): boolean =>
  type === 'string' ? typeof part === 'string' : Number.isSafeInteger(part) && (part as number) >= 0;

/**
 * Reads a cursor back.
 * @throws DictumError `invalid-cursor` where it is not one, `cursor-mismatch` where it was made for another list
 */
export const decodeCursor = (
  list: unknown,
  cursor: string,
  shape: readonly ('string' | 'number')[],
): (string | number)[] => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parts = null;
  }
  if (
    !Array.isArray(parts) ||
    parts.length !== shape.length + 1 ||
    typeof parts[0] !== 'string' ||
    shape.some((type, i) => !isPart(type, parts[i + 1]))
  ) {
    throw new DictumError('invalid-cursor', 'cursor is not one that this service made', {
      faults: [{ parameter: 'cursor', code: 'invalid-cursor', detail: 'take it from page.nextCursor or links.next' }],
    });
  }
  if (parts[0] !== bindingOf(list)) {
    throw new DictumError('cursor-mismatch', 'cursor was made for a list with another filter or sort', {
      faults: [
        {
          parameter: 'cursor',
          code: 'cursor-mismatch',
          detail: 'use it with exactly the parameters of the page that gave it, or leave it out',
        },
      ],
    });
  }
  return parts.slice(1) as (string | number)[];
};
