import type { Key } from '../../model/ids.ts';
import { LineWriter } from '../backup-lines.ts';
import { allEntries } from './entries.ts';
import type { SpacedEntry } from '../entries.ts';
import type { Backup } from '../port.ts';
import type { Ask } from './query.ts';
import { readVersion, readWritten } from './reader.ts';
import type { Sessions } from './session.ts';

/*
 * A backup of what is written, brought to one number of change. The server lets a long reader see each commit as it comes;
 * so a backup during which somebody wrote is made again, and in the end while writers wait.
 */

const [PAGE, ATTEMPTS] = [1000, 3];

export const backUp = async (sessions: Sessions, file: string): Promise<Backup> => {
  const read: Ask = (query, parameters) =>
    sessions.read((ask) => ask(query, parameters), { timed: false, unfiled: true });
  const entries = await allEntries(sessions);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const backup = await writeAll(read, file, entries);
    if (backup !== null) return backup;
  }
  return sessions.still(async (ask) => (await writeAll(ask, file, entries))!);
};

/** Null where somebody wrote meanwhile. */
const writeAll = async (ask: Ask, file: string, entries: readonly SpacedEntry[]): Promise<Backup | null> => {
  const version = await readVersion(ask);
  const writer = new LineWriter(file, version, entries);
  try {
    let after: Key | null = null;
    do {
      const rows = await readWritten(ask, after, PAGE);
      writer.add(rows);
      after = rows.length === PAGE ? rows.at(-1)!.key : null;
    } while (after !== null);
    if ((await readVersion(ask)) === version) return writer.end(version);
    writer.drop();
    return null;
  } catch (error) {
    writer.drop();
    throw error;
  }
};
