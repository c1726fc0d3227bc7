import { keyText } from '../../model/ids.ts';
import { chainPage } from '../chains.ts';
import type { ChainPage, ChainQuery } from '../chains.ts';
import { CHAIN_COUNT, CHAINS } from './cypher.ts';
import { alongFor, cameWith, fetch, readingsFrom } from './reader.ts';
import { digestOf, INDEXED, integer, placed, placeWithin, termOf } from './records.ts';
import { ownOf, zip, type Ask } from './query.ts';

/** A page of chains, with all that it is put together from, by one query; what changed its place meanwhile is asked for. */
export const readChains = async (ask: Ask, query: ChainQuery): Promise<ChainPage> => {
  const { of, after, limit, include } = query;
  const digest = digestOf(termOf('statement', 'claim', of.id));
  const { head, tail } = after === null ? { head: '', tail: '' } : placed(after);
  const one = {
    of: keyText(of),
    digests: of.type === 'claim' ? [digest] : [],
    from: head,
    tail,
    begun: after !== null,
    passage: integer(after?.passage ?? 0),
    along: alongFor('statement', include),
  };
  // One chain more than is shown, and of the statement and the passage that the page before ended in there may be none left.
  const most = limit + 2;
  const columns = ownOf(await ask(CHAINS, { asked: [one], limit: integer(most), indexed: integer(INDEXED) }));
  const came = cameWith(columns);
  const places = zip({ head: columns['place']!, tail: columns['tail']! }, (column) =>
    placeWithin({ head: column('head'), tail: column('tail') }),
  );
  return chainPage(query, {
    read: (key) => readingsFrom(columns, [key])[0]!,
    fetch: (keys) => fetch(ask, keys, came),
    statements: () => places.filter(({ key, id }) => key !== after?.key || id !== after.id),
    count: async () => ownOf(await ask(CHAIN_COUNT, { asked: [digest] }))['chains']![0],
  });
};
