import { keyText } from '../../model/ids.ts';
import { chainPage, expressing } from '../chains.ts';
import type { ChainPage, ChainQuery } from '../chains.ts';
import { planOf } from '../index/plan.ts';
import { pageOf, selectedBy } from '../index/selected.ts';
import { ridsOf } from '../index/sets.ts';
import type { Steps } from '../index/steps.ts';
import { answered } from './answering.ts';
import { CHAIN_COUNT, CHAINS } from './cypher.ts';
import { includedFor, cameWith, fetch, readingsFrom } from './reader.ts';
import { integer } from './records.ts';
import { ownOf, zip, type Ask } from './query.ts';

/** The statements that express a claim: a page of them, or all. */
function* expressingSteps(claim: string, page: Pick<ChainQuery, 'after' | 'limit'> | null): Steps<number[]> {
  const { sort, ...selection } = expressing(claim);
  const plan = yield* planOf(selection, sort);
  if (plan === null) return [];
  if (page === null) return ridsOf(yield* selectedBy(plan));
  return yield* pageOf(plan, { ...page, descending: false });
}

/**
 * A page of chains, with all that it is put together from, by one query after those of the index; what changed its
 * place meanwhile is asked for.
 */
export const readChains = async (ask: Ask, query: ChainQuery): Promise<ChainPage> => {
  const { of, after, limit, include } = query;
  // One chain more than is shown, and of the statement and the passage that the page before ended in there may be none left.
  const most = limit + 2;
  const isOfClaim = of.type === 'claim';
  const rids = isOfClaim ? await answered(ask, expressingSteps(of.id, { after, limit: most })) : [];
  const one = {
    of: keyText(of),
    ofClaim: isOfClaim,
    numbers: rids.map(integer),
    begun: after === null ? null : keyText({ type: 'statement', id: after.id }),
    passage: integer(after?.passage ?? 0),
    included: includedFor('statement', include),
  };
  const columns = ownOf(await ask(CHAINS, { asked: [one], limit: integer(most) }));
  const came = cameWith(columns);
  return chainPage(query, {
    read: (key) => readingsFrom(columns, [key])[0]!,
    fetch: (keys) => fetch(ask, keys, came),
    statements: () =>
      zip({ key: columns['key']!, id: columns['id']! }, (at) => ({ key: at('key') as string, id: at('id') as string })),
    count: async () => {
      const all = await answered(ask, expressingSteps(of.id, null));
      return ownOf(await ask(CHAIN_COUNT, { asked: [{ numbers: all.map(integer) }] }))['chains']![0];
    },
  });
};
