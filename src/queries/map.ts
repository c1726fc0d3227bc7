import type { Store } from '../store/port.ts';
import { readLinks } from './links.ts';
import { listPage, readListRequest } from './list.ts';

/** The links between forums and regions as a table: a cell is how many pieces of evidence a link has. */
export type LinkMap = {
  forums: { id: string; label: string }[];
  regions: { id: string; label: string; count: number }[];
  /** By forum and region, parted by a space. */
  counts: Map<string, { count: number; rules: string[] }>;
  /** Whether there are more forums or regions than the table has. */
  more: boolean;
};

/** More is no table that anybody reads. */
const FORUMS = '40';
const REGIONS = 24;
const LINKS = '200';

/** The forums in order of name, and the regions with the most evidence first. */
export const linkMap = async (store: Store): Promise<LinkMap> => {
  const { page, nextCursor } = await listPage(store, readListRequest('forum', { limit: FORUMS, sort: 'name' }));
  const forums = page.rows.map(({ id, json }) => ({ id, label: (JSON.parse(json) as { label: string }).label }));
  const found = await Promise.all(
    forums.map(({ id }) => readLinks(store, 'forum', id, { limit: LINKS, fields: 'region,rules,evidenceCount' })),
  );
  const counts: LinkMap['counts'] = new Map();
  const regions = new Map<string, LinkMap['regions'][number]>();
  for (const [i, read] of found.entries()) {
    if ('movedTo' in read) continue;
    for (const { region, rules, evidenceCount: count } of read.links) {
      counts.set(`${forums[i]!.id} ${region.id}`, { count, rules });
      const known = regions.get(region.id);
      regions.set(region.id, { id: region.id, label: region.label, count: (known?.count ?? 0) + count });
    }
  }
  const ordered = [...regions.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en'));
  return {
    forums: forums.filter(({ id }) => [...counts.keys()].some((key) => key.startsWith(`${id} `))),
    regions: ordered.slice(0, REGIONS),
    counts,
    more: nextCursor !== null || ordered.length > REGIONS,
  };
};
