import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { AppOptions } from '../../src/http/app.ts';

/** A logger of a service, and the lines that it has written. */
export const logging = (options: { level?: string } = {}) => {
  const logged: string[] = [];
  const lines = new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged.push(line.toString());
      done();
    },
  });
  return { logged, logger: pino(options, lines) as unknown as NonNullable<AppOptions['logger']> };
};
