import neo4j, { Neo4jError } from 'neo4j-driver';
import { DictumError } from '../../model/errors.ts';
import { LacksMemory } from '../lacks-memory.ts';

/*
 * The errors of the driver and the server in the words of the catalogue.
 */

const UNREACHABLE =
  /^(ServiceUnavailable|SessionExpired|N\/A)$|^Neo\.TransientError\.|DatabaseUnavailable|^Neo\.ClientError\.(Security|Cluster)\.|Database\.DatabaseNotFound|General\.UnknownError|Transaction\.Terminated|Transaction\.TransactionTerminated/;
const SLOW = /Transaction\.TransactionTimedOut|Transaction\.LockAcquisitionTimeout/;
/** Of one transaction, of all together, or of the server. */
const NO_MEMORY = /^Neo\.TransientError\.General\.\w*OutOfMemory/;
const READ_ONLY = /WriteOnReadOnlyAccessDatabase|General\.ForbiddenOnReadOnlyDatabase|Cluster\.NotALeader/;
/** A server that was set up anew does not know the changes that this process has seen. */
const UNKNOWN_BOOKMARK = /BookmarkTimeout|InvalidBookmark/;

const codeOf = (error: unknown): string | null => (error instanceof Neo4jError ? error.code : null);

export const isUnknownBookmark = (error: unknown): boolean => UNKNOWN_BOOKMARK.test(codeOf(error) ?? '');

export const lacksMemory = (error: unknown): boolean => NO_MEMORY.test(codeOf(error) ?? '');

/**
 * Whether asking again may help: the server was elsewhere, was starting, or had to give way. What takes too much memory
 * would take it again.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof Neo4jError && !lacksMemory(error) && (neo4j.isRetryableError(error) || isUnknownBookmark(error));

/** Whether the connection is gone. */
export const isLost = (error: unknown): boolean => /^(ServiceUnavailable|SessionExpired)$/.test(codeOf(error) ?? '');

/** Whether the password is another, or was tried too often. */
export const isLockedOut = (error: unknown): boolean =>
  /^Neo\.ClientError\.Security\.(Unauthorized|AuthenticationRateLimit|CredentialsExpired)$/.test(codeOf(error) ?? '');

/** A wrong password or a database that is not there does not come right by itself. */
export const isRefused = (error: unknown): boolean =>
  /^Neo\.ClientError\.(Security\.|Database\.DatabaseNotFound)/.test(codeOf(error) ?? '');

/** The error that a client is told of; one that no client causes stays what it is. */
export const translated = (error: unknown, timeoutMs: number): unknown => {
  const code = codeOf(error);
  if (code === null) return error;
  if (SLOW.test(code))
    return new DictumError('too-slow', `the query took longer than ${timeoutMs} ms`, { cause: error });
  if (lacksMemory(error))
    return new LacksMemory(
      `Neo4j has not the memory for this; give it more (server.memory.heap.max_size, db.memory.transaction.max), or ask for less at once: ${(error as Error).message}`,
      error,
    );
  if (READ_ONLY.test(code))
    return new DictumError(
      'store-unreachable',
      'Neo4j takes no writes: the database is read-only there; see server.databases.read_only, server.databases.default_to_read_only and server.databases.writable, or that NEO4J_URI leads to the server that writes. Questions are answered',
      { cause: error },
    );
  if (isRefused(error))
    return new DictumError(
      'store-unreachable',
      'Neo4j does not let us in any more; see that NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE are right; start the service anew where they have to be others',
      { cause: error },
    );
  return UNREACHABLE.test(code)
    ? new DictumError('store-unreachable', 'Neo4j does not answer at the moment', { cause: error })
    : error;
};
