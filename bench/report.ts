import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { PEERS, type Measured } from './contestants/contestant.ts';
import type { Import } from './imports.ts';
import type { Question } from './questions.ts';

/* Writes what was measured as RESULTS.md, with its plots beside it. */

export type Figure = Measured & {
  contestant: string;
  question: string;
  depth: number | null;
  concurrency: number;
  loopDelay: number | null;
};
export type Figures = {
  statements: number;
  contestants: string[];
  skipped: string[];
  imports: Import[];
  versions: string[];
  questions: Question[];
  measured: Figure[];
  /** Resident once all was asked, in MiB, in the order of the contestants: the service, and the database beside it. */
  memory: (readonly (number | null)[])[];
};
export type How = { command: string; rounds: number; seconds: number };

/** Ratios are to the first of these that took part. */
const FLOORS = ['neo4j-driver executeQuery', 'hand-written routes on PostgreSQL'];
const floorOf = ({ contestants }: Figures): string | null => FLOORS.find((name) => contestants.includes(name)) ?? null;

const median = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0
    ? null
    : (known[Math.floor((known.length - 1) / 2)]! + known[Math.floor(known.length / 2)]!) / 2;
};
const digits = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The median over the rounds of what was measured of a contestant at a question. */
const figureOf = (
  { measured }: Figures,
  contestant: string,
  question: string,
  concurrency: number,
  value: (figure: Figure) => number | null,
): number | null =>
  median(
    measured
      .filter(
        (figure) =>
          figure.contestant === contestant &&
          figure.question === question &&
          figure.concurrency === concurrency &&
          figure.answers > 0,
      )
      .map(value),
  );

const plot = (path: string, spec: object): void => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${PEERS}plot.mjs`], {
    input: JSON.stringify({ $schema: 'https://vega.github.io/schema/vega-lite/v6.json', background: 'white', ...spec }),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(path, stdout);
};

const lines = (
  values: object[],
  x: { field: string; title: string },
  y: { field: string; title: string },
  facet: boolean,
): object => ({
  data: { values },
  ...(facet ? { columns: 2, resolve: { scale: { y: 'independent' } } } : {}),
  width: 380,
  height: 240,
  mark: { type: 'line', point: true },
  encoding: {
    x: { ...x, type: 'quantitative', scale: { type: 'log' } },
    y: { ...y, type: 'quantitative', scale: { type: 'log' } },
    color: { field: 'contestant', type: 'nominal', title: null },
    ...(facet ? { facet: { field: 'question', type: 'nominal', title: null, columns: 2 } } : {}),
  },
});

/** The questions drawn by size and by concurrency: one of each sort. */
const DRAWN = [
  "a hub's statements, page 1",
  'forums of a continent, with evidence counts',
  'provenance of a hub claim',
  "a hub's statements, with facets",
];

const drawPlots = (folder: string, figures: readonly Figures[], concurrencies: readonly number[]): void => {
  mkdirSync(folder, { recursive: true });
  const full = figures.at(-1)!;
  const each = <T>(of: Figures, make: (contestant: string, question: string) => T[]): T[] =>
    of.contestants.flatMap((contestant) => DRAWN.flatMap((question) => make(contestant, question)));
  const byDepth = full.contestants.flatMap((contestant) =>
    full.questions
      .filter(({ depth }) => depth !== undefined)
      .map(({ name, depth }) => ({
        contestant,
        page: depth,
        ms: figureOf(full, contestant, name, 1, ({ p50 }) => p50),
      })),
  );
  const bySize = figures.flatMap((of) =>
    each(of, (contestant, question) => [
      { contestant, question, statements: of.statements, ms: figureOf(of, contestant, question, 1, ({ p50 }) => p50) },
    ]),
  );
  const byConcurrency = each(full, (contestant, question) =>
    concurrencies.map((concurrency) => ({
      contestant,
      question,
      concurrency,
      perSecond: figureOf(full, contestant, question, concurrency, ({ perSecond }) => perSecond),
    })),
  );
  const ms = { field: 'ms', title: 'p50, ms' };
  plot(
    join(folder, 'latency-by-page.svg'),
    lines(
      byDepth.filter((value) => value.ms !== null),
      { field: 'page', title: "page of a hub's statements" },
      ms,
      false,
    ),
  );
  plot(
    join(folder, 'latency-by-size.svg'),
    lines(
      bySize.filter((value) => value.ms !== null),
      { field: 'statements', title: 'statements in the graph' },
      ms,
      true,
    ),
  );
  plot(
    join(folder, 'throughput-by-concurrency.svg'),
    lines(
      byConcurrency.filter((value) => value.perSecond !== null),
      { field: 'concurrency', title: 'requests at a time' },
      { field: 'perSecond', title: 'answers a second' },
      true,
    ),
  );
};

const comparison = (
  full: Figures,
  concurrency: number,
  value: (figure: Figure) => number | null,
  unit: (value: number | null) => string,
): string => {
  const asked = full.questions.filter(({ depth }) => depth === undefined);
  const lowest = floorOf(full);
  return table(
    ['Question', ...full.contestants],
    asked.map(({ name }) => {
      const floor = lowest === null ? null : figureOf(full, lowest, name, concurrency, value);
      return [
        name,
        ...full.contestants.map((contestant) => {
          const own = figureOf(full, contestant, name, concurrency, value);
          return own === null
            ? '–'
            : floor === null || contestant === lowest
              ? unit(own)
              : `${unit(own)} (${digits(own / floor)}x)`;
        }),
      ];
    }),
  );
};

const details = (full: Figures, contestant: string, concurrencies: readonly number[]): string =>
  table(
    [
      'Question',
      'p50, ms',
      'p95',
      'p99',
      ...concurrencies.slice(1).flatMap((c) => [`a second at ${c}`, `p50 at ${c}`, `p99 at ${c}`]),
      'loop delay p99, ms',
      'failed',
    ],
    full.questions.map(({ name }) => {
      const of = (concurrency: number, value: (figure: Figure) => number | null): string =>
        digits(figureOf(full, contestant, name, concurrency, value));
      const failed = full.measured
        .filter((figure) => figure.contestant === contestant && figure.question === name)
        .reduce((sum, figure) => sum + figure.failed, 0);
      const busiest = concurrencies.includes(16) ? 16 : concurrencies.at(-1)!;
      return [
        name,
        of(1, ({ p50 }) => p50),
        of(1, ({ p95 }) => p95),
        of(1, ({ p99 }) => p99),
        ...concurrencies
          .slice(1)
          .flatMap((c) => [of(c, ({ perSecond }) => perSecond), of(c, ({ p50 }) => p50), of(c, ({ p99 }) => p99)]),
        of(busiest, ({ loopDelay }) => loopDelay),
        String(failed),
      ];
    }),
  );

const importTable = (imports: readonly Import[]): string =>
  table(
    ['What', 'Statements', 'Records', 'Seconds', 'Records a second', 'Statements a second'],
    imports.map(({ name, statements, records, seconds }) => [
      name,
      whole(statements),
      whole(records),
      digits(seconds),
      whole(records / seconds),
      whole(statements / seconds),
    ]),
  );

/** Writes the report and its plots. */
export const writeReport = (path: string, figures: readonly Figures[], { command, rounds, seconds }: How): void => {
  const full = figures.at(-1)!;
  const concurrencies = [...new Set(full.measured.map(({ concurrency }) => concurrency))].sort((a, b) => a - b);
  drawPlots(join(dirname(path), 'plots'), figures, concurrencies);
  const imported = figures.filter(({ imports }) => imports.length > 0);
  const busy = concurrencies.includes(16) ? 16 : concurrencies.at(-1)!;
  writeFileSync(
    path,
    `# Results

\`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${whole(full.statements)} statements, ${rounds} rounds of ${seconds} s for each cell, medians over the rounds. [README.md](README.md) says how each figure arises.

Machine: ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores for client, services and databases together, ${Math.round(totalmem() / 2 ** 30)} GiB. Versions: ${full.versions.join(', ')}.
${full.skipped.length > 0 ? `\nDid not take part: ${full.skipped.join('; ')}.\n` : ''}
Everybody gave the same answers, which was checked before anything was timed. Figures are for this machine${floorOf(full) === null ? '' : `; ratios (to \`${floorOf(full)}\`, in brackets) are what to compare`}.

## Answers a second, ${busy} requests at a time

${comparison(full, busy, ({ perSecond }) => perSecond, digits)}

## Latency at p50, one request at a time, ms

${comparison(full, 1, ({ p50 }) => p50, digits)}

## How cost grows

![Latency by page](plots/latency-by-page.svg)

![Latency by size](plots/latency-by-size.svg)

![Throughput by concurrency](plots/throughput-by-concurrency.svg)

${imported.length === 0 ? '' : `## Import\n\n${imported.map((of) => importTable(of.imports)).join('\n\n')}\n\n`}## Memory, MiB resident

${table(
  ['Contestant', 'Service', 'Database'],
  full.contestants.map((name, i) => [name, ...[0, 1].map((n) => digits(full.memory[i]![n] ?? null))]),
)}

## Each contestant

${full.contestants.map((contestant) => `### ${contestant}\n\n${details(full, contestant, concurrencies)}`).join('\n\n')}
`,
  );
};
