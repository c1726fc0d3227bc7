import { Command } from 'commander';
import type { BaseView } from '../model/define.ts';
import type { StatementView } from '../model/types/statement.ts';
import { readLinks } from '../queries/links.ts';
import { listPage, readListRequest } from '../queries/list.ts';
import { claimProvenance } from '../queries/provenance.ts';
import { readRecord } from '../queries/record.ts';
import { search } from '../queries/search.ts';
import type { Store } from '../store/port.ts';
import { parametersOf, withFilters } from './parameters.ts';
import { CommandError, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { table } from './table.ts';

type Answer = { json: unknown; columns: string[]; rows: string[][]; more: boolean };

/** A query command: asks one page of one question, and prints a table or JSON. */
const ask = (name: string, description: string, examples: string, question: (store: Store, argument: string, parameters: Record<string, string>) => Promise<Answer>, argument?: string): Command => {
  const command = withSettings(new Command(name), STORE_SETTINGS).description(description);
  if (argument !== undefined) command.argument(`<${argument}>`);
  command
    .option('--json', 'the answer as JSON')
    .option('--limit <n>', 'how many at most', '50')
    .option('--cursor <cursor>', 'where to go on')
    .addHelpText('after', `\nExamples:\n${examples}`)
    .action(async (...given: unknown[]) => {
      const [first, options] = (argument === undefined ? ['', given[0]] : given) as [string, Record<string, string | boolean>];
      await withStore(options, async (store) => {
        const answer = await question(store, first, parametersOf(options));
        process.stdout.write(options['json'] ? `${JSON.stringify(answer.json, null, 2)}\n` : `${table(answer.columns, answer.rows)}${answer.more ? 'More follow: --limit, or --json for the cursor.\n' : ''}`);
      });
    });
  return command;
};

const found = async (store: Store, type: 'region' | 'claim', id: string): Promise<void> => {
  const record = await readRecord(store, { type, id });
  if ('movedTo' in record) throw new CommandError(`${type} ${id} was merged into ${record.movedTo}; ask for that one`);
};

const statements = (): Command => {
  const command = ask('statements', 'which statements there are, by any filter of the list', '  $ dictum query statements --speaker sergey-lavrov\n  $ dictum query statements --region middle-east --mode !analysis', async (store, _, parameters) => {
    const request = readListRequest('statement', parameters);
    const { page, nextCursor } = await listPage(store, request);
    const data = page.rows.map((row) => JSON.parse(row.json) as StatementView);
    return {
      json: { data, page: { limit: request.query.limit, nextCursor } },
      columns: ['said', 'speakers', 'mode', 'directness', 'statement'],
      rows: data.map((view) => [view.said ?? '', view.speakers.join(', '), view.mode, view.directness.join(', '), view.label]),
      more: page.more,
    };
  });
  return withFilters(command, 'statement').option('--sort <sort>', 'said or -said');
};

const forums = (): Command =>
  ask('forums', 'which forums are linked to a region, and why', '  $ dictum query forums middle-east', async (store, region, parameters) => {
    await found(store, 'region', region);
    const { links, nextCursor } = await readLinks(store, 'region', region, parameters);
    return {
      json: { data: links, page: { nextCursor } },
      columns: ['forum', 'rule', 'evidence', 'first evidence'],
      rows: links.flatMap((link) => link.rules.map((rule) => {
        const first = link.evidence.find((evidence) => evidence.rule === rule);
        return [link.forum.label, rule, String(link.evidenceCounts[rule]), first === undefined ? '' : first.because.map(({ text }) => text).join('; ')];
      })),
      more: nextCursor !== null,
    };
  }, 'region');

const provenance = (): Command =>
  ask('provenance', 'what a claim rests on, down to the footnote', '  $ dictum query provenance relations-will-deepen --json', async (store, claim, parameters) => {
    const answer = await claimProvenance(store, claim, parameters);
    if ('movedTo' in answer) throw new CommandError(`claim ${claim} was merged into ${answer.movedTo}; ask for that one`);
    type Shown = { statement: { id: string }; speakers: { name: string }[]; passage: BaseView; citation: (BaseView & { accessed: string | null }) | null; source: { title?: string } | null; publisher: BaseView | null; directness: string };
    return {
      json: answer,
      columns: ['statement', 'speakers', 'passage', 'footnote', 'source', 'publisher', 'directness'],
      rows: (answer.data.chains as Shown[]).map((chain) => [
        chain.statement.id, chain.speakers.map(({ name }) => name).join(', '), chain.passage.label,
        chain.citation === null ? 'none' : `${chain.citation.label}${chain.citation.accessed === null ? '' : ` (accessed ${chain.citation.accessed})`}`,
        chain.source?.title ?? '', chain.publisher?.label ?? '', chain.directness,
      ]),
      more: answer.nextCursor !== null,
    };
  }, 'claim');

const searching = (): Command =>
  ask('search', 'full text over names, claims, statements and sources', "  $ dictum query search 'maritime security'", async (store, q, parameters) => {
    const { hits, nextCursor } = await search(store, { ...parameters, q });
    return { json: { data: hits, page: { nextCursor } }, columns: ['type', 'id', 'score', 'label'], rows: hits.map((hit) => [hit.type, hit.id, String(hit.score), hit.label]), more: nextCursor !== null };
  }, 'words');

export const queryCommand = (): Command => {
  const command = new Command('query').description('ask the main questions');
  for (const make of [statements, forums, provenance, searching]) command.addCommand(make());
  return command;
};
