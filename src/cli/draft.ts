import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { itemBeside } from '../draft/beside.ts';
import { dataFileOf } from '../draft/data-file.ts';
import { draftOf, type Draft } from '../draft/draft.ts';
import { addressReader, commandReader } from '../draft/outside-reader.ts';
import type { OutsideReader } from '../draft/reader-form.ts';
import { documentOf, reading } from './document.ts';
import { CommandError, counted, print, say, STORE_SETTINGS, withSettings, withStore } from './run.ts';

type Options = {
  source?: string;
  prefix?: string;
  csl?: string;
  retrieved: string;
  text: boolean;
  analysis: boolean;
  reader?: string;
  readerUrl?: string;
  readerModel?: string;
  readerTimeout: number;
  readerPrivate?: boolean;
  format: 'json' | 'yaml';
  out?: string;
};

const secondsIn = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('give a number of seconds from 1 to 9999.');
  return Number(text);
};

/** Who reads beside the rules; null where nobody is named. @throws CommandError */
const readerOf = ({ reader, readerUrl, readerModel, readerTimeout, readerPrivate }: Options): OutsideReader | null => {
  if (reader !== undefined && readerUrl !== undefined)
    throw new CommandError('give --reader or --reader-url, and not both');
  if (reader !== undefined) return commandReader(reader, readerTimeout);
  if (readerUrl === undefined) return null;
  if (readerModel === undefined) throw new CommandError('--reader-url needs the name of a model; give --reader-model');
  return addressReader({
    url: readerUrl,
    model: readerModel,
    key: process.env['DICTUM_READER_KEY'],
    seconds: readerTimeout,
    allowPrivate: readerPrivate === true,
  });
};

const summary = ({ source, changes, open, gone, reader }: Draft): string => {
  const count = (type: string): number => changes.filter((change) => change.type === type).length;
  return [
    `${source.id}${source.known ? ', which the graph has' : ''}: ${[
      counted(count('statement'), 'statement'),
      counted(count('claim'), 'new claim'),
      counted(count('citation'), 'footnote'),
      counted(count('passage'), 'passage'),
      counted(count('source'), 'source'),
    ].join(', ')}`,
    ...(reader === undefined ? [] : [`${counted(reader.statements, 'statement')} read by ${reader.name}`]),
    ...open.map((each) => `open: ${each}`),
    ...gone.map(({ id, status, reason }) => `passage ${id} ${status}: ${reason ?? 'it does not stand in this text'}`),
    '',
  ].join('\n');
};

/** Reads a document and prints what could be recorded of it. */
export const draftCommand = (): Command =>
  withSettings(new Command('draft'), STORE_SETTINGS)
    .description(
      'draft an article or release: source, passages, footnotes with their works, and who says what, each with its reason; writes nothing',
    )
    .argument('<file>', 'HTML, PDF, DOCX or plain text; - for standard input')
    .option('--source <id>', 'id of the source; made from its title when left out')
    .option('--prefix <text>', 'what the ids of passages and footnotes begin with; the id of the source when left out')
    .option('--csl <file>', 'what is known of the document: CSL-JSON, BibTeX or RIS, as Zotero gives it')
    .option('--retrieved <date>', 'when it was retrieved', new Date().toISOString().slice(0, 10))
    .option('--no-text', 'keep the digest of the text alone, where the text may not be stored')
    .option('--no-analysis', 'leave out what the text says without naming anybody for it')
    .option(
      '--reader <command>',
      'a command that reads beside the rules: JSON on standard input, JSON on standard output',
    )
    .option(
      '--reader-url <url>',
      'a service that reads beside the rules, as chat completions of OpenAI do; its key is DICTUM_READER_KEY',
    )
    .option('--reader-model <name>', 'the model that the service is asked for')
    .option('--reader-timeout <seconds>', 'how long the reader may take', secondsIn, 120)
    .option('--reader-private', 'let the service be on a private network, or without TLS')
    .addOption(
      new Option('--format <form>', 'json: a batch of changes with notes; yaml: a data file')
        .choices(['json', 'yaml'])
        .default('json'),
    )
    .option('--out <file>', 'where to; standard output when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum draft article.html --format yaml --out my-documents/article.yaml\n  $ dictum draft release.pdf --csl zotero.json > draft.json\n  $ dictum draft article.html --reader ./read-better > draft.json',
    )
    .action((file: string, options: Options) =>
      withStore({ ...options }, async (store) => {
        const reader = readerOf(options);
        const document = await documentOf(file);
        const draft = await reading(async () => {
          const csl =
            options.csl === undefined ? {} : await itemBeside(await readFile(options.csl, 'utf8'), options.csl);
          return draftOf(store, document, {
            ...(options.source !== undefined && { source: options.source }),
            ...(options.prefix !== undefined && { prefix: options.prefix }),
            csl,
            retrieved: options.retrieved,
            keepText: options.text,
            analysis: options.analysis,
            ...(reader !== null && { reader }),
          });
        });
        const written = options.format === 'yaml' ? dataFileOf(draft) : `${JSON.stringify(draft, null, 2)}\n`;
        if (options.out === undefined) print(written);
        else await writeFile(options.out, written);
        say(summary(draft).trimEnd());
      }),
    );
