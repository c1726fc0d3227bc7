import { reducing } from '../model/fields.ts';
import type { Composed, ComposedQuery, Questions } from './port.ts';
import { documentFootnotes } from '../queries/footnotes.ts';
import { readLinks } from '../queries/links.ts';
import type { RawParameters } from '../queries/parameters.ts';
import { positionsOn } from '../queries/positions.ts';
import { claimProvenance, statementProvenance } from '../queries/provenance.ts';

export { evidenceBundle } from '../queries/bundle.ts';
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

export const COMPOSED: Record<
  ComposedQuery,
  (store: Questions, id: string, parameters: RawParameters) => Promise<Composed>
> = {
  claimProvenance,
  statementProvenance,
  forumsOfRegion: links('region'),
  regionsOfForum: links('forum'),
  footnotes: documentFootnotes,
  claimPositions: positionsOn('claim'),
  actorPositions: positionsOn('actor'),
};
