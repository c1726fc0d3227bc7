import { Command } from 'commander';
import { coverage } from '../queries/coverage.ts';
import { parametersOf, withFilters } from './parameters.ts';
import { print, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { printTable } from './table.ts';

export const coverageCommand = (): Command =>
  withFilters(withSettings(new Command('coverage'), STORE_SETTINGS), 'statement')
    .description('how well statements are covered by evidence: of the whole graph, or of those that the flags leave')
    .option('--json', 'the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum coverage\n  $ dictum coverage --speaker sergey-lavrov\n  $ dictum coverage --source wang-yi-lavrov-analysis --json',
    )
    .action((options: Record<string, string | boolean>) =>
      withStore(options, async (store) => {
        const answer = await coverage(store, parametersOf(options));
        const rows = answer.figures.map(({ name, count, share, about }) => [
          name,
          String(count),
          share === null ? '' : `${(share * 100).toFixed(1)} %`,
          about,
        ]);
        if (options['json']) print(`${JSON.stringify(answer, null, 2)}\n`);
        else printTable(['figure', 'statements', 'share', 'meaning'], rows);
      }),
    );
