import type { Key } from '../model/ids.ts';
import { mayShow, type Rights } from '../model/rights.ts';
import { TYPES } from '../model/types.ts';
import type { Store, WrittenRow } from '../store/port.ts';

/** How many records are read at a time. */
const PAGE = 1000;

/** A record as it may go out: without a text that may not be shown to everybody. */
const withoutText = ({ key, json }: WrittenRow): string => {
  if (TYPES[key.type].unanswered.length === 0) return json;
  const record = JSON.parse(json) as { rights?: Rights | null };
  if (record.rights != null && mayShow(record.rights, 'whole')) return json;
  return JSON.stringify(
    Object.fromEntries(Object.entries(record).filter(([name]) => !TYPES[key.type].unanswered.includes(name))),
  );
};

/**
 * The graph as NDJSON, one record a line in dependency order, some lines at a time; the same graph gives the same text.
 * `texts`: also those that may not be shown to everybody; a line that lacks one takes none away where it is imported.
 * `signal`: once nobody reads it any more.
 */
export async function* exportPages(
  store: Store,
  { texts, signal }: { texts: boolean; signal?: AbortSignal },
): AsyncGenerator<string> {
  let after: Key | null = null;
  do {
    const rows = await store.scan(after, PAGE, signal);
    const lines = rows.map((row) => `{"type":"${row.key.type}",${(texts ? row.json : withoutText(row)).slice(1)}\n`);
    if (lines.length > 0) yield lines.join('');
    after = rows.length === PAGE ? rows.at(-1)!.key : null;
  } while (after !== null);
}
