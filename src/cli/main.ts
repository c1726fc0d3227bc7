#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { valueMeant } from '../model/words-meant.ts';
import { RELEASE } from '../store/model-digest.ts';
import { endWithItsReader, guarded } from './run.ts';

/** The commands, each loaded with what it needs only where it is asked for, or all of them where help is. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  seed: async () => (await import('./seed.ts')).seedCommand(),
  diff: async () => (await import('./diff.ts')).diffCommand(),
  log: async () => (await import('./log.ts')).logCommand(),
  show: async () => (await import('./log.ts')).showCommand(),
  revert: async () => (await import('./revert.ts')).revertCommand(),
  checkout: async () => (await import('./checkout.ts')).checkoutCommand(),
  erase: async () => (await import('./erase.ts')).eraseCommand(),
  check: async () => (await import('./check.ts')).checkCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  query: async () => (await import('./query.ts')).queryCommand(),
  coverage: async () => (await import('./coverage.ts')).coverageCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  bundle: async () => (await import('./bundle.ts')).bundleCommand(),
  mcp: async () => (await import('./mcp.ts')).mcpCommand(),
  new: async () => (await import('./new.ts')).newCommand(),
  delete: async () => (await import('./record.ts')).deleteCommand(),
  merge: async () => (await import('./record.ts')).mergeCommand(),
  duplicates: async () => (await import('./duplicates.ts')).duplicatesCommand(),
  token: async () => (await import('./token.ts')).tokenCommand(),
  draft: async () => (await import('./draft.ts')).draftCommand(),
  propose: async () => (await import('./propose.ts')).proposeCommand(),
  proposals: async () => (await import('./proposals.ts')).proposalsCommand(),
  passages: async () => (await import('./passages.ts')).passagesCommand(),
};
const asked = process.argv[2] ?? '';
const loaded = Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);

const program = new Command('dictum')
  .description('Who said what, where, and on what evidence.')
  .version(RELEASE)
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
  $ dictum diff my-documents                        what seeding them would do, field by field
  $ dictum log                                      who changed what, when and why
  $ dictum revert 12                                undo a change set
  $ dictum checkout --as-of 12 --out old            a whole store as it was
  $ dictum check                                    prove that the graph is whole
  $ dictum backup dictum.backup                     write a backup while the store is served; dictum restore takes it
  $ dictum merge actor s-lavrov sergey-lavrov       let one record lead to another
  $ dictum duplicates --type claim                  what was probably recorded twice, the most alike first
  $ dictum token create --name Ada --scope read,write   let somebody write over HTTP
  $ dictum draft article.html --format yaml         what could be recorded of an article, as a data file to look at
  $ dictum proposals accept 0x7bovktl206242         write what somebody proposed; show, reject and undo are beside it
  $ dictum mcp                                      answer a model over standard input and output
  $ dictum migrate                                  bring a store of another version to this one
  $ dictum verify --source example --file text.txt  check the passages of a source against its text

Every setting is also an environment variable; dictum serve --help lists them.
Exit codes: 0 done; 1 refused, not found or not whole; 2 wrong command, setting or folder; 141 nobody reads on.`,
  );

for (const name of loaded) program.addCommand(await COMMANDS[name]!());
/** A command of its own does not take this over from the one that it is added to. */
const endByException = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(endByException);
};
/** An option is of the command that it stands behind: one that a subcommand does not know is refused, and not taken by the one above. */
const letNoneTakeOptionsOfOthers = (command: Command): void => {
  command.enablePositionalOptions();
  command.hook('preSubcommand', (above, subcommand) => {
    const name = subcommand.name();
    const given = above.options.find((option) => above.getOptionValueSource(option.attributeName()) === 'cli');
    if (given !== undefined)
      above.error(`error: ${given.long} stands before ${name}; give behind it what ${name} takes`);
  });
  command.commands.forEach(letNoneTakeOptionsOfOthers);
};
/** A word that is none of those that an argument or an option takes is refused with the one that was probably meant. */
const nameWhatWasMeant = (command: Command): void => {
  for (const taken of [...command.registeredArguments, ...command.options]) {
    const { argChoices, variadic } = taken;
    if (argChoices === undefined) continue;
    taken.parseArg = <T>(value: string, before: T): T => {
      if (!argChoices.includes(value))
        throw new InvalidArgumentError(`It is one of ${argChoices.join(', ')}${valueMeant(value, argChoices)}.`);
      return (variadic ? [...(Array.isArray(before) ? (before as string[]) : []), value] : value) as T;
    };
  }
  command.commands.forEach(nameWhatWasMeant);
};
endByException(program);
nameWhatWasMeant(program);
letNoneTakeOptionsOfOthers(program);
endWithItsReader();
await guarded(() => program.parseAsync());
