import { userInfo } from 'node:os';
import { CommanderError, Option, type Command } from 'commander';
import { openStore } from '../compose.ts';
import { ConfigError, readConfig, SETTINGS, type Config, type SettingName } from '../config.ts';
import { Refused } from '../ingest/refused.ts';
import { DictumError } from '../model/errors.ts';
import { StoreRefused } from '../store/migration.ts';
import { forTerminal } from '../model/unseen-characters.ts';
import { isDatabaseError, saidBy } from '../store/said.ts';
import type { Store } from '../store/port.ts';

/** Something that ends a command with one clear line. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export const say = (line: string): unknown => process.stderr.write(`${forTerminal(line)}\n`);

/** What is printed for people has nothing in it that a terminal would obey; for programs it is as it is. */
export const print = (text: string): unknown => process.stdout.write(process.stdout.isTTY ? forTerminal(text) : text);

/** "1 record", "12 records" */
export const counted = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;

/** What a shell tells of programs whose reader is gone (128 and the number of SIGPIPE). */
const READER_GONE = 141;

/**
 * Ends the process where nobody reads its output any more, as `head` does once it has enough; what goes wrong is told to
 * nobody where nobody reads that.
 */
export const endWithItsReader = (): void => {
  const isGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE';
  process.stdout.on('error', (error) => {
    if (!isGone(error)) throw error;
    process.exit(READER_GONE);
  });
  process.stderr.on('error', (error) => {
    if (!isGone(error)) throw error;
  });
};

/** Runs a command; whatever goes wrong is told in a line and an exit code, not in a stack. */
export const guarded = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof Refused) {
      say(error.message);
      say(howMany(error));
      process.exitCode = 1;
    } else if (error instanceof DictumError || error instanceof CommandError) {
      // What the store itself said, such as that the disk is full, is for whoever runs the command.
      const cause =
        error instanceof DictumError && error.cause instanceof Error ? ` (${error.cause.message.split('\n')[0]})` : '';
      say(
        `dictum: ${error.message}${cause}${
          error instanceof DictumError
            ? error.faults
                .filter(({ detail }) => detail !== error.message)
                .map((fault) => `\n  ${'parameter' in fault ? `--${fault.parameter}` : fault.pointer}: ${fault.detail}`)
                .join('')
            : ''
        }`,
      );
      process.exitCode = 1;
    } else if (error instanceof ConfigError || error instanceof StoreRefused) {
      say(`dictum: ${error.message}`);
      process.exitCode = 2;
    } else {
      say(`dictum: ${describe(error)}`);
      process.exitCode = 2;
    }
  }
};

/** How much is wrong, and from where one goes on. */
const howMany = ({ refusals, next, readTo }: Refused): string => {
  const count = `${refusals.length.toLocaleString('en')} ${refusals.length === 1 ? 'thing is' : 'things are'} wrong.`;
  const unread = readTo === null ? '' : ` The lines after ${readTo} were not read.`;
  const written = next > 1 ? ` The lines before ${next} are written; go on with --from-line ${next}.` : '';
  return count + unread + written;
};

/** Errors of the file system and of SQLite in words; the stack of anything else only where it is asked for. */
const describe = (error: unknown): string => {
  const said = saidBy(error);
  if (said !== null) return said;
  const { code, path, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return 'a folder was named where a file is needed';
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} is a file, not a folder`;
  if (isDatabaseError(error)) return `the database cannot be opened: ${message}`;
  return process.env['LOG_LEVEL'] === 'debug' ? (stack ?? message) : `${message} (LOG_LEVEL=debug tells where)`;
};

/** Who runs the command, as change sets name them. */
export const shellUser = (): string => {
  try {
    return `shell:${userInfo().username}`;
  } catch {
    // A user of a container may have no name.
    return 'shell';
  }
};

/** The settings that say where the graph is. */
export const STORE_SETTINGS: readonly SettingName[] = [
  'DICTUM_DATA',
  'NEO4J_URI',
  'NEO4J_USER',
  'NEO4J_PASSWORD',
  'NEO4J_DATABASE',
];

/** Adds the flags of some settings to a command. */
export const withSettings = (command: Command, names: readonly SettingName[]): Command => {
  for (const name of names) {
    const { flag, about, default: otherwise } = SETTINGS[name];
    command.addOption(
      new Option(`${flag} <value>`, `${about} (variable ${name}${otherwise === '' ? '' : `, otherwise ${otherwise}`})`),
    );
  }
  return command;
};

/** The settings of a command, from its flags and the environment. */
export const configOf = (options: Record<string, unknown>): Config => {
  const flags = Object.entries(SETTINGS).flatMap(([name, { flag }]) => {
    const value = options[flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return readConfig(Object.fromEntries(flags));
};

/** Migrates a store where it has to be, and tells how far that is; whether it had to. */
export const migrateTold = async (store: Store, options: { anew?: boolean } = {}): Promise<boolean> => {
  const progress = progressLine();
  let steps = 0;
  let last = '';
  for (let done = await store.migrate(options); done !== null; done = await store.migrate()) {
    last = done.step;
    if (steps === 0 && !options.anew)
      say('the store was derived by another version of Dictum: it is derived and filed anew');
    steps += 1;
    progress.show(done.step);
  }
  progress.end();
  // Among others what became of the store as it was.
  if (steps > 0) say(last);
  return steps > 0;
};

/** Opens the store for one command, and closes it whatever happens. An embedded one is migrated first where it has to be. */
export const withStore = async <T>(options: Record<string, unknown>, use: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(configOf(options), { serving: false });
  try {
    await migrateTold(store);
    return await use(store);
  } finally {
    await store.close();
  }
};

/** How often progress is told where it cannot be rewritten in place. */
const TELL_EVERY_MS = 10_000;

/** A line of progress on standard error: rewritten in place on a terminal, elsewhere a new one every ten seconds. */
export const progressLine = (): { show: (text: string) => void; end: () => void } => {
  const terminal = process.stderr.isTTY;
  let told = Date.now();
  return {
    show: (text) => {
      if (terminal) process.stderr.write(`\r\u001b[K${forTerminal(text)}`);
      else if (Date.now() - told >= TELL_EVERY_MS) {
        told = Date.now();
        say(text);
      }
    },
    end: () => void (terminal && process.stderr.write('\r\u001b[K')),
  };
};
