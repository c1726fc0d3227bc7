import { besideChains, type StatementBesideChains } from '../model/beside-chains.ts';
import { anyOf, listQuery } from '../model/query.ts';
import type { Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, paging, readParameters, type RawParameters } from './parameters.ts';
import { withDisputes } from './disputes.ts';
import { readRecord } from './record.ts';

export const speakersParameters = paging;

/** How many statements are shown with each actor; the rest is behind its link. */
const SHOWN = 10;

type Speakers = { items: object[]; limit: number; nextCursor: string | null };

/** A statement with the first of its chains, and of its long lists what belongs to these. */
const brief = (statement: StatementBesideChains): StatementBesideChains => besideChains(statement, statement.chains);

/** The actors that expressed a claim, in order of name, each with the first of its statements that do. */
export const claimSpeakers = async (
  store: Store,
  id: string,
  raw: RawParameters,
): Promise<Speakers | { movedTo: string }> => {
  const { limit = DEFAULT_LIMIT, cursor } = readParameters(raw, speakersParameters);
  const binding = ['speakers', id];
  const [key, actor] = cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string']) as string[]);
  const [claim, { rows: actors, more }] = await Promise.all([
    readRecord(store, { type: 'claim', id }),
    store.list(
      listQuery('actor', limit, {
        where: [anyOf('claim', id)],
        sort: 'name',
        after: key === undefined ? null : { key, id: actor! },
      }),
    ),
  ]);
  if ('movedTo' in claim) return claim;
  const parts = actors.map((row) => ({
    type: 'statement' as const,
    where: [anyOf('claim', id), anyOf('speaker', row.id)],
    sort: 'said',
  }));
  const shown = await store.sequence(parts, null, parts.length * SHOWN, SHOWN);
  const statements = await withDisputes(store, 'statement', shown.rows);
  const last = actors.at(-1);
  return {
    items: actors.map((row, i) => ({
      actor: JSON.parse(row.json),
      statements: statements.filter(({ part }) => part === i).map(({ json }) => brief(JSON.parse(json))),
      links: { statements: `/v1/actors/${row.id}/statements?claim=${id}` },
    })),
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.key, last.id]) : null,
  };
};
