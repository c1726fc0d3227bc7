import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import { importLines } from '../ingest/ndjson.ts';
import { progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const importCommand = (): Command =>
  withSettings(new Command('import'), STORE_SETTINGS)
    .description('write NDJSON records into the graph, in batches that are each taken whole or not at all')
    .argument('[file]', 'an export, or lines like it; standard input when left out')
    .addHelpText('after', '\nExamples:\n  $ dictum import graph.ndjson\n  $ zcat graph.ndjson.gz | dictum import --data .dictum-copy')
    .action((file: string | undefined, options: object) =>
      withStore({ ...options }, async (store) => {
        const progress = progressLine();
        const began = Date.now();
        const done = await importLines(store, file ?? 'standard input', file === undefined ? process.stdin : createReadStream(file), ({ lines, waiting }) => {
          progress.show(`${lines} lines, ${Math.round((lines / Math.max(1, Date.now() - began)) * 1000)} a second${waiting > 0 ? `, ${waiting} waiting for what they refer to` : ''}`);
        });
        progress.end();
        process.stdout.write(`${done.lines} lines: written ${done.written}, unchanged ${done.unchanged}\n`);
      }),
    );
