import { Command } from 'commander';
import { dataFileOf } from '../draft/data-file.ts';
import { passagesOf } from '../draft/passages.ts';
import { documentOf } from './document.ts';
import { print, say, STORE_SETTINGS, withSettings, withStore } from './run.ts';

type Options = { source: string; prefix?: string; words: boolean };

/** Prints the passages of a text and what its footnotes cite, over the sources that the graph knows. */
export const passagesCommand = (): Command =>
  withSettings(new Command('passages'), STORE_SETTINGS)
    .description(
      'print the passages of a text for a data file: sentence by sentence, with positions, digests, and the works that its footnotes cite; the words as comments; writes nothing',
    )
    .argument('<file>', 'the text, one paragraph a line; or HTML, PDF, DOCX; - for standard input')
    .requiredOption('--source <id>', 'id of the source that the text is')
    .option('--prefix <text>', 'what the ids of the passages begin with; the id of the source when left out')
    .option('--no-words', 'leave the words out, where they may not be copied')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum passages article.txt --source example-article --prefix ex >> my-documents/example.yaml',
    )
    .action((file: string, { source, prefix = source, words, ...options }: Options) =>
      withStore(options, async (store) => {
        const { text } = await documentOf(file);
        const found = await passagesOf(store, text, source, prefix);
        const head = `Passages of ${source}: take out what no statement needs.`;
        print(dataFileOf(found, { head, words }));
        for (const each of found.open) say(`open: ${each}`);
      }),
    );
