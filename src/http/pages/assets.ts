import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';

/*
 * The style sheet and the scripts of pages, as `npm run build` makes them. They stand in one folder, whose address
 * changes with what is in any of them, so that they can be kept for ever.
 */

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Beside this file in a build; where it runs from its sources, in the build that stands beside those. */
const FOLDERS = ['./assets/', '../../../dist/http/pages/assets/'];

/** The text of each file by its name. */
const read = (): Map<string, string> => {
  const found = FOLDERS.map((folder) => new URL(folder, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) return new Map();
  const files = readdirSync(found).filter((file) => extname(file) in TYPES);
  return new Map(files.sort().map((file) => [file, readFileSync(new URL(file, found), 'utf8')]));
};

/** What every page loads; a script loads what else it needs. */
export type Assets = Readonly<Partial<Record<'style.css' | 'main.js', string>>>;

/** Adds the routes of what pages load. @returns the address of each that there is */
export const assetRoutes = (app: FastifyInstance): Assets => {
  const files = read();
  const digest = createHash('sha256');
  for (const [file, text] of files) digest.update(`${file}\0${text}\0`);
  const folder = `/assets/${digest.digest('hex').slice(0, 12)}`;
  for (const [file, text] of files) {
    app.get(`${folder}/${file}`, {
      config: { open: true },
      schema: { hide: true },
      handler: (_request, reply) =>
        reply.type(TYPES[extname(file)]!).header('cache-control', 'public, max-age=31536000, immutable').send(text),
    });
  }
  return Object.fromEntries([...files.keys()].map((file) => [file, `${folder}/${file}`]));
};

/** The mark of the project: a point, and what it was told by. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d1f22"/><path d="M9 7v18" stroke="#f2c14e" stroke-width="2.5"/><circle cx="9" cy="9" r="4" fill="#fbfaf7"/><circle cx="9" cy="23" r="4" fill="#f2c14e"/><path d="M17 9h8M17 23h8" stroke="#fbfaf7" stroke-width="2.5" stroke-linecap="round"/></svg>';
