import type { Disputing } from '../model/disputes.ts';
import type { History } from '../log/history.ts';
import type { LogRewrite } from '../log/rewrite.ts';
import type { Key, TypeName } from '../model/ids.ts';
import type { ListQuery, Selection } from '../model/query.ts';
import type { EdgeKind } from '../model/references.ts';
import type { ChainPage, ChainQuery } from './chains.ts';
import type { LinkPage, LinkQuery } from './links.ts';
import type { FacetCount, FacetPage, FacetQuery } from './facets.ts';
import type { BundleMaker, Composed, ComposedQuery, Evidence, RawParameters } from './composites.ts';
import type { Finding } from './findings.ts';
import type { Histogram, HistogramQuery } from './histogram.ts';
import type { PathQuery, PathsFound } from './paths.ts';
import type { Ranked, RankedQuery, TextQuery, TextsFound } from './full-text.ts';
import type { Entry, EntryChange, EntrySpace, WhichEntries } from './entries.ts';
import type { Reading, Related, Row, SequencePlace, SequenceRow, ValueCount, Part } from './rows.ts';
import type { Change, WriteOptions, WriteReport } from './writes.ts';

export type { BundleMaker, Composed, ComposedQuery, Evidence, RawParameters, State } from './composites.ts';
export type { Finding } from './findings.ts';
export type { Once } from './entries.ts';
export type { Conflict } from '../log/recorder.ts';
export type { Change, Mention, Problem, WriteOptions, WriteReport } from './writes.ts';
export type { Part, Reading, Related, Row, SequencePlace, SequenceRow, ValueCount } from './rows.ts';

/*
 * What the service needs of a store, in the words of the domain. Each method answers one question in one round trip
 * and from one consistent state of the graph. Answers hold records as JSON text in the form clients see, so that they
 * can be passed on as they are. Every method may throw DictumError `store-unreachable` or `too-slow`, and no other
 * error is thrown for anything that a client can cause.
 */

export type { FacetCount } from './facets.ts';

export type Page = {
  /** In the order asked for; at most `limit`. */
  rows: Row[];
  /** Whether further rows follow. */
  more: boolean;
  /** Null unless asked for. */
  total: number | null;
  /** By facet: its values with the greatest counts first, then by id; at most FACET_VALUES. */
  facets: Record<string, FacetCount[]>;
  /** By facet: how many values it has in all. */
  facetSizes: Record<string, number>;
  /** The records that `include` asks for, each once, in order of type and id; never those of `rows` themselves unless referred to. */
  related: Related[];
};

/** How many values of a facet are counted out. */
export const FACET_VALUES = 100;

/** The records around one, through some of the edge kinds of its type, in their order; `part` of a place is the number of the edge kind. */
export type NeighbourQuery = { key: Key; edgeKinds: readonly EdgeKind[]; after: SequencePlace | null; limit: number };
/** `reading`: what stands at the record's own address; `counts`: how many records each edge kind leads to in all. */
export type Neighbours = { reading: Reading; counts: number[]; rows: SequenceRow[]; more: boolean };

/** A name that begins with what was typed. */
export type Completion = { type: TypeName; id: string; entry: string; name: string; label: string };

/** What a claim rests on. */
export type Support = {
  statements: number;
  passages: number;
  /** At how many sources its evidence ends (RESTS_ON), and who published those. */
  sources: number;
  publishers: number;
  independentRoots: number;
  /** The first of those roots in order of id, at most SHOWN_ROOTS. */
  roots: string[];
};

/** What is done while records are filed, in words for people; null once all are. */
export type Filing = { step: string } | null;

/** One record as it was written, for export. */
export type WrittenRow = { key: Key; json: string };

/** Records that were checked; `next` is the last of them, null where no others follow. */
export type CheckedPart = { findings: Finding[]; checked: number; next: Key | null };

/** A step of a comparison of the whole store: what was compared, in words for people, and what is wrong with it. `ends` where so much is missing that nothing else can be asked. */
export type Compared = { step: string; findings: Finding[]; ends?: true };

/** What a backup holds: how many records, and the number of the last change set; null where an earlier version left no log. */
export type Backup = { records: number; change: number | null };

/** What can be asked of a moment. What has to look through the whole graph cannot: of that dictum checkout makes a store. */
export const MOMENT_QUESTIONS = [
  'read',
  'labels',
  'disputing',
  'written',
  'list',
  'counts',
  'sequence',
  'chains',
  'support',
] as const satisfies readonly (keyof Questions)[];
export type MomentQuestion = (typeof MOMENT_QUESTIONS)[number];
export type MomentQuestions = Pick<Questions, MomentQuestion>;

/** The change set as of which everything is asked that can be; undefined for what stands. */
export type OfMoment = { readonly moment?: number };

/** What an answer is put together from. */
export type Questions = Pick<
  Store,
  | 'list'
  | 'facet'
  | 'histogram'
  | 'counts'
  | 'read'
  | 'labels'
  | 'disputing'
  | 'written'
  | 'sequence'
  | 'chains'
  | 'links'
  | 'neighbours'
  | 'paths'
  | 'values'
  | 'complete'
  | 'support'
  | 'search'
  | 'near'
  | 'searchTexts'
> &
  OfMoment;

export interface Store extends History, OfMoment {
  /** The name of the engine, for people. */
  readonly engine: string;

  /** A text that differs after every committed change, whichever process made it. */
  version(): Promise<string>;

  /** The last note that a write was given, where nothing has changed the graph since; null where something has, or the engine keeps no notes. */
  note(): Promise<string | null>;

  /** One page of a list. A filter value that was merged into another record means that other. */
  list(query: ListQuery): Promise<Page>;

  /** A page of the values of a facet of a list, with their counts: the greatest first, and then by id. */
  facet(query: FacetQuery): Promise<FacetPage>;

  /** How many records of a selection begin in each unit of time, of a type that has a range of dates; by the earliest moment that each may be of. */
  histogram(query: HistogramQuery): Promise<Histogram>;

  /** How many records each selection has, in the order asked. */
  counts(selections: readonly Selection[]): Promise<number[]>;

  /** What stands at each address, in the order asked, and the records that `include` asks for. */
  read(keys: readonly Key[], include?: ListQuery['include']): Promise<{ readings: Reading[]; related: Related[] }>;

  /** The labels of the records at some addresses, in the order asked; null where none stands. */
  labels(keys: readonly Key[]): Promise<(string | null)[]>;
  /** By which rules the claims and statements at some addresses are disputed, in the order asked; none where none stands. */
  disputing(keys: readonly Key[]): Promise<Disputing[][]>;

  /** The records at some addresses as they were written, as JSON in the order asked; null where none stands. For what answers leave out. */
  written(keys: readonly Key[]): Promise<(string | null)[]>;

  /** A page of several lists one after another; `perPart` bounds what each may contribute. */
  sequence(
    parts: readonly Part[],
    after: SequencePlace | null,
    limit: number,
    perPart: number | null,
  ): Promise<{ rows: SequenceRow[]; more: boolean }>;

  /** A page of the chains of evidence of a statement or a claim; what it reads grows with the page, and with the statement no more than by the ids that this holds. */
  chains(query: ChainQuery): Promise<ChainPage>;

  /** A page of the links of a region with forums, or of a forum with regions. */
  links(query: LinkQuery): Promise<LinkPage>;

  /** The records around one: a page of those that it refers to and that refer to it, edge kind by edge kind, within an edge kind by id (out) or in the order of their list (in). */
  neighbours(query: NeighbourQuery): Promise<Neighbours>;

  /** How two records are connected. */
  paths(query: PathQuery): Promise<PathsFound>;

  /** Values of a filter that begin with `prefix` and come after `after`, in order of value, with how many records of each type have them. */
  values(filter: string, prefix: string, after: string | null, limit: number): Promise<ValueCount[]>;

  /** Names and later words of names that begin with the folded `prefix`, in order of entry, type and id; of several entries of one record the first. */
  complete(
    prefix: string,
    types: readonly TypeName[] | null,
    after: { entry: string; type: string; id: string } | null,
    limit: number,
  ): Promise<Completion[]>;

  /** What a claim rests on, in numbers that are kept; all zero and empty for one that nobody expressed. */
  support(claim: string): Promise<Support>;

  /** The records that have some words, the best first: at most MOST_HITS of them in all. Every engine finds the same; how it ranks them is its own. */
  search(query: RankedQuery): Promise<Ranked>;

  /** Words of names and texts that are a few slips of typing from a folded word, the nearest first, five at most. */
  near(word: string): Promise<string[]>;

  /** The stored texts that have some words, but for those of the source `notOf`, in the order of snapshots turned round. */
  searchTexts(query: TextQuery): Promise<TextsFound>;

  /**
   * Answers one of the questions that can be asked of the graph as it was after a change set (as-of.ts), from what it
   * needs of that.
   * @throws DictumError `not-found` for what was not there yet, `erased`, `as-of-too-large`
   */
  asOf<Q extends MomentQuestion>(
    number: number,
    question: Q,
    ...values: Parameters<MomentQuestions[Q]>
  ): ReturnType<MomentQuestions[Q]>;

  /** Answers one of the queries that are put together from many records (composed.ts) where those are read, and from one state of the graph. */
  compose(query: ComposedQuery, id: string, parameters: RawParameters): Promise<Composed>;

  /**
   * The evidence bundle of a statement (queries/bundle.ts), put together where records are read, and from one state of
   * the graph, or as of a change set.
   * @throws DictumError `not-found`, `gone`, `bundle-too-large`
   */
  bundle(id: string, maker: BundleMaker, asOf?: number | null): Promise<Evidence>;

  /**
   * Verifies a quotation (queries/verify.ts): the body of a request as JSON, and the answer as JSON, from one state of
   * the graph. Where the store serves, on threads of its own, of which no other question has need.
   * @throws DictumError `overloaded` where too many wait already; `invalid-body` and others as the query does
   */
  verifyQuote(body: Uint8Array): Promise<string>;

  /**
   * Writes all changes or none, and everything that is derived from them, in one transaction. A change that equals
   * what is stored writes nothing. References must lead to records of the store or of the same changes.
   * @throws DictumError `loading` where earlier writes are not filed yet, and the filing of this one is not left for later
   */
  write(changes: readonly Change[], options?: WriteOptions): Promise<WriteReport>;

  /** Rewrites the log (log/rewrite.ts), which nothing else does, in one transaction; how many entries were forgotten. */
  rewriteLog(changes: LogRewrite): Promise<number>;

  /** Takes what was deleted out of the files of the store too, where it stands until its room is used again; what else may hold it, in words for people. */
  purge(): Promise<string[]>;

  /**
   * Files what was written with its filing left for later, one step a call; null once nothing is left. What an
   * interruption leaves undone is done by the next call. Until then every other question but `version`, `written` and
   * `scan` is refused as `loading`.
   */
  file(): Promise<Filing>;

  /**
   * Derives and files all anew, from what is written, where another version of the model has derived the store, or
   * where `anew` asks for it; one step a call, null once all is there. What an interruption leaves undone is done by
   * the next call, or the next process. Until then every other question is refused as `loading`.
   * @throws StoreRefused where that cannot be done: another process has the store open, or there is no room
   */
  migrate(options?: { anew?: boolean }): Promise<Filing>;

  /** Records as written, in order of type (dependency order) and id, after a key; tombstones and merges included. Where it has to wait for its turn, no longer than until `signal` says that nobody waits for it. */
  scan(after: Key | null, limit: number, signal?: AbortSignal): Promise<WrittenRow[]>;

  /**
   * Checks the next records after a key by themselves: that they can be read and fit the model, that their references
   * lead somewhere, and that their answers are what is derived from them.
   */
  check(after: Key | null, limit: number): Promise<CheckedPart>;

  /**
   * Compares all else that is stored with what follows from the records, one step a call; null once all is compared, and
   * the next call begins anew. It sees one state of the store, or tells that the store was written to meanwhile.
   */
  compare(): Promise<Compared | null>;

  /** What the service keeps for itself in a space (entries.ts), in order of name: all of it, entries of some names, or a page. Answered also while a load has not ended. */
  entries(space: EntrySpace, which: WhichEntries): Promise<Entry[]>;

  /** Puts entries, all or none. The graph and its version stay as they are. */
  keepEntries(changes: readonly EntryChange[]): Promise<void>;

  /** Resolves while the store answers. */
  ping(): Promise<void>;

  /** Waits for what is under way and lets go of everything. */
  close(): Promise<void>;
}
