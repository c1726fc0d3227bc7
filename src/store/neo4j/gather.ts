import { forAll } from '../../deadline.ts';
import type { Columns } from './query.ts';

/*
 * Most of what a small question costs is that it is a query of its own. So those of one kind that come while others of
 * it are under way wait for the next query, which asks them together: one alone waits for nothing, and the more there
 * are, the less each costs.
 */

type Parameters = Readonly<Record<string, unknown>>;
type Send = (query: string, parameters: Parameters) => Promise<Columns>;
type Waiting = { one: unknown; resolve: (columns: Columns) => void; reject: (error: unknown) => void };
type Kind = { query: string; shared: Parameters; sent: number; due: boolean; waiting: Waiting[] };

/** How many queries of one kind are under way at once, and how many questions go in one. */
const AT_ONCE = 2;
const TOGETHER = 16;

/**
 * Sends questions that are asked as the only one of `asked` together with others of the same query whose other
 * parameters are the same; each gets its own entry of every column.
 */
export const gathering = (send: Send): Send => {
  const kinds = new Map<string, Kind>();
  const next = async (name: string, kind: Kind): Promise<void> => {
    // Shared out, so that the server works on one while another is read.
    const some = kind.waiting.splice(0, Math.min(TOGETHER, Math.ceil(kind.waiting.length / (AT_ONCE - kind.sent))));
    kind.sent += 1;
    try {
      const parameters = { ...kind.shared, asked: some.map(({ one }) => one) };
      const { done, begun, loading, ...columns } = await forAll(() => send(kind.query, parameters));
      const shares = some.map((_, i) =>
        Object.fromEntries(Object.entries(columns).map(([column, values]) => [column, [values[i]]])),
      );
      some.forEach(({ resolve }, i) => resolve({ done, begun, loading, ...shares[i] } as Columns));
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
    kind.sent -= 1;
    if (kind.waiting.length > 0) arrange(name, kind);
    else if (kind.sent === 0) kinds.delete(name);
  };
  // What one turn of the event loop brings goes together, and so do the next questions of those that were answered together.
  const arrange = (name: string, kind: Kind): void => {
    if (kind.due || kind.sent >= AT_ONCE) return;
    kind.due = true;
    setImmediate(() => {
      kind.due = false;
      while (kind.waiting.length > 0 && kind.sent < AT_ONCE) void next(name, kind);
    });
  };
  return (query, { asked, ...shared }) =>
    new Promise((resolve, reject) => {
      const name = `${query}${JSON.stringify(shared)}`;
      const kind = kinds.get(name) ?? { query, shared, sent: 0, due: false, waiting: [] };
      kinds.set(name, kind);
      kind.waiting.push({ one: (asked as unknown[])[0], resolve, reject });
      arrange(name, kind);
    });
};

/** A question that has no answer after so many milliseconds is not waited for by those who come later. */
const PATIENCE_MS = 50;

/**
 * One question that is the same for all: those who come while it is under way get the next answer, which is asked for once
 * for all of them. Nobody gets one that was asked for before they came.
 */
export const sharing = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    const asked = forAll(ask);
    const ended = asked.catch(() => undefined).then(() => void (underWay = underWay === ended ? null : underWay));
    underWay = ended;
    return asked;
  };
  const turn = (before: Promise<unknown>): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      void before.then(() => (clearTimeout(timer), resolve()));
    });
  return () => {
    if (underWay === null && next === null) return begin();
    next ??= turn(underWay!).then(() => {
      next = null;
      return begin();
    });
    return next;
  };
};
