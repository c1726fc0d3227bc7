/** What a store in Neo4j is opened with. */
export type Neo4jOptions = {
  /** bolt:// or neo4j://, with +s or +ssc for TLS. */
  uri: string;
  user?: string | undefined;
  password?: string | undefined;
  /** The server's default where none is named. */
  database?: string | undefined;
  /** A read that takes longer is stopped, and answered with `too-slow`. */
  timeoutMs: number;
  /** Threads that verify quotations; 0 does so on the calling one. */
  verifiers?: number | undefined;
  /** From how many records on the facets of a term are kept as sums. */
  many?: number | undefined;
  /** Whether a store of another version may be opened, to be migrated. */
  migrate?: boolean | undefined;
  /** How many records a step of a migration takes. */
  page?: number | undefined;
  /** How many filings a transaction of a load makes at most, unless one record has more. */
  filings?: number | undefined;
};
