import { createServer } from 'node:net';
import { freePort, LINES, missingFor, startNeo4j, type LineName } from './neo4j-server.ts';

/*
 * Starts a Neo4j to try things on, until Ctrl-C: `npm run neo4j`, or `npm run neo4j -- 2026` for the newer line.
 * Its data are gone afterwards.
 */

const USUAL = 7687;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const line = (process.argv[2] ?? '5') as LineName;
if (!(line in LINES)) {
  console.error(`there is no line ${line}; lines: ${Object.keys(LINES).join(', ')}`);
  process.exit(2);
}
const missing = missingFor(line);
if (missing !== null) {
  console.error(`Neo4j ${LINES[line].version} cannot be started here: ${missing}`);
  process.exit(1);
}

console.error(`starting Neo4j ${LINES[line].version}; the first time its jars are fetched, which takes a minute ...`);
const server = await startNeo4j({ line, port: (await isFree(USUAL)) ? USUAL : await freePort(), heapMb: 1024 });
console.log(server.uri);
console.error(
  `Neo4j ${server.version} answers there, without a password. In another terminal:\n\n  NEO4J_URI=${server.uri} npm start\n\nCtrl-C ends it and removes its data.`,
);

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    void server.stop().then(() => process.exit(0));
  });
}
