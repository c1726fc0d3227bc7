import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { exportPages } from '../queries/export.ts';
import { STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const exportCommand = (): Command =>
  withSettings(new Command('export'), STORE_SETTINGS)
    .description('write the whole graph as NDJSON, one record a line')
    .argument('[file]', 'where to; standard output when left out')
    .addHelpText('after', '\nExamples:\n  $ dictum export graph.ndjson\n  $ dictum export | gzip > graph.ndjson.gz')
    .action((file: string | undefined, options: object) =>
      withStore({ ...options }, (store) =>
        pipeline(
          Readable.from(exportPages(store, { texts: true })),
          file === undefined ? process.stdout : createWriteStream(file),
          {
            end: file !== undefined,
          },
        ),
      ),
    );
