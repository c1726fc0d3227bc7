import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { keyText } from '../model/ids.ts';
import { SourceText } from '../verify/source-text.ts';
import { readVerifyQuote, type QuoteVerdict } from '../queries/verify-answer.ts';
import { verdictOn } from '../queries/verify.ts';
import { recordChecks, recordSnapshot, type Copy } from '../queries/record-checks.ts';
import { checkSource, outcomesOf, type SourceCheck } from '../queries/verify-passages.ts';
import type { Problem, Store } from '../store/port.ts';
import { untilTime } from '../verify/clock.ts';
import { CommandError, STORE_SETTINGS, withSettings, withStore } from './run.ts';

type Options = {
  source?: string;
  file?: string;
  quote?: string;
  prefix?: string;
  suffix?: string;
  speaker?: string;
  passage?: string;
  record?: boolean;
  storeText?: boolean;
  retrieved?: string;
  mediaType?: string;
  url?: string;
  json?: boolean;
};

const print = (text: string): unknown => process.stdout.write(`${text}\n`);

/** A text file and the digest of its bytes. @throws CommandError where it is not UTF-8 */
const readText = async (file: string): Promise<{ text: string; bytes: string }> => {
  const content = await readFile(file);
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
      bytes: createHash('sha256').update(content).digest('hex'),
    };
  } catch {
    throw new CommandError(`${file} is not UTF-8; convert it first`);
  }
};

const showVerdict = (verdict: QuoteVerdict): void => {
  print([verdict.status, verdict.method, verdict.reason?.detail].filter(Boolean).join('  '));
  for (const { source, snapshot, passages, selectors } of verdict.places) {
    const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector.exact] : []));
    const [at] = selectors.flatMap((selector) =>
      selector.type === 'TextPositionSelector' ? [`${selector.start}-${selector.end}`] : [],
    );
    print(
      `  ${[source, snapshot, ...passages.map(({ id, speakers }) => `${id} (${speakers.join(', ') || 'no speaker'})`), at, quoted && JSON.stringify(quoted)].filter(Boolean).join('  ')}`,
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

type Line = { status: string; words: string[]; method: string | null; reason: string | null };

/** A table of what was checked, and how often which status came out. */
const showChecks = (what: string, lines: readonly Line[], totals: Record<string, number>): void => {
  const widths = (lines[0]?.words ?? []).map((_, i) => Math.max(...lines.map(({ words }) => words[i]!.length)));
  for (const { status, words, method, reason } of lines)
    print(
      [
        status.padEnd(13),
        ...words.map((word, i) => word.padEnd(widths[i]!)),
        [method, reason].filter(Boolean).join(': '),
      ]
        .join('  ')
        .trimEnd(),
    );
  const counts = Object.entries(totals).filter(([, count]) => count > 0);
  print(`${lines.length} ${what}: ${counts.map(([status, count]) => `${status} ${count}`).join(', ') || 'none'}`);
};

/** The longest words that a line shows. */
const SHOWN_WORDS = 60;

const showCheck = ({ passages, totals, quotes, quoteTotals }: SourceCheck): void => {
  showChecks(
    'passages',
    passages.map(({ id, locator, ...of }) => ({ ...of, words: [id, locator] })),
    totals,
  );
  if (quotes.length === 0) return;
  const shown = (exact: string): string =>
    JSON.stringify(exact.length > SHOWN_WORDS ? `${exact.slice(0, SHOWN_WORDS)}…` : exact);
  showChecks(
    'quotes',
    quotes.map(({ statement, passage, exact, ...of }) => ({ ...of, words: [statement, passage, shown(exact)] })),
    quoteTotals,
  );
};

/** @throws CommandError naming what is wrong with a record that was not taken */
const taken = <T extends object>(done: T | { problems: Problem[] }): T => {
  if (!('problems' in done)) return done;
  throw new CommandError(
    `the checks cannot be written: ${done.problems.map(({ key, pointer, message }) => `${keyText(key)}${pointer} ${message}`).join('; ')}`,
  );
};

const record = async (store: Store, check: SourceCheck, copy: Copy, checkedAt: string) => {
  const snapshot = taken(await recordSnapshot(store, check.source, copy));
  return { ...snapshot, ...taken(await recordChecks(store, snapshot.snapshot, checkedAt, outcomesOf(check))) };
};

const verifySource = async (
  options: Options,
  store: Store,
  { text: raw, bytes }: { text: string; bytes: string },
): Promise<void> => {
  const text = new SourceText(raw);
  const check = await checkSource(store, options.source!, text);
  const checkedAt = new Date().toISOString();
  const copy: Copy = {
    text,
    bytes,
    retrieved: options.retrieved ?? checkedAt,
    mediaType: options.mediaType ?? 'text/plain',
    url: options.url ?? null,
    storeText: options.storeText === true,
  };
  const done = options.record ? await record(store, check, copy, checkedAt) : null;
  if (options.json) print(JSON.stringify({ ...check, ...(done !== null && { recorded: done }) }, null, 2));
  else {
    showCheck(check);
    if (done !== null)
      print(
        `${done.recorded} checks recorded, with snapshot ${done.snapshot}${done.isNew ? (copy.storeText ? '' : ', of which the digests only are stored') : ', which was there already'}`,
      );
  }
  if (check.totals.verified < check.passages.length || check.quoteTotals.verified < check.quotes.length)
    process.exitCode = 1;
};

/** What of the options does not go together. */
const misuse = ({
  quote,
  source,
  file,
  record: writes,
  storeText,
  retrieved,
  mediaType,
  url,
  ...of
}: Options): string | null => {
  if (quote === undefined && (source === undefined || file === undefined))
    return 'give --source and --file to check the passages of a source, or --quote with one of them';
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
      '\nExamples:\n  $ dictum verify --source example-document --file example.txt\n  $ dictum verify --source example-document --file example.txt --record --retrieved 2024-04-01\n  $ dictum verify --quote "that trade would grow" --file example.txt',
    )
    .action(async (options: Options, command: Command) => {
      const wrong = misuse(options);
      if (wrong !== null) command.error(`error: ${wrong}`);
      const text = options.file === undefined ? undefined : await readText(options.file);
      if (options.quote !== undefined && text !== undefined) return verifyOne(options, null, text.text);
      return withStore({ ...options }, (store) =>
        options.quote !== undefined ? verifyOne(options, store, undefined) : verifySource(options, store, text!),
      );
    });
