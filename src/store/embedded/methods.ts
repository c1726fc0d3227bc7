import type { Store } from '../port.ts';

/** The methods of the store that a connection answers. */
export type Engine = Omit<Store, 'engine' | 'moment' | 'migrate' | 'compare' | 'close' | 'verifyQuote'> & {
  /** With the time at which nobody waits for the answer any more. */
  verifyQuote(body: Uint8Array, deadline?: number): Promise<string>;
};
export type Method = keyof Engine;
