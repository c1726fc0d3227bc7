import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { claimOf, type ClaimLink } from '../src/model/stance.ts';
import { timeKey } from '../src/model/time-order.ts';
import { prefixEntries } from '../src/model/text.ts';
import { graph } from './generate.ts';
import type { Line } from './world.ts';

/*
 * The same graph as plain rows, for the peers: one table for each type and one for each relation between two of them.
 * What is answered is in them, and two things that peers are spared from deriving: which source an ibid leads to, and
 * which sources an article rests on since its passages cite them.
 */

/** Tables in the order that their references need. A column `x_id` refers to a table, which follows the name where that differs. */
export const TABLES = {
  region: ['id', 'name'],
  region_broader: ['region_id', 'broader_id:region'],
  topic: ['id', 'name'],
  topic_broader: ['topic_id', 'broader_id:topic'],
  actor: ['id', 'kind', 'name'],
  located_in: ['actor_id', 'region_id'],
  forum: ['id', 'name'],
  event: ['id', 'name', 'part_of_id:event', 'host_id:forum', 'place_id:region'],
  source: ['id', 'title', 'publisher_id:actor'],
  rests_on: ['source_id', 'target_id:source'],
  membership: ['id', 'member_id:actor', 'forum_id'],
  citation: ['id', 'marker', 'ibid_of_id:citation', 'source_id'],
  passage: ['id', 'source_id', 'paragraph', 'sentence'],
  passage_citation: ['passage_id', 'citation_id'],
  claim: ['id', 'text'],
  statement: ['id', 'mode', 'said', 'key', 'event_id'],
  statement_speaker: ['statement_id', 'actor_id'],
  statement_claim: ['statement_id', 'claim_id'],
  statement_passage: ['statement_id', 'passage_id'],
  statement_topic: ['statement_id', 'topic_id'],
  statement_region: ['statement_id', 'region_id'],
  statement_forum: ['statement_id', 'forum_id'],
  entry: ['id', 'entry', 'type', 'record', 'name'],
} as const satisfies Record<string, readonly string[]>;
export type Table = keyof typeof TABLES;
export type Cell = string | null;

/** The name of a column, and the table that it refers to. */
export const columnOf = (column: string): { name: string; refers: string | null } => {
  const [name, to] = column.split(':') as [string, string?];
  return { name, refers: to ?? (name.endsWith('_id') ? name.slice(0, -3) : null) };
};

/** Turns records into rows, one after another; it remembers no more than the article that it is in. */
export const rowMaker = (): ((line: Line) => [Table, Cell[]][]) => {
  const cited = new Map<string, string>();
  const restsOn = new Set<string>();
  let entries = 0;

  const pairs = (table: Table, id: string, of: unknown): [Table, Cell[]][] =>
    ((of as string[] | undefined) ?? []).map((other) => [table, [id, other]]);
  const named = (type: string, { id, name, alternativeNames }: Record<string, any>): [Table, Cell[]][] =>
    [...new Set([name, ...(alternativeNames ?? [])] as string[])].flatMap((each) =>
      prefixEntries(each).map((entry): [Table, Cell[]] => ['entry', [String(entries++), entry, type, id, each]]),
    );

  return ({ type, record }) => {
    const r = record as Record<string, any> & { id: string };
    const { id } = r;
    switch (type) {
      case 'region':
      case 'topic':
        return [[type, [id, r['name']]], ...pairs(`${type}_broader`, id, r['broader']), ...named(type, r)];
      case 'actor':
        return [['actor', [id, r['kind'], r['name']]], ...pairs('located_in', id, r['locatedIn']), ...named(type, r)];
      case 'forum':
        return [['forum', [id, r['name']]], ...named(type, r)];
      case 'event':
        return [
          ['event', [id, r['name'], r['partOf'] ?? null, r['host'] ?? null, r['place'] ?? null]],
          ...named(type, r),
        ];
      case 'source': {
        cited.clear();
        restsOn.clear();
        const targets = ((r['restsOn'] ?? []) as { source: string }[]).map(({ source }) => source);
        for (const target of targets) restsOn.add(target);
        return [
          ['source', [id, r['csl'].title, r['publisher'] ?? null]],
          ...pairs('rests_on', id, targets),
          ...named(type, { id, name: r['csl'].title }),
        ];
      }
      case 'membership':
        return [['membership', [id, r['member'], r['forum']]]];
      case 'citation': {
        const source = (r['source'] ?? cited.get(r['ibidOf'])!) as string;
        cited.set(id, source);
        return [['citation', [id, r['marker'], r['ibidOf'] ?? null, source]]];
      }
      case 'passage': {
        const fresh = (r['citations'] as string[])
          .map((citation) => cited.get(citation)!)
          .filter((source) => !restsOn.has(source) && restsOn.add(source));
        return [
          ['passage', [id, r['source'], String(r['locator'].paragraph), String(r['locator'].sentence)]],
          ...pairs('passage_citation', id, r['citations']),
          ...pairs('rests_on', r['source'], [...new Set(fresh)]),
        ];
      }
      case 'claim':
        return [['claim', [id, r['text']]]];
      case 'statement':
        return [
          ['statement', [id, r['mode'], r['said'], timeKey(r['said']), r['event'] ?? null]],
          ...pairs('statement_speaker', id, r['speakers']),
          ...pairs('statement_claim', id, (r['claims'] as ClaimLink[]).map(claimOf)),
          ...pairs('statement_passage', id, r['passages']),
          ...pairs('statement_topic', id, r['topics']),
          ...pairs('statement_region', id, r['regions']),
          ...pairs('statement_forum', id, r['forums']),
        ];
      default:
        return [];
    }
  };
};

const escaped = (cell: Cell): string =>
  cell === null ? '\\N' : cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');

/** Writes a graph as one file of tab-separated values for each table, in the form that COPY takes; resolves to how many records it has. */
export const writeTables = async (folder: string, statements: number): Promise<number> => {
  mkdirSync(folder, { recursive: true });
  const files = Object.fromEntries(
    Object.keys(TABLES).map((table) => [table, createWriteStream(join(folder, `${table}.tsv`))]),
  ) as Record<Table, WriteStream>;
  let records = 0;
  const rowsOf = rowMaker();
  for (const line of graph(statements)) {
    records += 1;
    for (const [table, cells] of rowsOf(line)) {
      if (!files[table].write(`${cells.map(escaped).join('\t')}\n`)) await once(files[table], 'drain');
    }
  }
  await Promise.all(Object.values(files).map((file) => new Promise<void>((resolve) => void file.end(resolve))));
  return records;
};
