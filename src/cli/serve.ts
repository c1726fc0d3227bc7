import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { SETTINGS, type SettingName } from '../config.ts';
import { seedOnce } from '../ingest/seed-once.ts';
import { startServer } from '../server.ts';
import { tellLeft } from './left.ts';
import { configOf, print, withSettings } from './run.ts';

/** The seed that the package brings. */
const OWN_SEED = fileURLToPath(new URL('../../graph-seed', import.meta.url));

/** Requests worth trying first: the three main questions, on the seed. */
const EXAMPLES = [
  '/v1/actors/sergey-lavrov/statements?fields=label,mode,directness',
  '/v1/regions/middle-east/forums',
  '/v1/claims/relations-will-deepen/provenance',
];

export const serveCommand = (): Command =>
  withSettings(new Command('serve'), Object.keys(SETTINGS) as SettingName[])
    .description('serve the API')
    .option(
      '--seed [path]',
      'write the data files of this folder into the graph first; without one, those of the package',
    )
    .option(
      '--migrate',
      'bring a store of another version to this one first (without it: the embedded engine does, Neo4j does not)',
    )
    .option('--no-migrate', 'refuse to start on a store of another version')
    .addHelpText('after', '\nExamples:\n  $ dictum serve --seed graph-seed\n  $ PORT=0 LOG_LEVEL=warn dictum serve')
    .action(async (options: Record<string, unknown> & { seed?: string | true; migrate?: boolean }) => {
      const { url, management, store, ready } = await startServer(configOf(options), {
        migrate: options.migrate,
        prepare: async (opened) => {
          if (options.seed !== undefined)
            tellLeft(await seedOnce(opened, options.seed === true ? OWN_SEED : options.seed));
        },
      });
      print(
        `Dictum serves at ${url} (${store.engine} engine)\n\nTry:\n${EXAMPLES.map((path) => `  curl '${url}${path}'\n`).join('')}\nEvery route: ${url}/docs    Stop: Ctrl-C\n${management === null ? '' : `Health and metrics: ${management}\n`}`,
      );
      await ready;
    });
