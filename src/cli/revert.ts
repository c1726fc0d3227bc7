import { Command } from 'commander';
import { revertChange, type NotRevertible } from '../log/revert.ts';
import { keyText } from '../model/ids.ts';
import { numberOfWord } from './log.ts';
import { CommandError, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

const REASONS: Readonly<Record<NotRevertible | 'repeated', string>> = {
  absent: 'there is no such change set',
  pruned: 'what it did is not known any more: the log was pruned',
  open: 'its import has not ended',
  large: 'it changed more records than can be held',
  migration: 'it took over what was there before',
  repeated: 'it was asked for before',
};

/** Undoes a change set. */
export const revertCommand = (): Command =>
  withSettings(new Command('revert'), STORE_SETTINGS)
    .description('undo a change set, a merge too, where nothing later rests on it')
    .argument('<number>', 'its number, as dictum log shows it')
    .option('--comment <text>', 'why')
    .option('--dry-run', 'only say whether it can be undone')
    .addHelpText('after', '\nExamples:\n  $ dictum revert 12 --comment "Merged by mistake."')
    .action((word: string, options: { comment?: string; dryRun?: boolean }) =>
      withStore({ ...options }, async (store) => {
        const number = numberOfWord(word);
        const report = await revertChange(store, number, {
          by: shellUser(),
          comment: options.comment ?? null,
          rehearsal: options.dryRun === true,
        });
        if (!report.reverted && report.reason === 'rests') {
          const why = [
            ...report.later.map(({ key, revision }) => `${keyText(key)} was changed by change set ${revision}`),
            ...report.problems.map(
              ({ key, pointer, message }) => `${keyText(key)}${pointer && ` ${pointer}`}: ${message}`,
            ),
          ];
          throw new CommandError(
            `change set ${number} is not undone, since something later rests on it:\n  ${why.join('\n  ')}`,
          );
        }
        if (!report.reverted)
          throw new CommandError(`change set ${number} cannot be undone: ${REASONS[report.reason]}`);
        if (options.dryRun === true) process.stdout.write(`can be undone: ${report.records} records\n`);
        else if (report.change === null) process.stdout.write('nothing to undo: all is as it was before\n');
        else process.stdout.write(`undone by change set ${report.change}: ${report.records} records\n`);
      }),
    );
