import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { passagesYaml } from '../ingest/passages.ts';

export const passagesCommand = (): Command =>
  new Command('passages')
    .description(
      'print the passages of a text for a data file: sentence by sentence, with positions, digests and footnotes, the words as comments',
    )
    .argument('<file>', 'the text, one paragraph a line')
    .requiredOption('--source <id>', 'id of the source that the text is')
    .option('--prefix <text>', 'what the ids of the passages begin with; the id of the source when left out')
    .option('--no-words', 'leave the words out, where they may not be copied')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum passages article.txt --source example-article --prefix ex >> my-documents/example.yaml',
    )
    .action(
      async (file: string, { source, prefix = source, words }: { source: string; prefix?: string; words: boolean }) => {
        process.stdout.write(passagesYaml(await readFile(file, 'utf8'), source, prefix, words));
      },
    );
