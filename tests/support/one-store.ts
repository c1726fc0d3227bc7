import { afterEach } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { engines } from './engines.ts';

/** Opens embedded stores for the cases of a file; disposed of after each case. */
export const storesOfCases = (): (() => Promise<Store>) => {
  const opened: { dispose(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const { dispose } of opened.splice(0)) await dispose();
  });
  return async () => {
    const next = await engines[0]!.open();
    opened.push(next);
    return next.store;
  };
};
