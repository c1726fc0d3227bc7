import { DictumError, type ErrorCode } from '../model/errors.ts';
import { integer, readParameters, text, type Parameters, type RawParameters } from '../queries/parameters.ts';

/*
 * Answers to a model have to fit into what it can read: so many bytes at most, with how much is left and a cursor for it.
 */

/** The most bytes of an answer: some 6,000 tokens, a quarter of what common clients cut at. */
export const MOST_BYTES = 24_000;

const LIMIT = 10;
export const paging = {
  limit: integer('How many items at most', 1, 20, LIMIT),
  cursor: text('Where to go on: nextCursor of the answer before, with all else the same'),
};

const LONGEST = 600;
/** A text that is short enough to stand among others; the record at its address has all of it. */
export const cut = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : value);

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** How many of some items fit into an answer; one always does. */
const fitting = (items: readonly object[]): number => {
  let bytes = 0;
  const first = items.findIndex((item) => (bytes += bytesOf(item) + 1) > MOST_BYTES);
  return first === -1 ? items.length : Math.max(1, first);
};

/** A page of some question; `total`: how many items there are in all, null where that is not counted. */
export type Asked = { items: object[]; nextCursor: string | null; total: number | null };
/** `left`: how many items come after these; null where that is not counted. */
export type Bounded = { data: object[]; left: number | null; nextCursor: string | null };

/**
 * A page that fits: where its items are too large, it is asked for again with fewer of them. Its cursor says how many
 * were shown before.
 */
export const bounded = async (
  given: RawParameters,
  ask: (page: { limit: string; cursor?: string }) => Promise<Asked>,
): Promise<Bounded> => {
  const { limit = LIMIT, cursor = '' } = readParameters(
    { ...(given['limit'] && { limit: given['limit'] }), ...(given['cursor'] && { cursor: given['cursor'] }) },
    paging,
  );
  const [, seen = '0', inner = cursor] = /^(\d{1,9})\.(.+)$/.exec(cursor) ?? [];
  const pageOf = (size: number): Promise<Asked> => ask({ limit: String(size), ...(inner !== '' && { cursor: inner }) });
  let page = await pageOf(limit);
  const fit = fitting(page.items);
  if (fit < page.items.length) page = await pageOf(fit);
  const shown = Number(seen) + page.items.length;
  return {
    data: page.items,
    left: page.nextCursor === null ? 0 : page.total === null ? null : Math.max(0, page.total - shown),
    nextCursor: page.nextCursor === null ? null : `${shown}.${page.nextCursor}`,
  };
};

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** The arguments of a tool as parameters of a request. @throws DictumError `invalid-parameters` naming what cannot be one, or is missing */
export const asParameters = (given: Readonly<Record<string, unknown>>, parameters: Parameters): RawParameters => {
  const raw: Record<string, string | string[]> = {};
  const faults: { parameter: string; code: ErrorCode; detail: string }[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value) && value.every(isPlain)) raw[name] = value.map(String);
    else if (isPlain(value)) raw[name] = String(value);
    else
      faults.push({
        parameter: name,
        code: 'invalid-value',
        detail: 'give a text, a number, true or false, or a list of them',
      });
  }
  if (faults.length > 0)
    throw new DictumError(
      'invalid-parameters',
      `an argument is not understood: ${faults.map(({ parameter }) => parameter).join(', ')}`,
      { faults },
    );
  readParameters(raw, parameters);
  return raw;
};
