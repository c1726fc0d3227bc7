import type { Config } from './config.ts';
import { openEmbedded } from './store/embedded/store.ts';
import type { Store } from './store/port.ts';

/** Opens the store that the settings name: the only place that knows which engines there are. */
export const openStore = async (config: Config, { serving }: { serving: boolean }): Promise<Store> => {
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database, QUERY_TIMEOUT_MS: timeoutMs } = config;
  // The driver is loaded only where it is used: it takes longer to load than the embedded store takes to open.
  if (uri !== '') return (await import('./store/neo4j/store.ts')).openNeo4j({ uri, user, password, database, timeoutMs });
  return openEmbedded({ folder: config.DICTUM_DATA, readers: serving ? config.READERS : 0, timeoutMs });
};
