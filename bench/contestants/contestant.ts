import { readFileSync } from 'node:fs';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Answer, Kind, Question } from '../questions.ts';

/** One request, as the load process sends it. */
export type Request =
  | { method: string; path: string; headers?: Record<string, string>; body?: string; expect?: number }
  | { cypher: string; parameters: object };
export type Target = { kind: 'http' | 'bolt'; url: string };

/** Something that answers the questions. */
export type Contestant = {
  name: string;
  target: Target;
  /** Where repeated questions go, if that is another service: one that may keep its answers. */
  keeping?: Target;
  /** The requests of a question; null where it has no answer to it. */
  requests: (question: Question) => Promise<Request[]> | Request[];
  /** What is in the body of an answer, in the form that is compared. */
  read: (kind: Kind, body: any) => Answer;
  /** The service and the database beside it; null where there is none, or it is not a process of its own. */
  pids: [service: number | null, database: number | null];
  /** The event loop's delay beyond what is planned, in milliseconds at p99 since the last call; null where it is not told. */
  loopDelay?: () => Promise<number>;
  stop: () => Promise<void>;
};

export const PEERS = new URL('../peers/', import.meta.url).pathname;
/** How long one answer may take; whoever takes longer is not asked that question. */
export const PATIENCE_SECONDS = 60;
const STARTS_WITHIN_MS = 60_000;

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
};

export type Service = { url: string; pid: number; stop: () => Promise<void> };

/** Starts a service, and resolves once it prints an address. */
export const startService = async (
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Service> => {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const stop = (): Promise<void> => end(child);
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /https?:\/\/[^\s/]+/.exec(line);
      if (found) resolve(found[0].replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ').slice(0, 100)} ended with ${code} before it answered`)),
    );
    setTimeout(
      () => reject(new Error(`${args[0]} did not start within ${STARTS_WITHIN_MS} ms`)),
      STARTS_WITHIN_MS,
    ).unref();
  });
  return { url, pid: child.pid!, stop };
};

export type Measured = {
  answers: number;
  failed: number;
  failure: string | null;
  perSecond: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

/** The process that sends requests. */
export const startLoad = (): {
  run: (target: Target, requests: Request[], concurrency: number, seconds: number) => Promise<Measured>;
  stop: () => Promise<void>;
} => {
  const child = fork(`${PEERS}load.mjs`, { stdio: 'inherit' });
  process.once('exit', () => child.kill('SIGKILL'));
  let last = 0;
  const run = (target: Target, requests: Request[], concurrency: number, seconds: number): Promise<Measured> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const answered = (message: { id: number; result?: Measured; error?: string }): void => {
        if (message.id !== id) return;
        child.off('message', answered);
        if (message.result) resolve(message.result);
        else reject(new Error(message.error));
      };
      child.on('message', answered);
      child.send({ id, target, requests, concurrency, seconds });
    });
  return { run, stop: () => end(child) };
};

/** The memory of a process that is resident now, in MiB; null where the system does not tell. */
export const residentMb = (pid: number | null): number | null => {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);
  } catch {
    return null;
  }
};
