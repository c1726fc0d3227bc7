import type { Tx } from './query.ts';

/*
 * A phase of a load or of a migration. Each of its steps takes some records or values; it is a transaction of its own, and
 * says where the next goes on.
 */

/** How far a load has come: the phase that it is in, where in that, how many records or terms are done in it, how many addresses there are in all, and the number of the last change. */
export type Loaded = {
  phase: number;
  after: string;
  done: number;
  addresses: number;
  version: number;
  migrating: boolean;
};

/** Where the next step goes on, how many records or terms are done then, and what to tell of it; null where a phase is done. */
export type Next = { after: string; done: number; said: string } | null;
export type Phase = (tx: Tx, loaded: Loaded) => Promise<Next>;
