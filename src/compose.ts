import type { Config } from './config.ts';
import { openEmbedded } from './store/embedded/store.ts';
import type { Store } from './store/port.ts';

/** Opens the store that the settings name: the only place that knows which engines there are. */
export const openStore = async (config: Config, { serving }: { serving: boolean }): Promise<Store> =>
  openEmbedded({ folder: config.DICTUM_DATA, readers: serving ? config.READERS : 0, timeoutMs: config.QUERY_TIMEOUT_MS });
