import { reducedTo } from '../model/fields.ts';
import type { Composed, ComposedQuery, Questions } from '../store/port.ts';
import { readLinks } from './links.ts';
import type { RawParameters } from './parameters.ts';
import { claimProvenance, statementProvenance } from './provenance.ts';
import { readRecord } from './record.ts';

/*
 * Answers that are put together from many records. A store that reads in threads of its own puts them together there
 * (Store.compose), so that the records need not be handed over, nor the thread that serves be kept from serving.
 */

type Page = { limit: number; nextCursor: string | null };

const links = (from: 'region' | 'forum') => async (store: Questions, id: string, parameters: RawParameters): Promise<Composed> => {
  const [end, { links: found, fields, ...page }] = await Promise.all([readRecord(store, { type: from, id }), readLinks(store, from, id, parameters)]);
  return 'movedTo' in end ? end : { json: JSON.stringify(found.map((link) => reducedTo(link, fields))), page };
};

const provenance = (of: (store: Questions, id: string, parameters: RawParameters) => Promise<{ data: object; page: Page | null } | { movedTo: string }>) =>
  async (store: Questions, id: string, parameters: RawParameters): Promise<Composed> => {
    const found = await of(store, id, parameters);
    return 'movedTo' in found ? found : { json: JSON.stringify(found.data), page: found.page };
  };

export const COMPOSED: Record<ComposedQuery, (store: Questions, id: string, parameters: RawParameters) => Promise<Composed>> = {
  claimProvenance: provenance(claimProvenance),
  statementProvenance: provenance(statementProvenance),
  forumsOfRegion: links('region'),
  regionsOfForum: links('forum'),
};
