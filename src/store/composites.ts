/*
 * What is asked of, and answered by, the queries that are put together from many records (composed.ts).
 */

/** The parameters of a request as they came: a value, or several where one was repeated. */
export type RawParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What the queries of composed.ts answer with: a page as JSON text, with the records beside it where some were asked
 * for; or the id that the one asked for was merged into.
 */
export type Composed =
  | { json: string; included: string | null; page: { limit: number; nextCursor: string | null; total?: number | null } }
  | { movedTo: string };
export type ComposedQuery =
  | 'claimProvenance'
  | 'statementProvenance'
  | 'forumsOfRegion'
  | 'regionsOfForum'
  | 'footnotes'
  | 'claimPositions'
  | 'actorPositions';

/**
 * A state of the graph: its number (null of one as of a change set), when it came about (RFC 3339), where the store
 * knows, and the newest change set of it.
 */
export type State = { version: string | null; changed: string | null; change: number };

/**
 * By which program and version of the model a bundle is made, and the address of the service, without a slash at its
 * end; empty where it was not told.
 */
export type BundleMaker = { made: { program: string; model: string }; address: string };

/** The evidence bundle of a statement as its bytes in text, not signed; or the id that the statement was merged into. */
export type Evidence = { text: string } | { movedTo: string };
