import { anyOf } from '../model/query.ts';
import type { Page, Questions } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, type paging, type Read } from './parameters.ts';
import { readRecord } from './record.ts';

/** A page of the statements that express a claim, with the records that `include` asks for. */
export const statementsOfClaim = async (
  store: Questions,
  id: string,
  { limit = DEFAULT_LIMIT, cursor }: Read<typeof paging>,
  include: string[][],
): Promise<{ claim: string; page: Page; nextCursor: string | null } | { movedTo: string }> => {
  const binding = ['statements of', id];
  const [key, statement] =
    cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string']) as string[]);
  const after = key === undefined ? null : { key, id: statement! };
  const [claim, page] = await Promise.all([
    readRecord(store, { type: 'claim', id }),
    store.list({
      type: 'statement',
      where: [anyOf('claim', id)],
      range: null,
      sort: 'said',
      descending: false,
      after,
      limit,
      count: false,
      facets: [],
      include,
    }),
  ]);
  if ('movedTo' in claim) return claim;
  const last = page.rows.at(-1);
  return { claim: claim.json, page, nextCursor: page.more && last ? encodeCursor(binding, [last.key, last.id]) : null };
};
