import { Command } from 'commander';
import { checkGraph } from '../queries/check.ts';
import { counted, migrateTold, print, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const checkCommand = (): Command =>
  withSettings(new Command('check'), STORE_SETTINGS)
    .description(
      'prove that the graph is whole: every reference leads somewhere, every derived fact is what it is derived from; and name records that rules would refuse today. The exit code is 1 where there is anything but advice',
    )
    .option('--json', 'findings as JSON')
    .option('--repair', 'make all that follows from the records anew first')
    .addHelpText('after', '\nExamples:\n  $ dictum check\n  $ dictum check --json | jq .findings')
    .action((options: { json?: boolean; repair?: boolean }) =>
      withStore({ ...options }, async (store) => {
        if (options.repair) await migrateTold(store, { anew: true });
        const progress = progressLine();
        const { checked, findings } = await checkGraph(store, progress.show);
        progress.end();
        if (options.json) print(`${JSON.stringify({ checked, findings }, null, 2)}\n`);
        else {
          for (const { where, message, remedy, kind } of findings)
            print(`${where}${kind === undefined ? '' : ` (${kind})`}\n    ${message}\n    remedy: ${remedy}\n`);
          print(`${counted(checked, 'record')} checked, ${counted(findings.length, 'finding')}\n`);
        }
        if (findings.some(({ kind }) => kind !== 'advice')) process.exitCode = 1;
      }),
    );
