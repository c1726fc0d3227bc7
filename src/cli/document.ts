import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readDocument, Unreadable, type Document } from '../draft/document.ts';
import { CommandError } from './run.ts';

/** Runs something that reads files, and tells what is wrong with them in a line. */
export const reading = async <T>(read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Unreadable) throw new CommandError(error.message);
    throw error;
  }
};

/**
 * The document of a file; of standard input where its name is `-`.
 * @throws CommandError where it cannot be read, with the remedy
 */
export const documentOf = (file: string): Promise<Document> =>
  reading(async () =>
    readDocument(
      file === '-' ? await buffer(process.stdin) : await readFile(file),
      file === '-' ? 'standard input' : basename(file),
    ),
  );
