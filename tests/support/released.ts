import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FIXTURES = new URL('../fixtures/0.1.0/', import.meta.url);

/** The export of the graph that users of 0.1.0 have. */
export const RELEASED_EXPORT = new URL('export.ndjson', FIXTURES);

/** Puts the store that users of 0.1.0 have into a folder. */
export const releasedStore = (folder: string): void =>
  writeFileSync(join(folder, 'dictum.sqlite'), gunzipSync(readFileSync(new URL('dictum.sqlite.gz', FIXTURES))));
