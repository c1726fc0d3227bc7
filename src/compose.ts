import { readFileSync } from 'node:fs';
import { KeyFault, signerWith, type Signer } from './bundle/signature.ts';
import { ConfigError, type Config } from './config.ts';
import { openEmbedded } from './store/embedded/store.ts';
import type { Store } from './store/port.ts';

/** `migrate`: whether a store of another version may be opened, to be migrated; without it, where the engine is the embedded one. */
export type Opening = { serving: boolean; migrate?: boolean | undefined };

/**
 * Opens the store that the settings name: the only place that knows which engines there are.
 * @throws StoreRefused where it is of another version and may not be migrated
 */
export const openStore = async (config: Config, { serving, migrate }: Opening): Promise<Store> => {
  const {
    NEO4J_URI: uri,
    NEO4J_USER: user,
    NEO4J_PASSWORD: password,
    NEO4J_DATABASE: database,
    QUERY_TIMEOUT_MS: timeoutMs,
  } = config;
  const [readers, verifiers] = serving ? [config.READERS, config.VERIFIERS] : [0, 0];
  // The driver is loaded only where it is used: it takes longer to load than the embedded store takes to open.
  if (uri !== '')
    return (await import('./store/neo4j/store.ts')).openNeo4j({
      uri,
      user,
      password,
      database,
      timeoutMs,
      verifiers,
      migrate,
    });
  return openEmbedded({ folder: config.DICTUM_DATA, readers, verifiers, timeoutMs, migrate });
};

/**
 * The signer of evidence bundles; null where no key is set.
 * @throws ConfigError where the key cannot be used; the key itself is never shown
 */
export const openSigner = ({ DICTUM_SIGNING_KEY: key }: Pick<Config, 'DICTUM_SIGNING_KEY'>): Signer | null => {
  if (key === '') return null;
  const inline = key.includes('-----BEGIN');
  try {
    return signerWith(inline ? key : readFileSync(key, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof KeyFault ? error.message : `the file cannot be read (${(error as NodeJS.ErrnoException).code})`;
    throw new ConfigError(`DICTUM_SIGNING_KEY${inline ? '' : ` is ${JSON.stringify(key)}`}: ${reason}`);
  }
};
