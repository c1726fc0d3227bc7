#!/usr/bin/env node
import { Command } from 'commander';
import { bundleCommand } from './bundle.ts';
import { checkCommand } from './check.ts';
import { coverageCommand } from './coverage.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { passagesCommand } from './passages.ts';
import { guarded, packageVersion } from './run.ts';
import { queryCommand } from './query.ts';
import { seedCommand } from './seed.ts';
import { serveCommand } from './serve.ts';
import { verifyCommand } from './verify.ts';

const program = new Command('dictum')
  .description('Who said what, where, and on what evidence.')
  .version(packageVersion())
  .showHelpAfterError('(dictum --help shows the commands)')
  .addHelpText(
    'after',
    `
Examples:
  $ dictum serve --seed graph-seed --port 3000      serve the API over a seeded graph
  $ dictum seed my-documents                        write the records of data files into the graph
  $ dictum query statements --speaker sergey-lavrov which statements an actor made
  $ dictum query forums middle-east                 which forums are linked to a region, and why
  $ dictum query provenance relations-will-deepen   what a claim rests on
  $ dictum coverage --speaker sergey-lavrov         how well statements are covered by evidence
  $ dictum bundle wl-p1-s1-multipolarity --out b.json   a statement with all its evidence, in a file that proves itself
  $ dictum check                                    prove that the graph is whole
  $ dictum verify --source example --file text.txt  check the passages of a source against its text

Every setting is also an environment variable; dictum serve --help lists them.
Exit codes: 0 done; 1 refused, not found or not whole; 2 wrong command, setting or folder.`,
  );

for (const command of [serveCommand, seedCommand, checkCommand, verifyCommand, queryCommand, coverageCommand, exportCommand, importCommand, bundleCommand, passagesCommand]) program.addCommand(command());
/** A command of its own does not take this over from the one that it is added to. */
const endByException = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(endByException);
};
endByException(program);
await guarded(() => program.parseAsync());
