import { createReadStream } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { importLines } from '../ingest/ndjson.ts';
import { progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

const lineNumber = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('give the number of a line, from 1.');
  return Number(text);
};

/** Aborts at the first Ctrl-C, so that what is under way can be written; a second one ends the process as usual. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
};

export const importCommand = (): Command =>
  withSettings(new Command('import'), STORE_SETTINGS)
    .description('write NDJSON records into the graph, in batches that are each taken whole or not at all')
    .argument('[file]', 'an export, or lines like it; standard input when left out')
    .option('--from-line <n>', 'go on from this line; the lines before it are passed over', lineNumber)
    .addHelpText('after', '\nLines that are stored already change nothing: an import that was stopped can be run again as it was.\n\nExamples:\n  $ dictum import graph.ndjson\n  $ zcat graph.ndjson.gz | dictum import --data .dictum-copy')
    .action((file: string | undefined, options: { fromLine?: number }) =>
      withStore({ ...options }, async (store) => {
        const progress = progressLine();
        const signal = interruption();
        const began = Date.now();
        const input = file === undefined ? process.stdin : createReadStream(file);
        const done = await importLines(store, file ?? 'standard input', input, ({ lines, waiting }) => {
          progress.show(`${lines} lines, ${Math.round((lines / Math.max(1, Date.now() - began)) * 1000)} a second${waiting > 0 ? `, ${waiting} waiting for what they refer to` : ''}`);
        }, { from: options.fromLine ?? 1, signal });
        progress.end();
        input.destroy();
        process.stdout.write(`${done.lines} lines: written ${done.written}, unchanged ${done.unchanged}${done.stopped ? `; stopped, go on with --from-line ${done.next}` : ''}\n`);
        if (done.stopped) process.exitCode = 130;
      }),
    );
