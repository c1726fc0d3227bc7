import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { parseBody } from '../edit/batch.ts';
import { readJson } from '../edit/body.ts';
import { Proposed } from '../proposals/form.ts';
import { lineOf } from './proposal-told.ts';
import { withProposals } from './proposal-source.ts';
import { SERVER } from './record.ts';
import { print, say, STORE_SETTINGS, withSettings } from './run.ts';

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
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum draft article.html | dictum propose -\n  $ DICTUM_TOKEN=… dictum propose draft.json --server https://dictum.example',
    )
    .action(async (file: string, { server, comment, supersedes, ...options }: Proposing) => {
      const body = readJson(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
      if (isEmptyDraft(body)) return void say('nothing is proposed: the graph has all that the draft has');
      const given = { ...(comment !== undefined && { comment }), ...(supersedes !== undefined && { supersedes }) };
      const proposed = { ...parseBody(Proposed, body), ...given };
      print(lineOf(await withProposals({ ...options, server }, (proposals) => proposals.propose(proposed))));
    });
