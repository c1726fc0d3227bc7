import { createReadStream, statSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { importLines, type Imported } from '../ingest/ndjson.ts';
import { rehearseLines } from '../ingest/rehearse.ts';
import { allInWords } from '../ingest/refused.ts';
import { tellLeft } from './left.ts';
import {
  CommandError,
  counted,
  print,
  progressLine,
  say,
  shellUser,
  STORE_SETTINGS,
  withSettings,
  withStore,
} from './run.ts';

const lineNumber = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('give the number of a line, from 1.');
  return Number(text);
};

/** The signals that end an import in good order: Ctrl-C, and what service managers send. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

type Interruption = { signal: AbortSignal; exitCode: () => number };

/** Aborts at the first signal, so that what is under way can be written; a second one ends the process as usual. */
const interruption = (): Interruption => {
  const controller = new AbortController();
  let exitCode: number = SIGNALS.SIGINT;
  for (const [name, code] of Object.entries(SIGNALS))
    process.once(name, () => {
      if (controller.signal.aborted) process.exit(code);
      exitCode = code;
      say('stopping once the batch under way is written; once more ends it at once, without that batch');
      controller.abort();
    });
  return { signal: controller.signal, exitCode: () => exitCode };
};

const spanOf = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** Says how fast an import is, and where its end is known, how long it will take. */
const pace = (file: string | undefined, from: number): ((lines: number, bytes: number) => string) => {
  const began = Date.now();
  const size = file === undefined ? 0 : statSync(file).size;
  return (lines, bytes) => {
    const seconds = Math.max(1, Date.now() - began) / 1000;
    const left =
      size > bytes && bytes > 0 && from === 1 ? `, about ${spanOf((seconds / bytes) * (size - bytes))} left` : '';
    return `${Math.round((lines - from + 1) / seconds)} a second${left}`;
  };
};

const outcome = ({ lines, written, unchanged, stopped, unfiled, next }: Imported): string => {
  if (!stopped) return `${counted(lines, 'line')}: written ${written}, unchanged ${unchanged}`;
  const until = unfiled
    ? '; until that has come to its end, what is written is not filed and the store answers no question'
    : '';
  return `${counted(lines, 'line')}: written ${written}, unchanged ${unchanged}; stopped, go on with --from-line ${next}${until}`;
};

type ImportFlags = { fromLine?: number; bulk?: boolean; dryRun?: boolean; acceptExisting?: boolean; force?: boolean };

export const importCommand = (): Command =>
  withSettings(new Command('import'), STORE_SETTINGS)
    .description('write NDJSON records into the graph, in batches that are each taken whole or not at all')
    .argument('[file]', 'an export, or lines like it; standard input when left out, or -')
    .option('--from-line <n>', 'go on from this line; the lines before it are passed over', lineNumber)
    .option('--dry-run', 'only say everything that would be refused; nothing is written')
    .option(
      '--bulk',
      'file the records at the end, which is faster for very many; until then the store answers no question',
    )
    .option(
      '--accept-existing',
      'take records that an earlier version took and rules refuse today; dictum check names them afterwards',
    )
    .option('--force', 'write what the lines say, whatever others changed since the same was imported')
    .addHelpText(
      'after',
      '\nVery many lines into a store that is empty, or has no more than the seed, are filed at the end in any case.\nLines that are stored already change nothing: an import that was stopped can be run again as it was.\n\nExamples:\n  $ dictum import graph.ndjson\n  $ zcat graph.ndjson.gz | dictum import --data .dictum-copy',
    )
    .action((given: string | undefined, options: ImportFlags) =>
      withStore({ ...options }, async (store) => {
        const file = given === '-' ? undefined : given;
        const progress = progressLine();
        const { signal, exitCode } = interruption();
        const from = options.fromLine ?? 1;
        const tell = pace(file, from);
        const input = file === undefined ? process.stdin : createReadStream(file);
        if (options.dryRun === true && (options.fromLine !== undefined || options.bulk === true))
          throw new CommandError(
            '--dry-run looks at the whole file and writes nothing; leave out --from-line and --bulk',
          );
        if (options.dryRun === true) {
          const { lines, records, whole, remarks } = await rehearseLines(store, file ?? 'standard input', input, {
            acceptExisting: options.acceptExisting === true,
          });
          const rest = whole
            ? ''
            : '; there are too many to see what follows from them together, which the import does batch by batch';
          print(
            `${counted(lines, 'line')}: nothing wrong with ${counted(records, 'record')}${rest}; nothing is written\n`,
          );
          if (remarks.length > 0) say(allInWords(remarks, 'note: '));
          return;
        }
        const done = await importLines(
          store,
          file ?? 'standard input',
          input,
          ({ lines, waiting, filing }) => {
            if (filing !== null) progress.show(`${counted(lines, 'line')}, filing: done with ${filing}`);
            else
              progress.show(
                `${counted(lines, 'line')}, ${tell(lines, 'bytesRead' in input ? input.bytesRead : 0)}${waiting > 0 ? `, ${waiting} waiting for what they refer to` : ''}`,
              );
          },
          {
            from,
            bulk: options.bulk === true,
            acceptExisting: options.acceptExisting === true,
            force: options.force === true,
            by: shellUser(),
            signal,
          },
        );
        progress.end();
        input.destroy();
        print(`${outcome(done)}\n`);
        tellLeft(done.left);
        if (done.remarks.length > 0) say(allInWords(done.remarks, 'note: '));
        if (done.stopped) process.exitCode = exitCode();
      }),
    );
