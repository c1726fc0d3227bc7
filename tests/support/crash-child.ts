import { openEmbedded } from '../../src/store/embedded/store.ts';
import { revision } from './revisions.ts';

/** Writes one revision of a graph after another, telling each that stands, until it is killed. */
const [folder, first] = process.argv.slice(2) as [string, string];
const store = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
process.stdout.write('ready\n');
for (let i = Number(first); ; i++) {
  const report = await store.write(revision(i));
  if (!report.written) throw new Error(JSON.stringify(report.problems));
  process.stdout.write(`${i}\n`);
}
