import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { parseBody } from '../edit/batch.ts';
import { readJson } from '../edit/body.ts';
import { Proposed, STATES, type Proposal } from '../proposals/form.ts';
import type { ProposalEvent } from '../proposals/events.ts';
import { Proposals } from '../proposals/proposals.ts';
import { callServer } from './remote.ts';
import { counted, print, say, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

const line = ({ id, state, counts, by, at, comment }: Proposal): string =>
  `${id}  ${state.padEnd(10)}  ${counts.open} open, ${counts.accepted} accepted, ${counts.rejected} rejected  ${at.slice(0, 10)} by ${by}${comment === null ? '' : `: ${comment}`}\n`;

/** A document that was drafted and accepted before has nothing new. */
const isEmptyDraft = (body: unknown): boolean => {
  const changes = (body as { changes?: unknown } | null)?.changes;
  return Array.isArray(changes) && changes.length === 0;
};

type Proposing = { server?: string; comment?: string; supersedes?: string };

/** Proposes a draft. */
export const proposeCommand = (): Command =>
  withSettings(new Command('propose'), STORE_SETTINGS)
    .description(
      'propose a draft, as dictum draft prints it, for somebody to look at; it is checked as if it were written',
    )
    .argument('<file>', 'the draft as JSON; - for standard input')
    .option('--comment <text>', 'what it is, in a line; as the draft says when left out')
    .option('--supersedes <id>', 'the open proposal that this one takes the place of')
    .option('--server <url>', 'a running service, with the token in DICTUM_TOKEN; the store itself when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum draft article.html | dictum propose -\n  $ DICTUM_TOKEN=… dictum propose draft.json --server https://dictum.example',
    )
    .action(async (file: string, { server, comment, supersedes, ...options }: Proposing) => {
      const body = readJson(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
      if (isEmptyDraft(body)) return void say('nothing is proposed: the graph has all that the draft has');
      const given = { ...(comment !== undefined && { comment }), ...(supersedes !== undefined && { supersedes }) };
      const proposed = { ...parseBody(Proposed, body), ...given };
      const proposal =
        server === undefined
          ? await withStore(options, (store) => new Proposals(store).propose(proposed, shellUser()))
          : ((await callServer(server, '/v1/proposals', { method: 'POST', body: proposed })) as Proposal);
      print(line(proposal));
    });

const happened = ({ at, event, proposal, by, records, text, change }: ProposalEvent): string =>
  `${at}  ${event.padEnd(10)}  ${proposal}  by ${by}${records === 0 ? '' : `, ${counted(records, 'record')}`}${change === null ? '' : `, change ${change}`}${text === null ? '' : `: ${text}`}\n`;

/** Prints what happened to all proposals, in the order of time. */
const printEvents = async (server: string | undefined, options: object): Promise<void> => {
  const printAll = async (read: (after: string) => Promise<{ events: ProposalEvent[]; more: boolean }>) => {
    for (let after = ''; ;) {
      const { events, more } = await read(after);
      print(events.map(happened).join(''));
      if (!more) return;
      after = events.at(-1)!.id;
    }
  };
  if (server === undefined)
    return withStore({ ...options }, (store) =>
      printAll((after) => new Proposals(store).events({ after, limit: MOST_LISTED })),
    );
  await printAll(async (after) => {
    const since = after === '' ? '' : `&since=${after}`;
    const events = (await callServer(
      server,
      `/v1/proposals/events?limit=${MOST_LISTED}${since}`,
    )) as unknown as ProposalEvent[];
    return { events, more: events.length === MOST_LISTED };
  });
};

const MOST_LISTED = 200;

type Listing = { state?: (typeof STATES)[number]; events?: boolean; server?: string };

/** What waits to be looked at. */
export const proposalsCommand = (): Command =>
  withSettings(new Command('proposals'), STORE_SETTINGS)
    .description('the latest proposals, and what became of them')
    .addOption(new Option('--state <state>', 'those of this state alone').choices(STATES))
    .option(
      '--events',
      'what happened to all of them, in the order of time: who proposed, accepted, rejected and commented what',
    )
    .option('--server <url>', 'a running service, with the token in DICTUM_TOKEN; the store itself when left out')
    .addHelpText('after', '\nExamples:\n  $ dictum proposals --state open\n  $ dictum proposals --events')
    .action(async ({ state, events, server, ...options }: Listing) => {
      if (events === true) return printEvents(server, options);
      const listed =
        server === undefined
          ? (
              await withStore(options, (store) =>
                new Proposals(store).list({ state: state ?? null, after: '', limit: MOST_LISTED }),
              )
            ).proposals
          : ((await callServer(
              server,
              `/v1/proposals?limit=${MOST_LISTED}${state === undefined ? '' : `&state=${state}`}`,
            )) as unknown as Proposal[]);
      print(listed.map(line).join(''));
    });
