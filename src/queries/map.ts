import { LINK_RULE_NAMES, type LinkRule } from '../model/evidence.ts';
import { compareText } from '../model/order.ts';
import type { FacetCount, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { linkParameters, readLinks, type ForumRegionLink } from './links.ts';
import { listAll, listPage, readListRequest } from './list.ts';
import { listParameters, wordsParameter } from './list-parameters.ts';
import { DEFAULT_LIMIT, paging, readParameters, words, type Parameter, type RawParameters } from './parameters.ts';

/*
 * The links between all forums and all regions: as a list, and as a table of which people see a part. Both go through
 * regions, and through the forums of each, in the order of ids.
 */

type Link = ForumRegionLink;

const filters = {
  broader: (listParameters('region') as Record<string, Parameter>)['broader']!,
  regionName: wordsParameter('Only regions with these words in their names'),
  forumName: wordsParameter('Only forums with these words in their names'),
  rule: words('Only links by these rules, with the evidence by them', LINK_RULE_NAMES),
};

export const allLinksParameters = { ...filters, ...linkParameters };

type Row = { id: string; label: string };
type Rows = { rows: Row[]; nextCursor: string | null };

/** A page of the regions, or of the forums, that are asked for. */
const endsOf = async (
  store: Store,
  type: 'region' | 'forum',
  { broader, regionName, forumName }: RawParameters,
  limit: number,
  cursor: string | null,
): Promise<Rows> => {
  const q = type === 'region' ? regionName : forumName;
  const asked = { q, ...(type === 'region' && { broader }), cursor: cursor ?? undefined };
  const { page, nextCursor } = await listPage(
    store,
    readListRequest(type, { sort: 'id', limit: String(limit), fields: 'label', ...asked }),
  );
  return {
    rows: page.rows.map(({ id, json }) => ({ id, label: (JSON.parse(json) as { label: string }).label })),
    nextCursor,
  };
};

/** A link with the evidence by some rules alone; null where there is none. */
const byRules = (link: Link, rules: readonly string[] | undefined): Link | null => {
  if (rules === undefined) return link;
  const told = link.rules.filter((rule) => rules.includes(rule));
  const counts = Object.fromEntries(told.map((rule) => [rule, link.evidenceCounts[rule] ?? 0]));
  if (told.length === 0) return null;
  return {
    ...link,
    rules: told,
    evidenceCounts: counts,
    evidenceCount: Object.values(counts).reduce((sum, count) => sum + count, 0),
    evidence: link.evidence.filter(({ rule }) => rules.includes(rule)),
  };
};

/** How many regions are read at a time, and how many a page of the list looks at before it ends early. */
const [REGIONS_AT_ONCE, MOST_REGIONS] = [50, 400];

/** The ids of all forums with some words in their names. */
const forumsNamed = async (store: Store, raw: RawParameters): Promise<Set<string> | null> => {
  if (raw['forumName'] === undefined) return null;
  const found = new Set<string>();
  for await (const texts of listAll(store, readListRequest('forum', { q: raw['forumName'], fields: 'label' })))
    for (const json of texts) found.add((JSON.parse(json) as { id: string }).id);
  return found;
};

/**
 * A page of the links of all regions with all forums.
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const allLinks = async (
  store: Store,
  raw: RawParameters,
): Promise<{ links: Link[]; fields: string[][]; limit: number; nextCursor: string | null }> => {
  const read = readParameters(raw, allLinksParameters);
  const { limit = DEFAULT_LIMIT, cursor, fields = [], rule } = read;
  const { limit: _limit, cursor: _cursor, broader, regionName, forumName, rule: _rule, ...ofEach } = raw;
  const named = { broader, regionName, forumName };
  const binding = ['all links', named, rule, ofEach];
  // The page of regions that it is in, the region, and the place in the links of that.
  let [at, region, inner] = (
    cursor === undefined ? ['', '', ''] : decodeCursor(binding, cursor, ['string', 'string', 'string'])
  ) as [string, string, string];
  const forums = await forumsNamed(store, named);
  const found: Link[] = [];
  let looked = 0;
  for (;;) {
    const { rows, nextCursor } = await endsOf(store, 'region', named, REGIONS_AT_ONCE, at === '' ? null : at);
    for (const { id } of rows) {
      if (compareText(id, region) < 0) continue;
      if (found.length === limit || looked >= MOST_REGIONS)
        return { links: found, fields, limit, nextCursor: encodeCursor(binding, [at, id, inner]) };
      looked += 1;
      do {
        const page = await readLinks(store, 'region', id, {
          ...ofEach,
          limit: String(limit - found.length),
          ...(inner !== '' && { cursor: inner }),
        });
        if ('movedTo' in page) break;
        found.push(
          ...page.links.flatMap((link) =>
            forums === null || forums.has(link.forum.id) ? (byRules(link, rule) ?? []) : [],
          ),
        );
        inner = page.nextCursor ?? '';
        if (inner !== '' && found.length === limit)
          return { links: found, fields, limit, nextCursor: encodeCursor(binding, [at, id, inner]) };
      } while (inner !== '');
      inner = '';
    }
    if (nextCursor === null) return { links: found, fields, limit, nextCursor: null };
    at = nextCursor;
  }
};

/** A part of the links as a table: a cell is how many pieces of evidence a link has. */
export type LinkMap = {
  forums: Row[];
  regions: Row[];
  /** By forum and region, parted by a space. */
  counts: Map<string, { count: number; rules: LinkRule[] }>;
  /** The regions that others lie in, with how many do. */
  within: FacetCount[];
  nextForums: string | null;
  nextRegions: string | null;
};

/** More is no table that anybody reads. */
const [COLUMNS, ROWS] = [12, 25];
/** How many regions that are linked to none of the forums are passed over; they are read as many at a time as there are rows. */
const PASSED_OVER = 200;

const mapParameters = { ...filters, forums: paging.cursor, regions: paging.cursor };

/**
 * @param raw `forums` and `regions`: where its columns and its rows begin
 * @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const linkMap = async (store: Store, raw: RawParameters): Promise<LinkMap> => {
  const { rule, forums: fromForum = null, regions: fromRegion = null } = readParameters(raw, mapParameters);
  const [{ rows: forums, nextCursor: nextForums }, { page: all }] = await Promise.all([
    endsOf(store, 'forum', raw, COLUMNS, fromForum),
    listPage(store, readListRequest('region', { facets: 'broader', limit: '1' })),
  ]);
  const counts: LinkMap['counts'] = new Map();
  const regions: Row[] = [];
  let [cursor, passed] = [fromRegion, 0];
  do {
    const page: Rows = await endsOf(store, 'region', raw, ROWS, cursor);
    const found = await Promise.all(page.rows.map(({ id }) => linksWith(store, id, forums)));
    for (const [i, row] of page.rows.entries()) {
      const told = found[i]!.flatMap((link) => byRules(link, rule) ?? []);
      for (const { forum, rules, evidenceCount: count } of told) counts.set(`${forum.id} ${row.id}`, { count, rules });
      if (told.length > 0) regions.push(row);
      else passed += 1;
    }
    cursor = page.nextCursor;
    // A table that is half full is one to look at: another page for the rest would make one of twice the rows.
  } while (cursor !== null && regions.length < ROWS / 2 && passed < PASSED_OVER);
  return { forums, regions, counts, within: all.facets['broader'] ?? [], nextForums, nextRegions: cursor };
};

/** The links of a region with some forums, which are in the order of ids. */
const linksWith = async (store: Store, region: string, forums: readonly Row[]): Promise<Link[]> => {
  const wanted = new Set(forums.map(({ id }) => id));
  const last = forums.at(-1)?.id;
  if (last === undefined) return [];
  const found: Link[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await readLinks(store, 'region', region, {
      // Without evidence.
      fields: 'rules',
      limit: '200',
      ...(cursor !== undefined && { cursor }),
    });
    if ('movedTo' in page) return found;
    found.push(...page.links.filter(({ forum }) => wanted.has(forum.id)));
    const end = page.links.at(-1);
    if (page.nextCursor === null || end === undefined || compareText(end.forum.id, last) >= 0) return found;
    cursor = page.nextCursor;
  }
};
