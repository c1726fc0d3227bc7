import { openEmbedded } from '../../src/store/embedded/store.ts';

/** Migrates the store of a folder a few records at a time, telling each step, until it is killed or done. */
const [folder] = process.argv.slice(2) as [string];
const store = openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000, page: { records: 40, bytes: 50_000 } });
for (let done = await store.migrate(); done !== null; done = await store.migrate())
  process.stdout.write(`${done.step}\n`);
process.stdout.write('done\n');
await store.close();
