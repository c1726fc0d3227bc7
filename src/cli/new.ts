import { Argument, Command } from 'commander';
import { skeletonOf } from '../ingest/skeleton.ts';
import { TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { print } from './run.ts';

export const newCommand = (): Command =>
  new Command('new')
    .description('print a record to be filled in for a data file: every field with what it means')
    .addArgument(new Argument('<type>', 'what it is').choices(TYPE_NAMES))
    .argument('[id]', 'its id: lower-case letters, digits and hyphens', 'an-id')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum new statement ada-example-2024-03-05-trade\n  $ dictum new source example-gazette-report >> my-documents/example.yaml',
    )
    .action((type: TypeName, id: string) => void print(skeletonOf(type, id)));
