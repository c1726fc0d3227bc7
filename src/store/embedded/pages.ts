import type { Key, TypeName } from '../../model/ids.ts';
import { DAMAGE, type Damage } from './checksums.ts';
import type { Database } from './sqlite.ts';

/**
 * How many records go through the whole store together, and how many bytes of what is written of them unless one has
 * more: a text may have millions.
 */
export type PageSize = { records: number; bytes: number };
export const PAGE_SIZE: PageSize = { records: 2000, bytes: 32_000_000 };

/** A record as it is stored. */
export type StoredRow = Key & {
  written: string | null;
  view: string | null;
  moved_to: string | null;
  damage?: Damage | null;
};

/** What of a record is damaged, as a column, and its answer where nothing is. */
export const VIEW_OR_DAMAGE = `${DAMAGE} AS damage, CASE WHEN (${DAMAGE}) IS NULL THEN view END AS view`;

/** The next records of a table, type by type in an order, and by id; `isLast` where no others follow. */
export const nextRecords = (
  database: Database,
  {
    table = 'record',
    view = 'view',
    order,
    after,
  }: { table?: string; view?: string; order: readonly TypeName[]; after: Key | null },
  { records, bytes }: PageSize = PAGE_SIZE,
): { rows: StoredRow[]; isLast: boolean } => {
  const rows: StoredRow[] = [];
  const sizes = database.prepare(
    `SELECT id, octet_length(written) AS size FROM ${table} WHERE type = ? AND id > ? ORDER BY id LIMIT ?`,
  );
  const find = database.prepare(
    `SELECT type, id, written, ${view}, moved_to FROM ${table} WHERE type = ? AND id > ? AND id <= ? ORDER BY id`,
  );
  let left = bytes;
  for (const type of order.slice(after === null ? 0 : order.indexOf(after.type))) {
    const from = after?.type === type ? after.id : '';
    const next = sizes.all(type, from, records - rows.length) as { id: string; size: number | null }[];
    const most = next.findIndex(({ size }, i) => (left -= size ?? 0) < 0 && rows.length + i > 0);
    const taken = most === -1 ? next : next.slice(0, most);
    if (taken.length > 0) rows.push(...find.all(type, from, taken.at(-1)!.id));
    if (most !== -1 || rows.length === records) return { rows, isLast: false };
  }
  return { rows, isLast: true };
};
