import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { SettingName } from '../config.ts';
import { readJson } from '../edit/body.ts';
import { keyText, type Key } from '../model/ids.ts';
import { STATES, type Proposal, type State } from '../proposals/form.ts';
import { keyOfWords } from './log.ts';
import { withProposals, type Decided, type ProposalSource } from './proposal-source.ts';
import { eventLine, lineOf, wholeTold } from './proposal-told.ts';
import { SERVER } from './record.ts';
import { CommandError, print, say, STORE_SETTINGS, withSettings } from './run.ts';

type Common = { server?: string; json?: boolean };

/** The most that a page has. */
const MOST_AT_ONCE = 200;

const limitIn = (given: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new InvalidArgumentError('give a number from 1.');
  return Number(given);
};

/** Prints what happened to all proposals, in the order in which it was kept. */
const printEvents = async (proposals: ProposalSource, json: boolean): Promise<void> => {
  for (let after = ''; ;) {
    const { events, more } = await proposals.events({ after, limit: MOST_AT_ONCE });
    print(events.map((event) => (json ? `${JSON.stringify(event)}\n` : eventLine(event))).join(''));
    if (!more) return;
    after = events.at(-1)!.id;
  }
};

type Listing = Common & { state?: State; events?: boolean; limit: number };

const printList = async (proposals: ProposalSource, { state, limit, json }: Listing): Promise<void> => {
  const found: Proposal[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ProposalSource['list']>> = await proposals.list({
      state: state ?? null,
      limit: Math.min(MOST_AT_ONCE, limit - found.length),
      cursor,
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < limit);
  if (json) return void print(`${JSON.stringify(found, null, 2)}\n`);
  print(found.map(lineOf).join(''));
  if (cursor !== null) say('More follow: --limit.');
};

/** The records that words like statement/s1 name. @throws CommandError */
const keysOf = (words: readonly string[]): Key[] =>
  words.map((word) => {
    const [type, id, ...rest] = word.split('/');
    if (id === undefined || rest.length > 0)
      throw new CommandError(`${word} names no record; write its type and id, as statement/some-statement`);
    return keyOfWords(type!, id);
  });

/** A command on one proposal. */
const onOne = (name: string, settings: readonly SettingName[] = STORE_SETTINGS): Command =>
  withSettings(new Command(name), settings)
    .argument('<id>', 'the id of the proposal, as dictum proposals lists it')
    .option(...SERVER)
    .option('--json', 'as JSON');

const RECORDS = '[records...]';

const printDecided = (decided: Decided, { json }: Common): void => {
  if (json) return void print(`${JSON.stringify(decided, null, 2)}\n`);
  print(lineOf(decided));
  const changes = decided.changes ?? (decided.change == null ? [] : [decided.change]);
  if (decided.change === null && changes.length === 0) print('Nothing was written.\n');
  for (const change of changes) print(`Change ${change}.\n`);
};

const withRecords = (keys: readonly Key[]): object => (keys.length === 0 ? {} : { records: keys });

const showCommand = (): Command =>
  onOne('show')
    .argument(RECORDS, 'of its records these alone, as statement/some-statement')
    .description('one proposal: its records, why each is proposed, and what became of it')
    .action(async (id: string, records: string[], { json, ...options }: Common) => {
      const wanted = keysOf(records).map(keyText);
      const whole = await withProposals(options, (proposals) => proposals.read(id));
      const byRecord = new Map(whole.changes.map((each) => [keyText(each.change), each]));
      const absent = wanted.find((key) => !byRecord.has(key));
      if (absent !== undefined) throw new CommandError(`proposal ${id} has no ${absent}`);
      const changes = wanted.length === 0 ? whole.changes : wanted.map((key) => byRecord.get(key)!);
      const shown = { ...whole, changes };
      print(json ? `${JSON.stringify(shown, null, 2)}\n` : wholeTold(shown));
    });

const acceptCommand = (): Command =>
  onOne('accept', [...STORE_SETTINGS, 'ACCEPT'])
    .argument(RECORDS, 'those to accept, with what they refer to in the proposal; all that are open when left out')
    .option(
      '--with <file>',
      'what is to be written in place of what is proposed, and new records that it needs: JSON with corrected and added, as POST /v1/proposals/{id}/accept takes it; - for standard input',
    )
    .description('write records of a proposal, all in one change set or none')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum proposals accept 0x7bovktl206242\n  $ dictum proposals accept 0x7bovktl206242 statement/talks-s1 statement/talks-s2',
    )
    .action(async (id: string, records: string[], { json, with: file, ...options }: Common & { with?: string }) => {
      const keys = keysOf(records);
      const given =
        file === undefined ? {} : readJson(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        throw new CommandError(`${file} has no object; give {"corrected": […], "added": […]}`);
      const body = { ...given, ...withRecords(keys) };
      printDecided(await withProposals(options, (proposals) => proposals.accept(id, body)), { json: json === true });
    });

const rejectCommand = (): Command =>
  onOne('reject')
    .argument(RECORDS, 'those to reject; all that are open when left out')
    .requiredOption('--reason <text>', 'why')
    .description('reject records of a proposal, or all of it, with a reason')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum proposals reject 0x7bovktl206242 statement/talks-s1 --reason "Nobody says so."',
    )
    .action(async (id: string, records: string[], { json, reason, ...options }: Common & { reason: string }) => {
      const body = { reason, ...withRecords(keysOf(records)) };
      printDecided(await withProposals(options, (proposals) => proposals.reject(id, body)), { json: json === true });
    });

const undoCommand = (): Command =>
  onOne('undo')
    .option('--at <time>', 'when that was done, as show --json tells it: refused where somebody did something since')
    .description(
      'take back what was done last with a proposal: a decision, with all that it wrote, or what was made beside it on the desk',
    )
    .action(async (id: string, { json, at, ...options }: Common & { at?: string }) => {
      const body = at === undefined ? {} : { at };
      printDecided(await withProposals(options, (proposals) => proposals.undo(id, body)), { json: json === true });
    });

const commentCommand = (): Command =>
  onOne('comment')
    .argument('<text>', 'the comment')
    .description('say something about a proposal')
    .action(async (id: string, said: string, { json, ...options }: Common) => {
      const comment = await withProposals(options, (proposals) => proposals.comment(id, { text: said }));
      print(
        json
          ? `${JSON.stringify(comment, null, 2)}\n`
          : `${comment.at.slice(0, 10)} by ${comment.by}: ${comment.text}\n`,
      );
    });

/** What waits to be looked at, and decisions on it. */
export const proposalsCommand = (): Command =>
  withSettings(new Command('proposals'), STORE_SETTINGS)
    .description('the latest proposals and what became of them; show, accept or reject one')
    .addOption(new Option('--state <state>', 'those of this state alone').choices(STATES))
    .option('--limit <n>', 'how many', limitIn, MOST_AT_ONCE)
    .option(
      '--events',
      'all that happened to all of them, in the order in which it was kept: who proposed, accepted, rejected and commented what',
    )
    .option('--json', 'as JSON; events one a line')
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum proposals --state open\n  $ dictum proposals show 0x7bovktl206242\n  $ dictum proposals accept 0x7bovktl206242 --server https://dictum.example\n  $ dictum proposals --events',
    )
    .usage('[options] [command]')
    .argument('[command...]')
    .action(([unknown]: string[], options: Listing) => {
      if (unknown !== undefined)
        throw new CommandError(
          `dictum proposals has no command ${unknown}; it has show, accept, reject, undo and comment, each with the id of a proposal`,
        );
      if (options.events === true && options.state !== undefined)
        throw new CommandError('--events lists what happened to all proposals; leave --state out');
      return withProposals({ ...options }, (proposals) =>
        options.events === true ? printEvents(proposals, options.json === true) : printList(proposals, options),
      );
    })
    .addCommand(showCommand())
    .addCommand(acceptCommand())
    .addCommand(rejectCommand())
    .addCommand(undoCommand())
    .addCommand(commentCommand());
