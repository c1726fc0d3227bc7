import { Command } from 'commander';
import { BECAME } from '../model/document-status.ts';
import { readVerifyQuote, type QuoteVerdict } from '../queries/verify-answer.ts';
import { verdictOn } from '../queries/verify.ts';
import type { Store } from '../store/port.ts';
import { untilTime } from '../verify/clock.ts';
import { print as printed, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { readText, verifySource, verifyStored, type CopyOptions } from './verify-source.ts';

type Options = CopyOptions & {
  source?: string;
  file?: string;
  quote?: string;
  prefix?: string;
  suffix?: string;
  speaker?: string;
  passage?: string;
  stored?: boolean;
};

const print = (text: string): unknown => printed(`${text}\n`);

const showVerdict = (verdict: QuoteVerdict): void => {
  print([verdict.status, verdict.method, verdict.reason?.detail].filter(Boolean).join('  '));
  for (const { source, sourceStatus, snapshot, passages, selectors } of verdict.places) {
    const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector.exact] : []));
    const [at] = selectors.flatMap((selector) =>
      selector.type === 'TextPositionSelector' ? [`${selector.start}-${selector.end}`] : [],
    );
    const became = sourceStatus && `(${[BECAME[sourceStatus.kind], sourceStatus.date].filter(Boolean).join(' ')})`;
    print(
      `  ${[source, became, snapshot, ...passages.map(({ id, speakers }) => `${id} (${speakers.join(', ') || 'no speaker'})`), at, quoted && JSON.stringify(quoted)].filter(Boolean).join('  ')}`,
    );
  }
  if (verdict.candidates !== null)
    print(`  texts that have its words: ${verdict.candidates}, looked through: ${verdict.searched.length}`);
  if (verdict.count > verdict.places.length) print(`  and ${verdict.count - verdict.places.length} places more`);
};

const verifyOne = async (options: Options, store: Store | null, text: string | undefined): Promise<void> => {
  const { quote, source, prefix, suffix, speaker, passage } = options;
  const given = Object.entries({ quote, source, text, prefix, suffix, speaker, passage }).filter(
    ([, value]) => value !== undefined,
  );
  // With a text to look in nothing is asked of the store.
  const verdict = await verdictOn(store as Store, readVerifyQuote(Object.fromEntries(given)), untilTime(null));
  if (options.json) print(JSON.stringify(verdict, null, 2));
  else showVerdict(verdict);
  if (verdict.status !== 'verified') process.exitCode = 1;
};

/** What of the options does not go together. */
const misuse = ({
  quote,
  source,
  file,
  stored,
  record: writes,
  storeText,
  retrieved,
  mediaType,
  url,
  ...of
}: Options): string | null => {
  if (stored && (quote ?? file) !== undefined)
    return '--stored looks in the texts that are stored, for all that is recorded; leave out --quote and --file';
  if (stored && (storeText || (retrieved ?? mediaType ?? url) !== undefined))
    return '--store-text, --retrieved, --media-type and --url are for the text of --file';
  if (!stored && quote === undefined && (source === undefined || file === undefined))
    return 'give --source and --file to check the passages of a source, --stored for the texts that are stored, or --quote';
  if (quote !== undefined && source !== undefined && file !== undefined)
    return 'with --quote give --file, the text to look in, or --source, or neither to look in all stored texts';
  if (quote !== undefined && writes) return '--record is for the passages of a source; leave out --quote';
  if (quote === undefined && (of.prefix ?? of.suffix ?? of.speaker ?? of.passage) !== undefined)
    return '--prefix, --suffix, --speaker and --passage are for one quotation; give --quote';
  if (!writes && (storeText || (retrieved ?? mediaType ?? url) !== undefined))
    return '--store-text, --retrieved, --media-type and --url are for what --record writes';
  return null;
};

export const verifyCommand = (): Command =>
  withSettings(new Command('verify'), STORE_SETTINGS)
    .description(
      'check the passages of a source and the words quoted from them against its text, or one quotation; the exit code is 1 where anything is not verified',
    )
    .option('--source <id>', 'the source')
    .option('--file <path>', 'its text, in UTF-8')
    .option('--stored', 'check against the texts that are stored: of --source, or of all sources')
    .option('--record', 'write a snapshot of the text (its digests only) and what came of the checks')
    .option('--store-text', 'with --record: store the text too')
    .option('--retrieved <date>', 'with --record: when the text was retrieved, now when left out')
    .option('--media-type <type>', 'with --record: of what was retrieved, text/plain when left out')
    .option('--url <url>', 'with --record: where it was retrieved')
    .option(
      '--quote <text>',
      'one quotation, to look for in --file, in the stored texts of --source, or in all stored texts',
    )
    .option('--prefix <text>', 'the words directly before it')
    .option('--suffix <text>', 'the words directly after it')
    .option('--speaker <id>', 'who is said to have spoken it')
    .option('--passage <id>', 'the passage that it is said to stand in')
    .option('--json', 'the result as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum verify --source example-document --file example.txt\n  $ dictum verify --source example-document --file example.txt --record --retrieved 2024-04-01\n  $ dictum verify --stored --record\n  $ dictum verify --quote "that trade would grow" --file example.txt',
    )
    .action(async (options: Options, command: Command) => {
      const wrong = misuse(options);
      if (wrong !== null) command.error(`error: ${wrong}`);
      const text = options.file === undefined ? undefined : await readText(options.file);
      if (options.quote !== undefined && text !== undefined) return verifyOne(options, null, text.text);
      return withStore({ ...options }, (store) => {
        if (options.quote !== undefined) return verifyOne(options, store, undefined);
        return options.stored
          ? verifyStored(options, store)
          : verifySource({ ...options, source: options.source! }, store, text!);
      });
    });
