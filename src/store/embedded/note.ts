import type { Database } from './sqlite.ts';

/** Keeps what a write was given, with the version that it leaves. */
export const keepNote = (database: Database, note: string): void => {
  database.exec('DELETE FROM note');
  database.prepare('INSERT INTO note SELECT ?, version FROM meta').run(note);
};

export const readNote = (database: Database): string | null =>
  database.prepare('SELECT text FROM note JOIN meta USING (version)').get()?.text ?? null;
