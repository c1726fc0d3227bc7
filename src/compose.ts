import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Issuer } from './access/openid.ts';
import { KeyFault, signerWith, type Signer } from './bundle/signature.ts';
import { ConfigError, type Config } from './config.ts';
import { databaseIn, logOf } from './store/embedded/file.ts';
import { takeName } from './store/embedded/alone.ts';
import { endClosed } from './store/embedded/sqlite.ts';
import { openEmbedded } from './store/embedded/store.ts';
import type { RestoreOptions, Restored } from './store/embedded/backup.ts';
import { StoreRefused } from './store/migration.ts';
import type { Backup, Store } from './store/port.ts';

/** `migrate`: whether a store of another version may be opened, to be migrated; without it, where the engine is the embedded one. */
export type Opening = { serving: boolean; migrate?: boolean | undefined };

/**
 * Opens the store that the settings name: the only place that knows which engines there are.
 * @throws StoreRefused where it is of another version and may not be migrated
 */
export const openStore = async (config: Config, { serving, migrate }: Opening): Promise<Store> => {
  const [readers, verifiers] = serving ? [config.READERS, config.VERIFIERS] : [0, 0];
  // The driver is loaded only where it is used: it takes longer to load than the embedded store takes to open.
  if (config.NEO4J_URI !== '')
    return (await import('./store/neo4j/store.ts')).openNeo4j({ ...graphOf(config), verifiers, migrate });
  return openEmbedded({ folder: config.DICTUM_DATA, readers, verifiers, timeoutMs: config.QUERY_TIMEOUT_MS, migrate });
};

/** The OpenID issuer whose tokens are taken; null where none is set. */
export const issuerOf = (config: Config): Issuer | null =>
  config.OIDC_ISSUER === ''
    ? null
    : new Issuer({
        issuer: config.OIDC_ISSUER,
        audience: config.OIDC_AUDIENCE,
        scopeClaim: config.OIDC_SCOPE_CLAIM,
        allowPrivate: config.OIDC_PRIVATE === 'allow',
      });

/**
 * Makes an embedded store of its own in a folder, which has it once it is filled; where that fails, nothing is left.
 * @throws StoreRefused where one is there already
 */
export const makeStoreIn = async <T>(folder: string, fill: (store: Store) => Promise<T>): Promise<T> => {
  if (existsSync(databaseIn(folder))) throw new StoreRefused(`there is a store in ${folder}; name another folder`);
  const made = mkdirSync(folder, { recursive: true });
  // Inside, as what is beside a folder may be another disk.
  const part = mkdtempSync(join(folder, 'part-'));
  try {
    const store = openEmbedded({ folder: part, readers: 0, timeoutMs: 0 });
    const filled = await fill(store).finally(() => store.close());
    await endClosed();
    const file = databaseIn(folder);
    // What a log may still hold comes first, and the file last: from then on there is a store.
    for (const name of readdirSync(part).filter((each) => each !== basename(file)))
      renameSync(join(part, name), join(folder, name));
    takeName(databaseIn(part), file);
    rmSync(part, { recursive: true });
    return filled;
  } catch (error) {
    rmSync(made ?? part, { recursive: true, force: true });
    throw error;
  }
};

const graphOf = (config: Config) => ({
  uri: config.NEO4J_URI,
  user: config.NEO4J_USER,
  password: config.NEO4J_PASSWORD,
  database: config.NEO4J_DATABASE,
  timeoutMs: config.QUERY_TIMEOUT_MS,
});

/**
 * Writes a backup of the store that the settings name, while others read and write it, of whichever version it is.
 * @throws StoreRefused where it cannot be read
 */
export const backUpStore = async (config: Config, file: string): Promise<Backup> =>
  config.NEO4J_URI === ''
    ? (await import('./store/embedded/backup.ts')).backUp(config.DICTUM_DATA, file)
    : (await import('./store/neo4j/store.ts')).backUpNeo4j(graphOf(config), file);

/** How a store is made of a backup that is a database file; null where the file or the engine is another, and it is read line by line. */
export const databaseRestorer = async (
  config: Config,
  file: string,
): Promise<((options: RestoreOptions) => Promise<Restored>) | null> => {
  const { isDatabase, restore } = await import('./store/embedded/backup.ts');
  return config.NEO4J_URI === '' && isDatabase(file) ? (options) => restore(config.DICTUM_DATA, file, options) : null;
};

/** A store of a copy of a backup that is a database file, in a folder that is empty; null where the file is none. */
export const openDatabaseCopy = async (
  folder: string,
  file: string,
  options: RestoreOptions,
): Promise<Store | null> => {
  const { isDatabase, restore } = await import('./store/embedded/backup.ts');
  if (!isDatabase(file)) return null;
  await restore(folder, file, options);
  return openEmbedded({ folder, readers: 0, timeoutMs: 0 });
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

/** How many bytes the files of the store have, that the settings name; null where they are on a server. */
export const storeBytesOf =
  ({ NEO4J_URI, DICTUM_DATA }: Config): (() => number | null) =>
  () => {
    if (NEO4J_URI !== '') return null;
    const file = databaseIn(DICTUM_DATA);
    return [file, logOf(file)].reduce((sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0), 0);
  };
