import type { Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { changesPage, oneChange, revisionsPage } from '../queries/changes.ts';
import type { RawParameters, Store } from '../store/port.ts';
import { pageOf } from './remote.ts';
import { withStore } from './run.ts';

/*
 * The log that a command shows: of a store, or of a running service, in the same forms.
 */

/** A change set as it is told, and what it did to a record. */
export type SetForm = {
  number: number;
  at: string;
  by: string | null;
  comment: string | null;
  kind: string;
  open: boolean;
  records: number;
  changes: { type: string; id: string; before: object | null; after: StateForm }[];
};
export type StateForm = { deleted?: boolean; mergedInto?: string } | null;
export type RevisionForm = Omit<SetForm, 'records' | 'changes'> & {
  difference: { field: string; before?: unknown; after?: unknown }[];
};

type Page<T> = { items: T[]; nextCursor: string | null };
type Paged<T> = Promise<Page<T>>;
/** `prunedUpTo`: up to which change set the log forgot what was done to the record. */
type Revisions = Promise<Page<RevisionForm> & { prunedUpTo: number | null }>;

export type LogSource = {
  /** Change sets, by the parameters of /v1/changes. */
  sets(raw: RawParameters): Paged<SetForm>;
  /** A page of what one change set did. */
  set(number: number, raw: RawParameters): Promise<{ set: SetForm; nextCursor: string | null }>;
  revisions(key: Key, raw: RawParameters): Revisions;
};

const ofStore = (store: Store): LogSource => ({
  sets: async (raw) => (await changesPage(store, raw, { open: true })) as unknown as Awaited<Paged<SetForm>>,
  set: async (number, raw) =>
    (await oneChange(store, number, raw)) as unknown as { set: SetForm; nextCursor: string | null },
  revisions: async (key, raw) => (await revisionsPage(store, key, raw)) as unknown as Awaited<Revisions>,
});

const query = (raw: RawParameters): string => {
  const given = Object.entries(raw).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

export const addressOf = ({ type, id }: Key): string => `/v1/${TYPES[type].plural}/${encodeURIComponent(id)}`;

const ofService = (server: string): LogSource => {
  const list = async <T>(path: string, raw: RawParameters): Paged<T> => {
    const { data, nextCursor } = await pageOf(server, `${path}${query(raw)}`);
    return { items: data as T[], nextCursor };
  };
  return {
    sets: (raw) => list('/v1/changes', raw),
    set: async (number, raw) => {
      const { data, nextCursor } = await pageOf(server, `/v1/changes/${number}${query(raw)}`);
      return { set: data as SetForm, nextCursor };
    },
    revisions: async (key, raw) => {
      const { data, nextCursor, prunedUpTo } = await pageOf(server, `${addressOf(key)}/revisions${query(raw)}`);
      return { items: data as RevisionForm[], nextCursor, prunedUpTo };
    },
  };
};

/** Uses the log of the service that `server` names, or else of the store of the settings. */
export const withLog = <T>(
  options: { server?: string | undefined } & Record<string, unknown>,
  use: (log: LogSource) => Promise<T>,
): Promise<T> =>
  options.server === undefined ? withStore(options, (store) => use(ofStore(store))) : use(ofService(options.server));
