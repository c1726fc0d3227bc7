import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../src/store/embedded/store.ts';
import { MAIN } from './contestants/dictum.ts';
import { residentMb, startService } from './contestants/contestant.ts';
import { clientsOf, type Told } from './clients.ts';
import { fill } from './generate.ts';

/*
 * A service that is asked ten times what it can answer, beside cheap questions and slow clients, and its memory under a
 * steady load. Prints counts, and ratios to the same service when it is asked one thing at a time.
 */

const { values } = parseArgs({
  options: {
    statements: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '10' },
    'memory-seconds': { type: 'string', default: '180' },
  },
});
const [statements, seconds] = [Number(values.statements), Number(values.seconds)];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const folder = await mkdtemp(join(tmpdir(), 'dictum-pressure-'));
const store = openEmbedded({ folder, readers: 0, timeoutMs: 600_000 });
await fill(store, statements);
await store.close();
const service = await startService(process.execPath, [MAIN, 'serve'], {
  PORT: '0',
  DICTUM_DATA: folder,
  KEPT_MB: '0',
  LOG_LEVEL: 'error',
  TRUST_PROXY: 'loopback',
});
const { port, hostname } = new URL(service.url);

/** Questions go round many records and addresses, so that nobody answers one over and over, and no share of one client is met. */
let turn = 0;
const dear = (): string =>
  `/v1/statements?region=region-${turn++ % 20}&facets=mode,forum,speaker,topic&count=true&limit=100`;
const cheap = (): string => `/v1/actors/actor-${turn++ % (statements / 100)}`;
const live = (): string => '/health/live';

const { inTurn, atRate, close } = clientsOf(service.url);

const at = (all: readonly Told[], share: number): number =>
  all.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(all.length * share)] ?? Number.NaN;
const taken = (all: readonly Told[]): Told[] => all.filter(({ status }) => status === 200);
const refused = (all: readonly Told[]): Told[] => all.filter(({ status }) => status === 503);
const others = (all: readonly Told[]): number => all.length - taken(all).length - refused(all).length;
const ratio = (a: number, b: number): string => (a / b).toFixed(1);

/** What the service says of its event loop, since it was last asked, in milliseconds. */
const loopDelay = async (share: string): Promise<number> => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return 1000 * Number(new RegExp(`^nodejs_eventloop_lag_${share}_seconds (\\S+)`, 'm').exec(text)![1]);
};

await inTurn(dear, 2, seconds / 2);
await loopDelay('p99');
const alone = { dear: await inTurn(dear, 1, seconds), cheap: await inTurn(cheap, 1, seconds / 2) };
const alonesDelay = await loopDelay('p99');
const capacity = taken(await inTurn(dear, 4, seconds)).length / seconds;
say(
  `capacity ${capacity.toFixed(0)} dear questions a second; alone: dear p50 ${at(alone.dear, 0.5).toFixed(1)} ms, p99 ${at(alone.dear, 0.99).toFixed(1)} ms, cheap p50 ${at(alone.cheap, 0.5).toFixed(1)} ms`,
);

/** By how much a series grows a minute: the slope of the line through it. */
const slope = (series: readonly (readonly [minute: number, mb: number])[]): number => {
  const mean = (of: (pair: readonly [number, number]) => number): number =>
    series.reduce((sum, pair) => sum + of(pair), 0) / series.length;
  const [x, y] = [mean(([minute]) => minute), mean(([, mb]) => mb)];
  const over = series.reduce((sum, [minute, mb]) => sum + (minute - x) * (mb - y), 0);
  return over / series.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0);
};
const heapMb = async (): Promise<number> => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)![1]) / 2 ** 20;
};

const memorySeconds = Number(values['memory-seconds']);
const load = Promise.all([inTurn(dear, 2, memorySeconds), inTurn(cheap, 1, memorySeconds)]);
const [resident, heap]: [number, number][][] = [[], []];
const began = performance.now();
while ((performance.now() - began) / 1000 < memorySeconds - 2) {
  await sleep(2000);
  const minute = (performance.now() - began) / 60_000;
  // What is warm after a third of it.
  if (minute * 60 < memorySeconds / 3) continue;
  resident!.push([minute, residentMb(service.pid)!]);
  heap!.push([minute, await heapMb()]);
}
const served = (await load).flat();
say(
  `memory: ${served.length} questions in ${memorySeconds} s; ${resident!.at(-1)![1]} MB resident at the end, ${slope(resident!).toFixed(1)} MB a minute after warm-up; heap ${slope(heap!).toFixed(1)} MB a minute`,
);

await loopDelay('p99');
const [ten, beside, health] = await Promise.all([
  atRate(dear, capacity * 10, seconds),
  inTurn(cheap, 1, seconds),
  inTurn(live, 1, seconds),
]);
const tensDelay = await loopDelay('p99');
say(
  `ten times: ${ten.length} asked, ${taken(ten).length} answered (${ratio(taken(ten).length, capacity * seconds)} of the capacity), ${refused(ten).length} refused, ${others(ten)} anything else`,
);
for (const [what, all, base] of [
  ['answered', taken(ten), alone.dear],
  ['refused', refused(ten), alone.dear],
  ['cheap beside', taken(beside), alone.cheap],
  ['live beside', taken(health), alone.cheap],
] as const)
  say(
    `  ${what}: ${all.length}, p50 ${ratio(at(all, 0.5), at(base, 0.5))} times alone, p99 ${ratio(at(all, 0.99), at(base, 0.99))} times (${at(all, 0.99).toFixed(0)} ms)`,
  );
say(`  cheap not answered: ${beside.length - taken(beside).length} of ${beside.length}`);
say(`  event loop p99 ${alonesDelay.toFixed(0)} ms alone, ${tensDelay.toFixed(0)} ms then`);
const after = await inTurn(dear, 1, seconds / 2);
say(`  afterwards: ${after.length - taken(after).length} of ${after.length} refused`);

/** Clients that send a byte now and then, and clients that read one now and then. */
const slow: Socket[] = [];
for (let i = 0; i < 200; i++) {
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  slow.push(socket);
  if (i % 2 === 0) {
    const text = `GET /v1/actors HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.1.${i}\r\nX-Slow: ${'x'.repeat(10_000)}`;
    let sent = 0;
    const timer = setInterval(() => socket.write(text[sent++ % text.length]!), 100);
    socket.on('close', () => clearInterval(timer));
  } else {
    socket.write(
      `GET /v1/export HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.1.${i}\r\nAccept: application/x-ndjson\r\n\r\n`,
    );
    socket.pause();
    const timer = setInterval(() => socket.read(100), 100);
    socket.on('close', () => clearInterval(timer));
  }
}
await sleep(3000);
const meanwhile = await inTurn(dear, 1, seconds);
say(
  `200 slow clients: ${meanwhile.length - taken(meanwhile).length} of ${meanwhile.length} others refused, p50 ${ratio(at(meanwhile, 0.5), at(alone.dear, 0.5))} times alone, p99 ${ratio(at(meanwhile, 0.99), at(alone.dear, 0.99))} times`,
);
for (const socket of slow) socket.destroy();

close();
await service.stop();
await rm(folder, { recursive: true });
