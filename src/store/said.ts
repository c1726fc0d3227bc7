/*
 * What the file system and SQLite say, in words that name the remedy.
 */

/** What to tell where another process holds the store. */
const WRITING = 'another process is writing to this store; try again once it has ended';

const NO_ROOM =
  'there is no room left to write to (the disk is full, or a limit of the user is reached); make room, and do it again: what was not told as written is not there';

const DATABASE: readonly [RegExp, string][] = [
  [/database is (locked|busy)/, WRITING],
  [/disk is full|disk I\/O error/, NO_ROOM],
  [
    /readonly database|unable to open database file/,
    'the folder of the store, or a file in it, cannot be written by this user; give it the right to, or copy the folder to where it may',
  ],
  [
    /malformed|not a database/,
    'the database is damaged; dictum check names what is, and dictum restore puts a backup in its place',
  ],
];

/** Both bindings give errors of SQLite itself a code that begins like this. */
export const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_SQLITE');

/** What an error of the file system or of SQLite means; null for any other. */
export const saidBy = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (isDatabaseError(error)) return DATABASE.find(([said]) => said.test(message))?.[1] ?? null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return NO_ROOM;
  if (path === undefined) return null;
  if (code === 'ENOENT') return `${path} is not there`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${path} cannot be read or written by this user`;
  return null;
};
