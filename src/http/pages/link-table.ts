import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { keyText } from '../../model/ids.ts';
import { allLinks } from '../../queries/map.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { BETWEEN } from '../../queries/table.ts';
import type { Store } from '../../store/port.ts';
import { asTable, csvOf } from '../csv.ts';

const HEADER = ['region', 'region.label', 'forum', 'forum.label', 'rules', 'evidenceCount'];
const FIELDS = 'region,forum,rules,evidenceCount';

/**
 * The links that some parameters ask for, to their end, as a table.
 * @throws DictumError `invalid-parameters`, before the first byte
 */
export const sendLinkTable = async (store: Store, raw: RawParameters, reply: FastifyReply): Promise<FastifyReply> => {
  const pageAt = (cursor: string | null) =>
    allLinks(store, { limit: '200', ...raw, fields: FIELDS, ...(cursor !== null && { cursor }) });
  const first = await pageAt(null);
  const parts = async function* () {
    yield csvOf([HEADER]);
    for (let page = first; ; page = await pageAt(page.nextCursor)) {
      yield csvOf(
        page.links.map(({ region, forum, rules, evidenceCount }) => [
          keyText(region),
          region.label,
          keyText(forum),
          forum.label,
          rules.join(BETWEEN),
          String(evidenceCount),
        ]),
      );
      if (page.nextCursor === null) return;
    }
  };
  return asTable(reply, 'links').send(Readable.from(parts()));
};
