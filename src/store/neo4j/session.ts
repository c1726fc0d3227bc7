import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, {
  type BookmarkManager,
  type Driver,
  type ManagedTransaction,
  type Record as Row,
  type Session,
} from 'neo4j-driver';
import { forAll, refuseGone, timeLeft, whileWanted } from '../../deadline.ts';
import { DictumError } from '../../model/errors.ts';
import { gathering } from './gather.ts';
import { isLost, isPassing, isUnknownBookmark, lacksMemory, translated } from './faults.ts';
import { monotonicMs } from '../../verify/clock.ts';
import { modelDigest } from '../model-digest.ts';
import { FENCE, makeSchema, MARKS } from './constraints.ts';
import { BEGIN_MIGRATION } from './cypher-loads.ts';
import { BEGIN_COMMIT, END_COMMIT, LOCK, SETTLE } from './cypher-writes.ts';
import { COMMITS } from './cypher-checks.ts';
import { Lockout, whileHeard } from './hung.ts';
import { columnsOf, observed, replacedError, tooSlow, within } from './observe.ts';
import type { Loaded } from './phase.ts';
import type { Neo4jOptions } from './options.ts';
import { LOCK_TO_WRITE, Outcome, Unwritten } from './outcome.ts';
import { asWhole, wholly, type Ask, type Columns, type Parameters, type Tx } from './query.ts';

const ATTEMPTS = 5;
/** How long a read gives way to commits before it stops writers for its own duration. */
const PATIENCE_MS = 2000;
const [GRACE_MS, PLANNED_WITHIN_MS] = [2000, 60_000];

type Locked = Omit<Loaded, 'phase'> & { digest: string | null; phase: number | null; written: number[] };

/** Sessions of one driver: reads that see one state of the graph, and writes one after another. */
export class Sessions {
  private readonly driver: Driver;
  private readonly options: Neo4jOptions;
  private fence: string;
  private readonly lockout = new Lockout();
  private bookmarks: BookmarkManager = neo4j.bookmarkManager();
  /** The queries that the server has a plan for, as far as is known, and those that are sent for the first time. */
  private readonly planned = new Set<string>();
  private readonly planning = new Map<string, Promise<unknown>>();
  /** Sends questions of one kind together; a server that hangs holds up none that come after those it was sent. */
  private readonly gathered = gathering((query, parameters) => this.answered(query, parameters, true));

  /** `fence`: the name under which commits are counted, which tells by what the store is derived. */
  constructor(driver: Driver, options: Neo4jOptions, fence = FENCE) {
    this.driver = driver;
    this.options = options;
    this.fence = fence;
  }

  /** Whether the store is derived by another version, and only read as it is written. */
  get isOutdated(): boolean {
    return this.fence !== FENCE;
  }

  private with<T>(mode: 'READ' | 'WRITE', use: (session: Session) => Promise<T>): Promise<T> {
    return this.lockout.of(async () => {
      const session = this.driver.session({
        defaultAccessMode: mode,
        bookmarkManager: this.bookmarks,
        ...(this.options.database !== undefined && { database: this.options.database }),
      });
      try {
        return await use(session);
      } finally {
        // Not waited for: a connection that hangs is let go of in its own time.
        void session.close().catch(() => undefined);
      }
    });
  }

  /**
   * Runs `work` in a transaction, which the driver tries again where that may help; given up where the server hangs.
   * `writes`: whether something may be written by it. `after` is done once the transaction has ended, given up or not.
   */
  private transact<T>(
    mode: 'READ' | 'WRITE',
    work: (tx: ManagedTransaction) => Promise<T>,
    { writes = mode === 'WRITE', after }: { writes?: boolean; after?: () => Promise<unknown> } = {},
  ): Promise<T> {
    const { timeoutMs } = this.options;
    let isOver = false;
    const once = async (tx: ManagedTransaction): Promise<T> => {
      // Nobody waits for it any more, and whoever did was told so.
      if (isOver) throw new DictumError('store-unreachable', 'it was given up');
      return work(tx).catch((error) => {
        // Which the server calls passing, though it would come again.
        throw lacksMemory(error) ? translated(error, timeoutMs) : error;
      });
    };
    const ended = this.translating(() =>
      this.with(mode, (session) => (mode === 'READ' ? session.executeRead(once) : session.executeWrite(once))),
    ).finally(after);
    const ping = (): Promise<unknown> => this.with('READ', (session) => session.run('RETURN 1'));
    return whileHeard(ended, { ping, ms: timeoutMs + GRACE_MS, writes }).finally(() => (isOver = true));
  }

  /** Answers a question by one or more queries that all see one and the same state. With `unfiled` also while a load has not ended. */
  async read<T>(
    question: (ask: Ask) => Promise<T>,
    { timed = true, unfiled = false }: { timed?: boolean; unfiled?: boolean } = {},
  ): Promise<T> {
    if (this.isOutdated && !unfiled) throw replacedError();
    const [{ timeoutMs }, started] = [this.options, monotonicMs()];
    const ask = async (query: string, parameters: Parameters = {}): Promise<Columns> => {
      refuseGone();
      const together = timed && parameters['asked'] !== undefined;
      return this.retrying(
        () =>
          together ? this.inTime(query, this.gathered(query, parameters)) : this.answered(query, parameters, timed),
        started,
      );
    };
    for (
      let attempt = 1, pause = 1;
      attempt <= 3 || monotonicMs() - started < PATIENCE_MS;
      attempt++, pause = Math.min(pause * 2, 50)
    ) {
      const { answer, settled } = await this.translating(() => observed(question, ask, unfiled));
      if (settled) return answer;
      await sleep(pause * (0.5 + Math.random()));
    }
    const locked = this.still(async (ask) => (await observed(question, ask, unfiled)).answer);
    return within(timed ? timeLeft(timeoutMs + GRACE_MS) : null, locked);
  }

  private answered(query: string, parameters: Parameters, timed: boolean): Promise<Columns> {
    return timed ? this.inTime(query, this.run(query, parameters, true)) : this.run(query, parameters, false);
  }

  private inTime<T>(query: string, answer: Promise<T>): Promise<T> {
    const longest = this.options.timeoutMs + GRACE_MS;
    const ms = timeLeft(longest);
    // A server that hangs does not stop a query that takes too long, which it has had the time to do only then.
    const isHung = ms === longest && this.planned.has(query);
    return within(ms, answer, isHung ? undefined : tooSlow(this.options.timeoutMs));
  }

  /**
   * Runs a query on a connection of its own. A server that has just started takes seconds to plan one; so the first to
   * send it has time for that, whoever else wants it waits for them, and giving up on the answer does not end it. Any
   * other is ended once nobody waits for it.
   */
  private async run(query: string, parameters: Parameters, timed: boolean): Promise<Columns> {
    const send = (timeout: number | null): Promise<Columns> =>
      this.with('READ', async (session) => {
        refuseGone();
        const sent = session.run(...this.asked(query, parameters), timeout === null ? {} : { timeout });
        // Closing the session ends it on the server.
        return columnsOf(await whileWanted(Promise.resolve(sent)));
      });
    const { timeoutMs } = this.options;
    for (let other = this.planning.get(query); other !== undefined; other = this.planning.get(query))
      await other.catch(() => undefined);
    if (this.planned.has(query)) return send(timed ? timeoutMs : null);
    const first = forAll(() =>
      timed ? within(PLANNED_WITHIN_MS + GRACE_MS, send(Math.max(timeoutMs, PLANNED_WITHIN_MS))) : send(null),
    );
    this.planning.set(query, first);
    try {
      const result = await first;
      this.planned.add(query);
      return result;
    } finally {
      this.planning.delete(query);
    }
  }

  /** Runs `work` with no other writer beside it, and commits what it wrote where `work` says so. */
  async write<T>(work: (tx: Tx, load: Loaded | null) => Promise<{ result: T; commit: boolean }>): Promise<T> {
    let begun: number | null = null;
    const outcome = new Outcome<T>();
    const write = async (tx: ManagedTransaction): Promise<T> => {
      const [row] = (await tx.run(...asWhole(LOCK_TO_WRITE, { mark: outcome.mark }))).records;
      const { digest, written, ...loaded } = row!.toObject() as Locked;
      const made = outcome.ofMarks(written);
      if (made !== null) throw new Unwritten(made.result);
      if (digest !== modelDigest('neo4j')) throw replacedError();
      const { result, commit } = await work(wholly(tx), loaded.phase === null ? null : (loaded as Loaded));
      if (!commit) throw new Unwritten(result);
      begun = await this.count(BEGIN_COMMIT);
      outcome.send(result);
      return result;
    };
    // Not before the commit has ended: readers would take for settled what is being applied. Should this fail, the next writer or reader sees to it.
    const after = async (): Promise<unknown> =>
      begun !== null && this.count(END_COMMIT, { begun: neo4j.int(begun) }).catch(() => undefined);
    try {
      return await this.transact('WRITE', write, { after });
    } catch (error) {
      if (error instanceof Unwritten) return error.result as T;
      throw outcome.ending(error);
    }
  }

  /** Reads within one transaction while nothing is written: once more where a commit came between, and in the end with writers stopped. */
  async steadily<T>(work: (tx: Tx, ask: Ask) => Promise<T>): Promise<T> {
    const steady = async (tx: ManagedTransaction): Promise<{ answer: T; settled: boolean }> => {
      const asking: Ask = async (query, parameters = {}) => columnsOf(await tx.run(...this.asked(query, parameters)));
      return observed(
        async (ask) => {
          await ask(COMMITS);
          const answer = await work(wholly(tx), ask);
          await ask(COMMITS);
          return answer;
        },
        asking,
        false,
      );
    };
    for (let attempt = 1; attempt <= 3; attempt++) {
      const { answer, settled } = await this.transact('READ', steady);
      if (settled) return answer;
      await sleep(50 * attempt);
    }
    return this.locked(async (tx) => (await steady(tx)).answer);
  }

  /** Reads what it takes, however much, while no writer may commit; also sets right what one that was killed at its commit has left. */
  still<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    return this.locked((tx) =>
      work(async (query, parameters = {}) => columnsOf(await tx.run(...this.asked(query, parameters)))),
    );
  }

  private locked<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T> {
    const held = async (tx: ManagedTransaction): Promise<T> => {
      await tx.run(LOCK);
      await tx.run(...this.asked(SETTLE));
      return work(tx);
    };
    return this.transact('WRITE', held, { writes: false });
  }

  /** Reads as it comes, also from between two writes. */
  glance<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('READ', (tx) => work(wholly(tx)));
  }

  /** Writes what is no part of the graph, whoever writes to that. */
  aside<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('WRITE', (tx) => work(wholly(tx)));
  }

  /** Sends what changes the schema, which goes in no transaction with anything else. */
  readonly schema = (statement: string): Promise<Row[]> =>
    this.with('WRITE', async (session) => (await session.run(statement)).records);

  private count(query: string, parameters: Parameters = {}): Promise<number> {
    return this.with(
      'WRITE',
      async (session) => columnsOf(await session.run(...this.asked(query, parameters)))['n'] as unknown as number,
    );
  }

  private asked(query: string, parameters: Parameters = {}): ReturnType<typeof asWhole> {
    return asWhole(query, { fence: this.fence, ...parameters });
  }

  /** Marks the store as this version's, to be derived anew. */
  async beginMigration(): Promise<void> {
    await makeSchema(this.schema);
    await this.aside((tx) => tx.run(BEGIN_MIGRATION, MARKS));
    this.fence = FENCE;
  }

  /** Asks again, a few times, where that may help. */
  private async retrying<T>(run: () => Promise<T>, started: number): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run();
      } catch (error) {
        if (isUnknownBookmark(error)) this.bookmarks = neo4j.bookmarkManager();
        // The server may have been started anew.
        if (isLost(error)) this.planned.clear();
        if (attempt === ATTEMPTS || !isPassing(error) || monotonicMs() - started > this.options.timeoutMs) throw error;
        await sleep(20 * 2 ** attempt * Math.random());
      }
    }
  }

  private async translating<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (isUnknownBookmark(error)) this.bookmarks = neo4j.bookmarkManager();
      throw translated(error, this.options.timeoutMs);
    }
  }

  close(): Promise<void> {
    return this.driver.close();
  }
}
