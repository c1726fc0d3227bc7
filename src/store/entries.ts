import type { Later } from './later.ts';

/*
 * What the service keeps for itself beside the graph, such as tokens: small texts by name. They are no records: nothing
 * exports them, no answer shows them, and to put one changes no version of the graph. A backup has them.
 */

/**
 * What entries are kept for: tokens, when each was used last, what repeated writes were answered, what files wrote last
 * of records, and proposals with what became of them.
 */
export const ENTRY_SPACES = ['token', 'token-use', 'answer', 'file', 'proposal', 'draft'] as const;
export type EntrySpace = (typeof ENTRY_SPACES)[number];

/** Which entries of a space: all of them (null), those of some names, or a page of those whose names begin with `prefix`. */
export type WhichEntries = readonly string[] | null | { prefix: string; after: string; limit: number };

/** `expires`: the time (milliseconds since 1970) from which on it is not there any more; null for never. */
export type Entry = { name: string; value: string; expires: number | null };

/**
 * An entry to put in the place of the one of its name; a value of null removes that. `inSeries`: its name is that of a
 * series, a slash and the place that is wanted in it, and it comes to stand behind all of the series that is committed: at
 * that place, or at the next one behind the last. So whoever has read up to a place misses none that is committed later.
 * Under the name of the series itself the last place is kept.
 */
export type EntryChange = {
  space: EntrySpace;
  name: string;
  value: string | null;
  expires?: number | null;
  inSeries?: boolean;
};

const DIGITS = 36;

/** The place that follows on another, which is digits and small letters: the next one in the order of texts, as long. */
const following = (place: string): string => {
  const number = [...place].reduce((sum, digit) => sum * BigInt(DIGITS) + BigInt(parseInt(digit, DIGITS)), 0n);
  return (number + 1n).toString(DIGITS).padStart(place.length, '0');
};

/**
 * An entry where it comes to stand in its series, and the place that is the last one then; `last`: that before, null
 * where there is none.
 */
export const placedInSeries = (
  { space, name, value, expires = null }: EntryChange,
  last: string | null,
): [EntryChange, EntryChange] => {
  const series = seriesOf(name);
  const wanted = name.slice(series.length + 1);
  const place = last === null || last < wanted ? wanted : following(last);
  return [
    { space, name: series, value: place },
    { space, name: `${series}/${place}`, value, expires },
  ];
};

/** The series that the name of an entry is of. */
export const seriesOf = (name: string): string => name.slice(0, name.lastIndexOf('/'));

/** The entries as a transaction sees and changes them. */
export interface KeptEntries {
  read(space: EntrySpace, names: readonly string[]): Later<Entry[]>;
  put(changes: readonly EntryChange[]): Later<void>;
}

/**
 * Under which name a write is remembered, so that it is not made twice: a print of what was asked for, the status that
 * it was answered with, and until when (milliseconds since 1970).
 */
export type Once = { name: string; print: string; status: number; expires: number };

/** What is remembered of such a write; `change`: its change set, null where it changed nothing. */
export type Remembered = Pick<Once, 'print' | 'status'> & { change: number | null };

export const rememberedIn = (value: string): Remembered => JSON.parse(value) as Remembered;

export const entryOf = ({ name, print, status, expires }: Once, change: number | null): EntryChange => ({
  space: 'answer',
  name,
  value: JSON.stringify({ print, status, change } satisfies Remembered),
  expires,
});

/** An entry with where it belongs, as a backup has it. */
export type SpacedEntry = Entry & { space: EntrySpace };

/** All that is kept, for a backup. */
export const allEntries = async ({
  entries,
}: {
  entries: (space: EntrySpace, which: WhichEntries) => Promise<Entry[]>;
}): Promise<SpacedEntry[]> => {
  const spaces = ENTRY_SPACES.map(async (space) => (await entries(space, null)).map((entry) => ({ space, ...entry })));
  return (await Promise.all(spaces)).flat();
};
