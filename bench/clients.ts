import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Very many clients of a service, so many that no share of one is met (it has to trust the header of a proxy).
 */

/** `status` 0: the connection broke. */
export type Told = { status: number; ms: number };

export type Clients = {
  ask: (path: string) => Promise<Told>;
  /** One after another on so many lines, for so many seconds. */
  inTurn: (path: () => string, lines: number, seconds: number) => Promise<Told[]>;
  /** So many a second, whether those before are answered or not. */
  atRate: (path: () => string, perSecond: number, seconds: number) => Promise<Told[]>;
  close: () => void;
};

const CLIENTS = 64;

export const clientsOf = (url: string): Clients => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  let asked = 0;
  const ask = (path: string): Promise<Told> =>
    new Promise((resolve) => {
      const began = performance.now();
      const ended = (status: number): void => resolve({ status, ms: performance.now() - began });
      const headers = { 'x-forwarded-for': `10.0.0.${asked++ % CLIENTS}` };
      request({ agent, port, hostname, path, headers }, (answer) => {
        answer.resume().on('end', () => ended(answer.statusCode!));
      })
        .on('error', () => ended(0))
        .end();
    });
  return {
    ask,
    inTurn: async (path, lines, seconds) => {
      const told: Told[] = [];
      const until = performance.now() + seconds * 1000;
      const line = async (): Promise<void> => {
        while (performance.now() < until) told.push(await ask(path()));
      };
      await Promise.all(Array.from({ length: lines }, line));
      return told;
    },
    atRate: async (path, perSecond, seconds) => {
      const all: Promise<Told>[] = [];
      const began = performance.now();
      for (let now = 0; now < seconds; now = (performance.now() - began) / 1000) {
        while (all.length < now * perSecond) all.push(ask(path()));
        await sleep(5);
      }
      return Promise.all(all);
    },
    close: () => agent.destroy(),
  };
};
