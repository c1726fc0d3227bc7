import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { temporaryFolder } from './engines.ts';

/*
 * The command line as it is built and run.
 */

export type Ended = { code: number | null; out: string; err: string };
type Running = { child: ChildProcess; said: () => string; ended: Promise<Ended> };

export type CommandLine = {
  /** A folder for the files of the cases, and the data folder that commands use where they name none. */
  readonly folder: string;
  readonly data: string;
  /** Runs a command to its end. */
  dictum(this: void, args: string[], env?: Record<string, string>): Promise<Ended>;
  /** Starts the service on a free port, and waits until it says where it is and takes what is asked. */
  serve(this: void, args?: string[]): Promise<Running & { url: string }>;
  stop(this: void, running: Running): Promise<Ended>;
};

const statusOf = async (url: string): Promise<number> => {
  const answer = await fetch(url);
  await answer.body?.cancel();
  return answer.status;
};

/** Commands for the cases of a file, in some environment; what they started is ended after them. */
export const commandLine = (environment: () => Record<string, string> = () => ({})): CommandLine => {
  const children = new Set<ChildProcess>();
  let folder = '';
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const start = (args: string[], env: Record<string, string> = {}): Running => {
    const child = spawn(process.execPath, ['dist/cli/main.js', ...args], {
      env: { ...process.env, DICTUM_DATA: join(folder, 'graph'), LOG_LEVEL: 'silent', ...environment(), ...env },
    });
    children.add(child);
    const result: Ended = { code: null, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (result.out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (result.err += text));
    const ended = new Promise<Ended>((resolve) =>
      child.on('close', (code) => {
        children.delete(child);
        resolve({ ...result, code });
      }),
    );
    return { child, said: () => result.out, ended };
  };
  return {
    get folder() {
      return folder;
    },
    get data() {
      return join(folder, 'graph');
    },
    dictum: (args, env) => start(args, env).ended,
    serve: async (args = []) => {
      const running = start(['serve', '--port', '0', ...args]);
      const early = running.ended.then(({ err }) => {
        throw new Error(`ended early: ${err}`);
      });
      const ready = (async () => {
        while (!running.said().includes('Stop:'))
          await new Promise((resolve) => running.child.stdout!.once('data', resolve));
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.said())![0];
        // A machine that is busy may have the service behind with its work at first.
        while ((await statusOf(`${url}/problems`)) === 503) await sleep(50);
        return url;
      })();
      const url = await Promise.race([ready, early]);
      early.catch(() => undefined);
      return { ...running, url };
    },
    stop: (running) => {
      running.child.kill('SIGTERM');
      return running.ended;
    },
  };
};
