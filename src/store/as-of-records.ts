import type { LogWriter } from '../log/change-sets.ts';
import { referencesOf } from '../log/dropped.ts';
import { tooLarge, type History } from '../log/history.ts';
import { erasedError } from '../log/erased.ts';
import { WHOLE, type State } from '../log/state.ts';
import type { BaseView } from '../model/define.ts';
import { gatherersIn, restsOn } from '../model/gathering.ts';
import { keyOf, keyText, type Key } from '../model/ids.ts';
import { addCounts } from '../model/index-keys.ts';
import { IDENTIFIER, isGround } from '../model/support.ts';
import { TYPES } from '../model/types.ts';
import { deriveAnew, type Transaction } from './apply.ts';
import type { StoredRevision } from './stored.ts';

/** How many records may be put back for one request. */
export const MOST_RECORDS = 10_000;

const unchanged = (): never => {
  throw new TypeError('what stood at a moment is not changed');
};
/** What is put back changes nothing that is written, so that nothing goes into a log. */
const NO_LOG: LogWriter = {
  last: unchanged,
  entriesOf: unchanged,
  saveSet: unchanged,
  saveEntries: unchanged,
  saveDropped: unchanged,
};

/**
 * Records as they stood after a change set, with all that follows from them: each with what it is derived from, which is
 * read from the log, wave by wave, and derived by the code of every write.
 */
export class MomentRecords {
  private readonly history: Pick<History, 'statesAt' | 'referringAt'>;
  private readonly number: number;
  private readonly states = new Map<string, State>();
  /** Answers as JSON, and what they are filed under; of records that could be derived. */
  private readonly answers = new Map<string, string>();
  private readonly views = new Map<string, BaseView>();
  private readonly filed = new Map<string, Map<string, number>>();
  private readonly gathered = new Map<string, Key[]>();
  private last: Promise<void> = Promise.resolve();
  private readonly referrers = new Map<string, Key[]>();

  constructor(history: Pick<History, 'statesAt' | 'referringAt'>, number: number) {
    this.history = history;
    this.number = number;
  }

  /** How many further records may be put back. */
  get left(): number {
    return Math.max(0, MOST_RECORDS - this.states.size);
  }

  /** What stood at an address that was asked for. */
  state(key: Key): State {
    return this.states.get(keyText(key)) ?? null;
  }

  json(key: Key): string | null {
    return this.answers.get(keyText(key)) ?? null;
  }

  view(key: Key): BaseView | null {
    const text = keyText(key);
    const json = this.answers.get(text);
    if (json === undefined) return null;
    const view = this.views.get(text) ?? (JSON.parse(json) as BaseView);
    this.views.set(text, view);
    return view;
  }

  /** What a record is filed under by itself and by those that were put back. */
  indexKeys(key: Key): ReadonlyMap<string, number> {
    return this.filed.get(keyText(key)) ?? new Map();
  }

  /** The sources that records rest on by one step. */
  groundsOf(keys: readonly Key[]): Map<string, string[]> {
    return new Map(
      keys.map((key) => [
        keyText(key),
        [...this.indexKeys(key)].flatMap(([indexKey, count]) => {
          const end = indexKey.indexOf('\0');
          return count > 0 && isGround(key.type, indexKey.slice(0, end)) ? [indexKey.slice(end + 1)] : [];
        }),
      ]),
    );
  }

  /** By what sources were known elsewhere. */
  identifiersOf(sources: readonly string[]): Map<string, string[]> {
    return new Map(sources.map((id) => [id, this.valuesOf({ type: 'source', id }, IDENTIFIER)]));
  }

  /** The sources among those that were put back that were known by these. */
  identified(identifiers: readonly string[]): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const address of this.filed.keys()) {
      const key = keyOf(address);
      if (key.type !== 'source') continue;
      for (const identifier of this.valuesOf(key, IDENTIFIER))
        if (identifiers.includes(identifier)) found.set(identifier, [...(found.get(identifier) ?? []), key.id]);
    }
    return found;
  }

  /** What a record was filed under for a filter. */
  valuesOf(key: Key, filter: string): string[] {
    return [...this.indexKeys(key)].flatMap(([indexKey, count]) =>
      count > 0 && indexKey.startsWith(`${filter}\0`) ? [indexKey.slice(filter.length + 1)] : [],
    );
  }

  /**
   * Puts records back with all that they are derived from; for questions that are asked at once, one after another.
   * @throws DictumError `as-of-too-large`
   */
  need(keys: readonly Key[]): Promise<void> {
    const next = this.last.then(() => this.putBack(keys));
    this.last = next.catch(() => undefined);
    return next;
  }

  private async putBack(keys: readonly Key[]): Promise<void> {
    const fresh: Key[] = [];
    const asked = new Set(keys.map(keyText));
    for (let wave = this.unseen(keys); wave.length > 0;) {
      if (wave.length > this.left) throw tooLarge(this.number, MOST_RECORDS);
      const states = await this.history.statesAt(wave, this.number);
      wave.forEach((key, i) => this.states.set(keyText(key), states[i]!));
      // What rests on a record that is erased cannot be told; a field that it can do without leaves the rest as it was.
      const erased = wave.find((key) => !asked.has(keyText(key)) && this.state(key)?.erased?.includes(WHOLE));
      if (erased !== undefined) throw erasedError(erased);
      const there = wave.filter((key) => this.state(key)?.written != null);
      fresh.push(...there);
      const below = there.flatMap((key) => this.refer(key));
      wave = this.unseen([...below, ...(await this.gatheredBy(there))]);
    }
    if (fresh.length > 0) await deriveAnew(fresh, this.transaction(new Set(fresh.map(keyText))));
    const lost = fresh.find((key) => this.isLost(key));
    if (lost !== undefined) throw erasedError(lost);
  }

  /** Whether so much of a record is erased that it is none. */
  private isLost(key: Key): boolean {
    const state = this.state(key);
    if (state?.erased === undefined || state.written === null) return false;
    return !TYPES[key.type].written.safeParse(JSON.parse(state.written)).success;
  }

  private unseen(keys: readonly Key[]): Key[] {
    return [...new Map(keys.map((key) => [keyText(key), key])).values()].filter(
      (key) => !this.states.has(keyText(key)),
    );
  }

  /** What a record is derived from; notes who refers to whom. */
  private refer(key: Key): Key[] {
    const below = referencesOf(key, this.state(key)).filter((target) => restsOn(key, target));
    for (const target of below)
      this.referrers.set(keyText(target), [...(this.referrers.get(keyText(target)) ?? []), key]);
    return below;
  }

  private async gatheredBy(keys: readonly Key[]): Promise<Key[]> {
    const gathering = keys.filter(({ type }) => TYPES[type].gathers.length > 0);
    if (gathering.length === 0) return [];
    const types = [...new Set(gathering.flatMap(({ type }) => TYPES[type].gathers.map(({ from }) => from)))];
    const found = await this.history.referringAt({ keys: gathering, types, number: this.number, most: this.left });
    const asked = new Set(gathering.map(keyText));
    return found.flatMap(({ key, state }) => {
      const gatherers = gatherersIn(key, JSON.parse(state!.written!)).map(keyText);
      const own = gatherers.filter((text) => asked.has(text));
      for (const text of own) this.gathered.set(text, [...(this.gathered.get(text) ?? []), key]);
      return own.length > 0 ? [key] : [];
    });
  }

  /** The transaction of a write that finds these records without an answer, and all others as they are derived. */
  private transaction(fresh: ReadonlySet<string>): Transaction {
    const none = (): [] => [];
    return {
      filing: 'later',
      log: NO_LOG,
      kept: { read: unchanged, put: unchanged },
      load: (keys) =>
        new Map(
          keys.flatMap((key): [string, StoredRevision][] => {
            const state = this.state(key);
            return state === null ? [] : [[keyText(key), { ...state, view: this.json(key), revision: null }]];
          }),
        ),
      referrers: (keys) =>
        keys.flatMap((key) => this.referrers.get(keyText(key)) ?? []).filter((key) => fresh.has(keyText(key))),
      gathered: (keys) => keys.flatMap((key) => this.gathered.get(keyText(key)) ?? []),
      save: (saves, indexKeys) => {
        for (const { key, view } of saves) if (view !== null) this.answers.set(keyText(key), view);
        for (const { owner, counts } of indexKeys) addCounts(this.filed, keyText(owner), new Map(counts));
      },
      keepRoots: unchanged,
      grounds: {
        groundsOf: unchanged,
        restingOn: none,
        identifiersOf: unchanged,
        identified: unchanged,
        filedRoots: unchanged,
        keptRoots: unchanged,
      },
      sides: { sidesOn: unchanged, filedDisputed: unchanged },
      textsOf: none,
      text: () => null,
    };
  }
}
