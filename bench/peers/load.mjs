import { Pool } from 'undici';
import neo4j from 'neo4j-driver';

/*
 * Sends requests from a process of its own, so that what is measured does not share a thread with what measures.
 * A job names how many requests are under way at once and for how long; each answer's latency is kept exactly.
 */

/** One function for each kind of contestant: sends one request, and resolves once all of its answer has come. */
const senders = {
  http: ({ url }, concurrency) => {
    const pool = new Pool(url, {
      connections: concurrency,
      pipelining: 1,
      headersTimeout: 60_000,
      bodyTimeout: 60_000,
    });
    return {
      send: async ({ method, path, headers, body, expect }) => {
        const answer = await pool.request({ method, path, headers, body });
        await answer.body.arrayBuffer();
        if (answer.statusCode !== (expect ?? 200)) throw new Error(`${path} answered ${answer.statusCode}`);
      },
      close: () => pool.close(),
    };
  },
  bolt: ({ url }, concurrency) => {
    const driver = neo4j.driver(url, undefined, { disableLosslessIntegers: true, maxConnectionPoolSize: concurrency });
    return {
      send: async ({ cypher, parameters }) =>
        (await driver.executeQuery(cypher, parameters, { routing: 'READ', database: 'neo4j' })).records.map((record) =>
          record.toObject(),
        ),
      close: () => driver.close(),
    };
  },
};

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;

const run = async ({ target, requests, concurrency, seconds }) => {
  const { send, close } = senders[target.kind](target, concurrency);
  const latencies = [];
  let [next, failed, failure] = [0, 0, null];
  const worker = async (until, keep) => {
    do {
      const request = requests[next++ % requests.length];
      const began = performance.now();
      try {
        await send(request);
        if (keep) latencies.push(performance.now() - began);
      } catch (error) {
        failed += 1;
        failure ??= error.message;
      }
    } while (performance.now() < until);
  };
  const workers = (until, keep) => Promise.all(Array.from({ length: concurrency }, () => worker(until, keep)));
  // Connections are opened, and plans and code warmed, before anything counts.
  await workers(performance.now() + Math.min(500, (seconds * 1000) / 3), false);
  const began = performance.now();
  await workers(began + seconds * 1000, true);
  const lasted = (performance.now() - began) / 1000;
  await close();
  latencies.sort((a, b) => a - b);
  return {
    answers: latencies.length,
    failed,
    failure,
    perSecond: latencies.length / lasted,
    p50: at(latencies, 0.5),
    p95: at(latencies, 0.95),
    p99: at(latencies, 0.99),
  };
};

process.on('message', async (job) => {
  try {
    process.send({ id: job.id, result: await run(job) });
  } catch (error) {
    process.send({ id: job.id, error: error.stack });
  }
});
