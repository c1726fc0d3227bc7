import { writeLines, type Copied } from '../backup-lines.ts';
import type { Backup } from '../port.ts';
import { allEntries } from '../entries.ts';
import { entriesIn } from './entries.ts';
import { readHistory } from './history.ts';
import type { Ask } from './query.ts';
import { readVersion, readWritten } from './reader.ts';
import type { Sessions } from './session.ts';

/*
 * A backup of what is written and of the log, brought to one number of change. The server lets a long reader see each
 * commit as it comes; so a backup during which somebody wrote is made again, and in the end while writers wait.
 */

const ATTEMPTS = 3;

const copied = (ask: Ask): Copied => ({
  version: () => readVersion(ask),
  scan: (after, limit) => readWritten(ask, after, limit),
  copyLog: (place, limit) => readHistory(ask).copyLog(place, limit),
});

export const backUp = async (sessions: Sessions, file: string): Promise<Backup> => {
  const read: Ask = (query, parameters) =>
    sessions.read((ask) => ask(query, parameters), { timed: false, unfiled: true });
  const entries = await allEntries({ entries: (...of) => sessions.glance((tx) => entriesIn(tx, ...of)) });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const backup = await writeLines(copied(read), file, entries);
    if (backup !== null) return backup;
  }
  return sessions.still(async (ask) => (await writeLines(copied(ask), file, entries))!);
};
