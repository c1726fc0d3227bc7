import type { FastifyInstance } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import { ALL_TYPES } from '../model/types.ts';
import { VERIFICATIONS } from '../model/verify-status.ts';
import type { Store } from '../store/port.ts';
import { monotonicMs } from '../verify/clock.ts';
import type { Admitted } from './admission.ts';

/*
 * What the service has and does at the moment, for Prometheus. What the store has to be asked for is asked at most every
 * fifteen seconds, and never waited for: a store that does not answer keeps no metrics back.
 */

const ASKED_EVERY_MS = 15_000;

export type Gauged = {
  store: Store;
  admitted: Admitted;
  /** How many bytes the files of the store have; null where they are elsewhere. */
  storeBytes: () => number | null;
  /** How many bytes of answers are kept. */
  keptBytes: () => number;
  /** How many follow the live feed. */
  listeners: () => number;
};

/** What the store tells of itself. */
type Told = { records: number[]; verifications: number[]; changes: number };

const ask = async (store: Store): Promise<Told> => {
  const selections = [
    ...ALL_TYPES.map(({ name }) => ({ type: name, where: [], range: null })),
    ...VERIFICATIONS.map((status) => ({
      type: 'passage' as const,
      where: [{ filter: 'verification', any: [status], none: [] }],
      range: null,
    })),
  ];
  const [counts, changes] = await Promise.all([store.counts(selections), store.lastChange()]);
  return { records: counts.slice(0, ALL_TYPES.length), verifications: counts.slice(ALL_TYPES.length), changes };
};

/** Adds the gauges of a service. */
export const gauge = (
  app: FastifyInstance,
  metrics: Registry,
  { store, admitted, storeBytes, keptBytes, listeners }: Gauged,
): void => {
  let told: Told | null = null;
  let askedAt = -Infinity;
  const refresh = (): void => {
    if (monotonicMs() - askedAt < ASKED_EVERY_MS) return;
    askedAt = monotonicMs();
    ask(store).then(
      (answer) => (told = answer),
      (err) => app.log.debug({ err }, 'the store was not counted'),
    );
  };
  app.addHook('onReady', (done) => {
    refresh();
    done();
  });
  const add = (name: string, help: string, of: () => number | null): void => {
    const made = new Gauge({
      name,
      help,
      registers: [metrics],
      collect: () => {
        const value = of();
        if (value === null) made.reset();
        else made.set(value);
      },
    });
  };
  const addEach = (
    name: string,
    help: string,
    label: string,
    of: () => readonly (readonly [string, number])[],
  ): void => {
    const made = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [metrics],
      collect: () => {
        refresh();
        for (const [each, value] of of()) made.set({ [label]: each }, value);
      },
    });
  };
  addEach('dictum_records', 'Records in the graph by type.', 'type', () =>
    ALL_TYPES.flatMap(({ name }, i) => (told === null ? [] : [[name, told.records[i]!] as const])),
  );
  addEach('dictum_passages', 'Passages by whether their words were found in the stored texts.', 'verification', () =>
    VERIFICATIONS.flatMap((status, i) => (told === null ? [] : [[status, told.verifications[i]!] as const])),
  );
  add('dictum_changes', 'The number of the last change set of the log.', () => told?.changes ?? null);
  add('dictum_store_bytes', 'Bytes of the files of the embedded store.', storeBytes);
  add('dictum_kept_answers_bytes', 'Bytes of the answers that are kept.', keptBytes);
  add('dictum_feed_listeners', 'Clients that follow the live feed of changes.', listeners);
  add(
    'dictum_requests_open',
    'Requests that have a place, until their answers have left.',
    () => admitted.requests.open,
  );
  add('dictum_streams_open', 'Streams under way.', () => admitted.streams.open);
  add('dictum_questions_open', 'Questions that the store works at, or that wait for it.', () => admitted.lane.open);
};
