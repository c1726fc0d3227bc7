import { reducing } from '../model/fields.ts';
import type { BundleMaker, Composed, ComposedQuery, Evidence, Questions, State } from './port.ts';
import type { History } from '../log/history.ts';
import { AS_OF, graphAt, revisionsUpTo } from './as-of.ts';
import { evidenceBundle } from '../queries/bundle.ts';
import { documentFootnotes } from '../queries/footnotes.ts';
import { readLinks } from '../queries/links.ts';
import type { RawParameters } from '../queries/parameters.ts';
import { positionsOn } from '../queries/positions.ts';
import { claimProvenance, statementProvenance } from '../queries/provenance.ts';
import { recordedBy } from '../queries/recorded.ts';

export { verifyQuote } from '../queries/verify.ts';

/*
 * Answers that are put together from many records. A store that reads in threads of its own puts them together there
 * (Store.compose), so that the records need not be handed over, nor the thread that serves be kept from serving. This is
 * the one place where stores know of queries.
 */

const links =
  (from: 'region' | 'forum') =>
  async (store: Questions, id: string, parameters: RawParameters): Promise<Composed> => {
    const found = await readLinks(store, from, id, parameters);
    if ('movedTo' in found) return found;
    const { links: shown, fields, ...page } = found;
    return { json: JSON.stringify(shown.map(reducing(fields))), included: null, page };
  };

/** Questions, and the log by which they are asked as of a change set. */
type Asked = Questions & History;

/** A query that is asked as of a change set where one is named. */
const momentary =
  (query: (store: Questions, id: string, parameters: RawParameters) => Promise<Composed>) =>
  (store: Asked, id: string, { [AS_OF]: asOf, ...parameters }: RawParameters): Promise<Composed> =>
    query(asOf === undefined ? store : { ...store, ...graphAt(store, Number(asOf)) }, id, parameters);

/** The evidence bundle of a statement, as it stands or as of a change set. */
export const bundleOf = (
  store: Asked & { state(): Promise<Omit<State, 'change'>> },
  id: string,
  maker: BundleMaker,
  asOf: number | null = null,
): Promise<Evidence> =>
  asOf === null
    ? evidenceBundle(
        {
          ...store,
          state: async () => ({ ...(await store.state()), change: await store.lastChange() }),
          recorded: (key) => recordedBy(store, key),
        },
        id,
        maker,
      )
    : evidenceBundle(
        {
          ...store,
          ...graphAt(store, asOf),
          state: async () => {
            const set = await store.change({ number: asOf, after: 0, limit: 0 });
            return { version: null, changed: set?.at ?? null, change: asOf };
          },
          recorded: (key) => recordedBy({ ...store, revisions: revisionsUpTo(store, asOf) }, key),
        },
        id,
        maker,
      );

export const COMPOSED: Record<
  ComposedQuery,
  (store: Asked, id: string, parameters: RawParameters) => Promise<Composed>
> = {
  claimProvenance: momentary(claimProvenance),
  statementProvenance: momentary(statementProvenance),
  forumsOfRegion: links('region'),
  regionsOfForum: links('forum'),
  footnotes: documentFootnotes,
  claimPositions: positionsOn('claim'),
  actorPositions: positionsOn('actor'),
};
