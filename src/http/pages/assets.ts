import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/*
 * The style sheet and the script of pages, as `npm run build` makes them. Their addresses change with what is in them,
 * so that they can be kept for ever.
 */

const FILES = { 'style.css': 'text/css; charset=utf-8', 'main.js': 'text/javascript; charset=utf-8' } as const;
type File = keyof typeof FILES;

/** Beside this file in a build; where it runs from its sources, in the build that stands beside those. */
const FOLDERS = ['./assets/', '../../../dist/http/pages/assets/'];

const read = (file: File): string | null => {
  const found = FOLDERS.map((folder) => new URL(folder + file, import.meta.url)).find((url) => existsSync(url));
  return found === undefined ? null : readFileSync(found, 'utf8');
};

export type Assets = Readonly<Partial<Record<File, string>>>;

/** Adds the routes of what pages load. @returns the address of each that there is */
export const assetRoutes = (app: FastifyInstance): Assets => {
  const addresses: Partial<Record<File, string>> = {};
  for (const [file, type] of Object.entries(FILES) as [File, string][]) {
    const text = read(file);
    if (text === null) continue;
    const address = `/assets/${createHash('sha256').update(text).digest('hex').slice(0, 12)}/${file}`;
    addresses[file] = address;
    app.get(address, {
      config: { open: true },
      schema: { hide: true },
      handler: (_request, reply) =>
        reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(text),
    });
  }
  return addresses;
};

/** The mark of the project: a point, and what it was told by. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d1f22"/><path d="M9 7v18" stroke="#f2c14e" stroke-width="2.5"/><circle cx="9" cy="9" r="4" fill="#fbfaf7"/><circle cx="9" cy="23" r="4" fill="#f2c14e"/><path d="M17 9h8M17 23h8" stroke="#fbfaf7" stroke-width="2.5" stroke-linecap="round"/></svg>';
