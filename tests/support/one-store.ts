import { afterEach } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { embedded, type Opened } from './engines.ts';

/** Opens embedded stores for the cases of a file; disposed of after each case. */
export const storesOfCases = (): (() => Promise<Store>) => {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.dispose();
  });
  return async () => {
    const next = await embedded.open();
    opened.push(next);
    return next.store;
  };
};
