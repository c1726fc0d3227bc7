import type { Key } from '../model/ids.ts';
import type { Later } from './later.ts';

/*
 * What roots are found by: what records rest on by one step, and the roots that are kept.
 */

/** What an engine reads of the index for it, within the state that the write or the check sees. */
export interface Grounds {
  /** The sources that each of these records (claims, statements, sources) rests on by one step; none for one that rests on nothing. */
  groundsOf(keys: readonly Key[]): Later<ReadonlyMap<string, readonly string[]>>;
  /** The records that rest on one of these sources by one step. */
  restingOn(sources: readonly string[]): Later<Key[]>;
  /** By what these sources are known elsewhere. */
  identifiersOf(sources: readonly string[]): Later<ReadonlyMap<string, readonly string[]>>;
  /** The sources that are known by each of these, at most so many. */
  identified(identifiers: readonly string[], most: number): Later<ReadonlyMap<string, readonly string[]>>;
  /** How many roots each of these is filed with. */
  filedRoots(owners: readonly Rooted[]): Later<ReadonlyMap<string, number>>;
  /** The roots that are kept of these claims, in order of id; none for one without. */
  keptRoots(claims: readonly Key[]): Later<ReadonlyMap<string, readonly string[]>>;
}

/** What is asked to find the sources that others rest on. */
export type Below = Pick<Grounds, 'groundsOf' | 'identifiersOf' | 'identified'>;

/** The roots of a claim, to be kept in place of those that are. */
export type KeptRoots = { claim: Key; roots: readonly string[] };

/**
 * A record with roots to find, and where it stands in its orders; `more`: all that has changed of its grounds, where it
 * only got further ones.
 */
export type Rooted = { key: Key; sorts: string[]; more?: readonly string[] };
