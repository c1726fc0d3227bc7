import type { Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';

/** How many records are read at a time. */
const PAGE = 1000;

/** The graph as NDJSON, one record a line in dependency order, some lines at a time; the same graph gives the same text. */
export async function* exportPages(store: Store): AsyncGenerator<string> {
  let after: Key | null = null;
  do {
    const rows = await store.scan(after, PAGE);
    if (rows.length > 0) yield rows.map(({ key, json }) => `{"type":"${key.type}",${json.slice(1)}\n`).join('');
    after = rows.length === PAGE ? rows.at(-1)!.key : null;
  } while (after !== null);
}
