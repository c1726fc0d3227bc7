import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import neo4j from 'neo4j-driver';
import {
  PATIENCE_SECONDS,
  residentMb,
  startLoad,
  type Contestant,
  type Measured,
  type Request,
} from './contestants/contestant.ts';
import { openContestants } from './contestants/all.ts';
import { questionsOn, type Answer, type Question } from './questions.ts';
import { writeReport, type Figures } from './report.ts';

/*
 * `npm run bench`: the same questions to Dictum and to what a user would take instead, on the same graph, in one run
 * whose rounds take turns, so that ratios between contestants mean something on any machine.
 */

const { values } = parseArgs({
  options: {
    statements: { type: 'string', default: '100000' },
    sizes: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '0.5' },
    contestants: { type: 'string', default: 'embedded,neo4j,driver,route,query-api,graphql,postgres,postgraphile' },
    concurrency: { type: 'string', default: '1,16,128' },
    data: { type: 'string', default: '' },
    'neo4j-uri': { type: 'string', default: '' },
    out: { type: 'string', default: new URL('RESULTS.md', import.meta.url).pathname },
  },
});
// Every server and service that is started is ended with this process, each by a listener of its own.
process.setMaxListeners(0);
const numbers = (text: string): number[] => text.split(',').filter(Boolean).map(Number);
const [statements, rounds, seconds] = [Number(values.statements), Number(values.rounds), Number(values.seconds)];
const concurrencies = numbers(values.concurrency);
const say = (text: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);

/** Sends one request as the load process would, and gives its body. */
const ask = async (contestant: Contestant, question: Question, request: Request): Promise<Answer> => {
  const [target, { kind }, { read }] = [targetOf(contestant, question), question, contestant];
  if ('cypher' in request) {
    const driver = neo4j.driver(target.url, undefined, { disableLosslessIntegers: true });
    const { records } = await driver.executeQuery(request.cypher, request.parameters, { database: 'neo4j' });
    await driver.close();
    return read(
      kind,
      records.map((record) => record.toObject()),
    );
  }
  const { method, path, headers, body } = request;
  const answer = await fetch(target.url + path, {
    method,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return read(kind, JSON.parse(text));
};

const targetOf = ({ target, keeping }: Contestant, { repeated }: Question): Contestant['target'] =>
  repeated === undefined ? target : (keeping ?? target);

const COMPARED = 4;

const tooLate = (error: Error): null => {
  if (error.name === 'TimeoutError' || /timeout|terminated/i.test(error.message)) return null;
  throw error;
};

/** The requests of each contestant to each question, once all have given the same answers; none where one takes too long. */
const agree = async (
  contestants: readonly Contestant[],
  questions: readonly Question[],
): Promise<Map<string, Request[]>> => {
  const requests = new Map<string, Request[]>();
  for (const question of questions) {
    const [first, ...others] = contestants;
    const expected: Answer[] = [];
    for (const contestant of [first!, ...others]) {
      const own = await contestant.requests(question);
      requests.set(`${question.name}\n${contestant.name}`, own);
      if (question.repeated === 'if-none-match') continue;
      for (const [i, request] of own.slice(0, COMPARED).entries()) {
        const answer = await ask(contestant, question, request).then(
          (given) => JSON.parse(JSON.stringify(given)) as Answer,
          tooLate,
        );
        if (answer === null) {
          say(`${contestant.name} does not answer ${question.name} within ${PATIENCE_SECONDS} s`);
          requests.delete(`${question.name}\n${contestant.name}`);
          break;
        }
        if (contestant === first) expected.push(answer);
        else if (!isDeepStrictEqual(answer, expected[i])) {
          throw new Error(
            `${contestant.name} answers ${question.name} ${JSON.stringify(question.asked[i])} otherwise than ${first!.name}:\n${JSON.stringify(answer).slice(0, 2000)}\n${JSON.stringify(expected[i]).slice(0, 2000)}`,
          );
        }
      }
    }
  }
  return requests;
};

/** How long the answers to all requests under way may take together, by what one takes alone; a cell beyond that is left out. */
const LONGEST_CELL_MS = 20_000;

/** Measures one size; `told` has the figures after each round, so that a run that is cut off has some. */
const measure = async (
  size: number,
  folder: string,
  full: boolean,
  told: (figures: Figures) => void,
): Promise<void> => {
  say(`${size} statements: filling`);
  const there = (option: 'data' | 'neo4j-uri'): string | null =>
    full && values[option] !== '' ? values[option] : null;
  const { contestants, skipped, imports, versions, placesOf, stop } = await openContestants({
    statements: size,
    folder,
    data: there('data'),
    neo4jUri: there('neo4j-uri'),
    wanted: values.contestants.split(','),
    say,
  });
  const load = startLoad();
  try {
    const questions = await questionsOn(size, placesOf);
    say('comparing answers');
    const requests = await agree(contestants, questions);
    const measured: Figures['measured'] = [];
    /** What one answer takes alone, in milliseconds. */
    const alone = new Map<string, number>();
    for (let round = 0; round < (full ? rounds : 1); round++) {
      for (const question of questions) {
        for (const concurrency of full && question.depth === undefined ? concurrencies : [1]) {
          for (const contestant of contestants) {
            const key = `${question.name}\n${contestant.name}`;
            if (!requests.has(key) || (alone.get(key) ?? 0) * concurrency > LONGEST_CELL_MS) continue;
            await contestant.loopDelay?.();
            const result: Measured = await load.run(
              targetOf(contestant, question),
              requests.get(key)!,
              concurrency,
              seconds,
            );
            if (concurrency === 1 && result.p50 !== null) alone.set(key, result.p50);
            measured.push({
              contestant: contestant.name,
              question: question.name,
              depth: question.depth ?? null,
              concurrency,
              loopDelay: (await contestant.loopDelay?.()) ?? null,
              ...result,
            });
          }
        }
      }
      told({
        statements: size,
        contestants: contestants.map(({ name }) => name),
        skipped,
        imports,
        versions,
        questions,
        measured,
        memory: contestants.map(({ pids }) => pids.map((pid) => residentMb(pid))),
      });
      say(`round ${round + 1} done`);
    }
  } finally {
    await load.stop();
    await stop();
  }
};

if (!existsSync(new URL('../dist/cli/main.js', import.meta.url))) throw new Error('build first: npm run build');
const folder = mkdtempSync(join(tmpdir(), 'dictum-bench-'));
// PostgreSQL may run as another user; and the servers make their own folders in this one, so that nothing is left behind.
chmodSync(folder, 0o755);
process.env['TMPDIR'] = folder;
const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.once('exit', remove);
    process.exit(130);
  });
}
try {
  const sizes = [...new Set([...numbers(values.sizes).filter((size) => size < statements), statements])].sort(
    (a, b) => a - b,
  );
  const figures: Figures[] = [];
  for (const [i, size] of sizes.entries()) {
    await measure(size, join(folder, String(size)), size === statements, (told) => {
      figures[i] = told;
      if (size === statements)
        writeReport(values.out, figures, {
          command: `npm run bench -- ${process.argv.slice(2).join(' ')}`.trim(),
          rounds,
          seconds,
        });
    });
  }
  say(`written: ${values.out}`);
} finally {
  remove();
}
