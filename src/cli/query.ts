import { Command } from 'commander';
import type { BaseView } from '../model/define.ts';
import { keyText } from '../model/ids.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { HistogramShown } from '../queries/histogram.ts';
import { readLinks } from '../queries/links.ts';
import type { Position } from '../queries/position.ts';
import { tellFacts } from '../queries/facts.ts';
import { storeAsOf } from '../queries/as-of.ts';
import { listPage, readListRequest } from '../queries/list.ts';
import { answerIn, languageParameter, NamesIn } from '../queries/named-in.ts';
import { neighbourhood } from '../queries/neighbourhood.ts';
import { readParameters } from '../queries/parameters.ts';
import { address, paths } from '../queries/paths.ts';
import { search } from '../queries/search.ts';
import type { Store } from '../store/port.ts';
import { parametersOf, withFilters } from './parameters.ts';
import { CommandError, print, say, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { printTable } from './table.ts';

type Answer = { json: unknown; columns: string[]; rows: string[][]; more: boolean };

type Question = (store: Store, given: readonly string[], parameters: Record<string, string>) => Promise<Answer>;

/** An answer with its facts in sentences, and its records called by their names in these languages. */
const toldIn = async (store: Store, json: unknown, lang: string | undefined): Promise<unknown> => {
  if (lang === undefined) return JSON.parse((await tellFacts(store, [JSON.stringify(json)]))[0]!);
  const names = new NamesIn(store, readParameters({ lang }, { lang: languageParameter }).lang!);
  const [told] = await tellFacts(store, [JSON.stringify(json)], { labelsOf: (_, keys) => names.labels(keys) });
  return answerIn(JSON.parse(told!), names, { of: null, lang });
};

/** A query command: asks one page of one question, and prints a table or JSON. */
const ask = (name: string, description: string, examples: string, question: Question, ...named: string[]): Command => {
  const command = withSettings(new Command(name), STORE_SETTINGS).description(description);
  for (const each of named) command.argument(`<${each}>`);
  command
    .option('--json', 'the answer as JSON')
    .option('--lang <languages>', 'with --json: the languages to call records by, in order')
    .option('--limit <n>', 'how many at most')
    .option('--cursor <cursor>', 'where to go on')
    .addHelpText('after', `\nExamples:\n${examples}`)
    .action(async (...given: unknown[]) => {
      const options = given[named.length] as Record<string, string | boolean>;
      await withStore(options, async (store) => {
        const { lang, ...parameters } = parametersOf(options);
        const answer = await question(store, given.slice(0, named.length) as string[], parameters);
        const told = options['json'] ? await toldIn(store, answer.json, lang) : undefined;
        if (told !== undefined) return void print(`${JSON.stringify(told, null, 2)}\n`);
        printTable(answer.columns, answer.rows);
        if (answer.more) print('More follow: --limit, or --json for the cursor.\n');
      });
    });
  return command;
};

/** Counts over time as a table, and below them what is counted in no unit. */
const overTime = ({ field, buckets, undated }: HistogramShown): Pick<Answer, 'columns' | 'rows'> => ({
  columns: [field, 'statements'],
  rows: [
    ...buckets.map(({ key, count }) => [key, String(count)]),
    ...(undated > 0 ? [['undated', String(undated)]] : []),
  ],
});

const statements = (): Command => {
  const command = ask(
    'statements',
    'which statements there are, by any filter of the list',
    '  $ dictum query statements --speaker sergey-lavrov\n  $ dictum query statements --region middle-east --mode !analysis\n  $ dictum query statements --speaker sergey-lavrov --histogram said:month',
    async (store, _given, parameters) => {
      const request = readListRequest('statement', parameters);
      const { page, histogram, nextCursor } = await listPage(store, request, { disputes: true });
      const data = page.rows.map((row) => JSON.parse(row.json) as StatementView);
      const json = {
        data,
        ...(histogram !== null && { histogram }),
        page: { limit: request.query.limit, nextCursor },
      };
      if (histogram !== null) return { json, more: false, ...overTime(histogram) };
      return {
        json,
        columns: ['said', 'speakers', 'mode', 'directness', 'statement'],
        rows: data.map((view) => [
          view.said ?? '',
          view.speakers.join(', '),
          view.mode,
          view.directness.join(', '),
          view.label,
        ]),
        more: page.more,
      };
    },
  );
  return withFilters(command, 'statement')
    .option('--sort <sort>', 'said or -said')
    .option('--histogram <field:unit>', 'how many there are in each year, quarter, month or day, as said:month');
};

const forums = (): Command =>
  ask(
    'forums',
    'which forums are linked to a region, and why',
    '  $ dictum query forums middle-east',
    async (store, [region = ''], parameters) => {
      const answer = await readLinks(store, 'region', region, parameters);
      if ('movedTo' in answer)
        throw new CommandError(`region ${region} was merged into ${answer.movedTo}; ask for that one`);
      const { nextCursor } = answer;
      const [told] = await tellFacts(store, [JSON.stringify(answer.links)], { members: ['text'] });
      const links = JSON.parse(told!) as typeof answer.links;
      return {
        json: { data: answer.links, page: { nextCursor } },
        columns: ['forum', 'rule', 'evidence', 'first evidence'],
        rows: links.flatMap((link) =>
          link.rules.map((rule) => {
            const first = link.evidence.find((evidence) => evidence.rule === rule);
            return [
              link.forum.label,
              rule,
              String(link.evidenceCounts[rule]),
              first === undefined ? '' : first.because.map(({ text }) => text).join(' '),
            ];
          }),
        ),
        more: nextCursor !== null,
      };
    },
    'region',
  );

const provenance = (): Command =>
  ask(
    'provenance',
    'what a claim or a statement rests on, down to the footnote: a page of its chains of evidence',
    '  $ dictum query provenance relations-will-deepen --json\n  $ dictum query provenance statement/lavrov-2025-02-20-deepening --limit 5',
    async (stands, [given = ''], { asOf, ...parameters }) => {
      const store = await storeAsOf(stands, asOf);
      const [type, id] = given.startsWith('statement/')
        ? (['statement', given.slice('statement/'.length)] as const)
        : (['claim', given.replace(/^claim\//, '')] as const);
      const answer = await store.compose(`${type}Provenance`, id, parameters);
      if ('movedTo' in answer)
        throw new CommandError(`${type} ${id} was merged into ${answer.movedTo}; ask for that one`);
      type Shown = {
        statement: { id: string };
        speakers: { name: string }[];
        passage: BaseView;
        citation: (BaseView & { accessed: string | null }) | null;
        source: { title?: string } | null;
        publisher: BaseView | null;
        directness: string;
        roots: { source: string | null; toldBy: string | null; directness: string }[];
      };
      const data = JSON.parse(answer.json) as { chains: Shown[] };
      return {
        json: { data, page: answer.page },
        columns: ['statement', 'speakers', 'passage', 'footnote', 'source', 'publisher', 'directness', 'in the end'],
        rows: data.chains.map((chain) => [
          chain.statement.id,
          chain.speakers.map(({ name }) => name).join(', '),
          chain.passage.label,
          chain.citation === null
            ? 'none'
            : `${chain.citation.label}${chain.citation.accessed === null ? '' : ` (accessed ${chain.citation.accessed})`}`,
          chain.source?.title ?? '',
          chain.publisher?.label ?? '',
          chain.directness,
          chain.roots
            .map(
              ({ source, toldBy, directness }) =>
                `${directness} (${toldBy === null ? source : `told on by ${toldBy}`})`,
            )
            .join('; '),
        ]),
        more: answer.page.nextCursor !== null,
      };
    },
    'claim or statement/id',
  ).option('--as-of <moment>', 'as it was after the change set of this number, or at this time (RFC 3339)');

const positions = (): Command =>
  ask(
    'positions',
    'who affirms, denies or doubts a claim, or what an actor does, and what changed',
    '  $ dictum query positions relations-will-deepen\n  $ dictum query positions actor/russia --as side --changed true',
    async (store, [given = ''], parameters) => {
      const isActor = given.startsWith('actor/');
      const id = given.replace(/^(actor|claim)\//, '');
      const answer = await store.compose(isActor ? 'actorPositions' : 'claimPositions', id, parameters);
      if ('movedTo' in answer) throw new CommandError(`${given} was merged into ${answer.movedTo}; ask for that one`);
      const data = JSON.parse(answer.json) as Position[];
      return {
        json: { data, page: answer.page },
        columns: ['as', isActor ? 'claim' : 'actor', 'latest', 'since', 'changed', 'statements'],
        rows: data.map((each) => [
          each.as,
          isActor ? each.claim.label : each.actor.label,
          each.latest ?? (each.uncertain ? 'uncertain' : 'undated'),
          each.since ?? '',
          each.changes
            .map(({ from, to, said, uncertain }) => `${uncertain ? 'perhaps ' : ''}${from} to ${to} ${said}`)
            .join('; ') || (each.changed ? 'yes' : ''),
          each.stances
            .map(({ stance, said, directness }) => `${stance} ${said ?? 'undated'} (${directness.join(', ')})`)
            .join('; '),
        ]),
        more: answer.page.nextCursor !== null,
      };
    },
    'claim, or actor/id',
  )
    .option('--as <as>', 'side: for whom speakers spoke; speaker: who did')
    .option('--stance <stances>', 'whose latest stance is this: affirms, denies, doubts')
    .option('--changed <changed>', 'true: only where it changed; false: only where it did not')
    .option('--saidFrom <date>', 'of statements from then on')
    .option('--saidTo <date>', 'of statements until then');

const searching = (): Command =>
  ask(
    'search',
    'full text over names, claims, statements and sources',
    "  $ dictum query search 'maritime security'",
    async (store, [q = ''], parameters) => {
      const { hits, nextCursor } = await search(store, { ...parameters, q });
      return {
        json: { data: hits, page: { nextCursor } },
        columns: ['type', 'id', 'score', 'label'],
        rows: hits.map((hit) => [hit.type, hit.id, String(hit.score), hit.label]),
        more: nextCursor !== null,
      };
    },
    'words',
  );

const around = (): Command =>
  ask(
    'neighbourhood',
    'the records around one: what it refers to, and what refers to it',
    '  $ dictum query neighbourhood actor/wang-yi\n  $ dictum query neighbourhood source/wang-yi-lavrov-analysis --direction in --types passage',
    async (store, [record = ''], parameters) => {
      const key = readParameters({ record }, { record: address('The record') }).record!;
      const answer = await neighbourhood(store, key, parameters);
      if ('movedTo' in answer) throw new CommandError(`${record} was merged into ${answer.movedTo}; ask for that one`);
      const { items, groups, limit, nextCursor } = answer;
      return {
        json: { data: items, groups, page: { limit, nextCursor } },
        columns: ['direction', 'field', 'record', 'label'],
        rows: items.map(({ direction, field, record: other }) => [direction, field, keyText(other), other.label]),
        more: nextCursor !== null,
      };
    },
    'type/id',
  )
    .option('--direction <direction>', 'out: what it refers to; in: what refers to it')
    .option('--types <types>', 'neighbours of these types only')
    .option('--fields <fields>', 'neighbours through these fields only');

const connections = (): Command =>
  ask(
    'paths',
    'how two records are connected',
    '  $ dictum query paths actor/sergey-lavrov source/chinese-mfa-wang-yi-meets-lavrov\n  $ dictum query paths forum/sco region/middle-east --types !topic',
    async (store, [from = '', to = ''], parameters) => {
      const answer = await paths(store, { ...parameters, from, to });
      if ('moved' in answer)
        throw new CommandError(
          `a record was merged into another; ask for ${Object.values(answer.moved).join(' and ')}`,
        );
      if (!answer.complete) say('Not everything was looked at: there may be further paths, and shorter ones.');
      return {
        json: answer,
        columns: ['path', 'from', 'field', 'to', 'evidence'],
        rows: answer.paths.flatMap(({ steps }, i) =>
          steps.map((step) => [
            String(i + 1),
            keyText(step.from),
            step.references
              .map(({ direction, field }) => (direction === 'out' ? `${field} ->` : `<- ${field}`))
              .join(', '),
            keyText(step.to),
            step.evidence.map(keyText).join(', '),
          ]),
        ),
        more: false,
      };
    },
    'from',
    'to',
  )
    .option('--types <types>', 'types of the records that a path may lead through; with ! before it: not that type')
    .option('--maxLength <n>', 'how many steps at most, 8 at the highest');

export const queryCommand = (): Command => {
  const command = new Command('query').description('ask the main questions');
  for (const make of [statements, forums, provenance, positions, searching, around, connections])
    command.addCommand(make());
  return command;
};
