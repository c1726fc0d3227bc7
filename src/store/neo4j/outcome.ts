import { randomInt } from 'node:crypto';
import { DictumError } from '../../model/errors.ts';
import { UNTOLD } from './hung.ts';

/*
 * What became of a commit whose answer was lost. Each write leaves a mark of its own with the lock that it takes, in its
 * own transaction: where the driver tries it again, the mark that is there says that it was made, and that it is not to be
 * made twice, nor to be refused for what it wrote itself.
 */

/** How many marks are kept: as many writes of others may come between a lost answer and the next try. */
const KEPT = 64;
const MARKS = 2 ** 47;

/** LOCK (cypher-writes.ts), for whoever is going to write; `written`: the marks of the last writes, the newest first. */
export const LOCK_TO_WRITE = `
  MATCH (m:Meta {name: 'store'}) SET m.lock = true
  WITH m, coalesce(m.written, []) AS written
  SET m.written = ([toInteger($mark)] + written)[..${KEPT}]
  WITH m, written OPTIONAL MATCH (l:Meta {name: 'load'})
  RETURN m.digest AS digest, l.phase AS phase, l.after AS after, l.done AS done, coalesce(l.migrating, false) AS migrating, m.addresses AS addresses, m.version AS version, written`;

/** One write, however often it is tried. */
export class Outcome<T> {
  readonly mark = randomInt(MARKS);
  /** The newest mark of others when it was last tried. */
  private before: number | null = null;
  /** What was to be committed, as long as nothing tells whether it was. */
  private sent: { result: T } | null = null;

  /** What a try before this one has written, by the marks that are there; null where none has. @throws DictumError `store-unreachable` where that cannot be said any more */
  ofMarks(written: readonly number[]): { result: T } | null {
    const { sent } = this;
    if (sent !== null && written.includes(this.mark)) return sent;
    if (sent !== null && written.length === KEPT && !written.some((mark) => mark === this.before))
      throw new DictumError('store-unreachable', `Neo4j has not answered to a commit${UNTOLD}`);
    this.sent = null;
    this.before = written[0] ?? null;
    return null;
  }

  /** From now on this may be committed. */
  send(result: T): void {
    this.sent = { result };
  }

  /** An error that ends all tries, which says so where something may have been written. */
  ending(error: unknown): unknown {
    const isUnknown = this.sent !== null && error instanceof DictumError && error.code === 'store-unreachable';
    return isUnknown && !error.message.includes(UNTOLD)
      ? new DictumError(error.code, `${error.message}${UNTOLD}`, { cause: error })
      : error;
  }
}

/** Rolls a transaction back that was only rehearsed or refused. */
export class Unwritten extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('not to be written');
    this.result = result;
  }
}
