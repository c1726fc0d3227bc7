import type { BaseView } from '../../model/define.ts';
import { isSummed } from '../../model/facets.ts';
import { keyOf, keyText, refsOf, TYPE_NAMES, type Key } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { contributionsOf, sortKeysOf, type Posting } from '../../model/postings.ts';
import { ROOTS, rootValues } from '../../model/support.ts';
import { TYPES } from '../../model/types.ts';
import type { Stored } from '../apply.ts';
import { checkRecord } from '../check.ts';
import type { CheckedPart, Finding } from '../port.ts';
import { NO_ROOTS, rootedOf, rootsOf } from '../roots.ts';
import {
  FILED_CHECK,
  FILED_THERE,
  GATHERED_CHECK,
  GROUNDS_CHECK,
  INDEX_CHECK,
  KEPT_CHECK,
  NUMBERS_CHECK,
  RELATIONSHIPS,
  STORED,
  SUMS_CHECK,
} from './cypher-checks.ts';
import { filedRootsBy, groundsBy, keptRootsBy } from './grounds.ts';
import { readWritten, zip } from './reader.ts';
import { digestOf, orNull, placesFor, termOf } from './records.ts';
import { edgesOf } from './relationships.ts';
import type { Ask, Columns } from './session.ts';
import { listsOf, summedFacetsOf } from './sums.ts';

/** `lists`: the values that it lists, by property. */
type Held = Stored & { referrers: number; lists: [key: string, values: string[]][]; words: string | null };

const REMEDY = 'export the graph with dictum export and import it into an empty database';

const readStored = async (ask: Ask, addresses: readonly string[]): Promise<Map<string, Held>> => {
  const { address, written, view, movedTo, referrers, lists, hasWords, words } = await ask(STORED, { addresses });
  return new Map(
    address!.map((at: string, i) => [
      at,
      {
        written: orNull(written![i]),
        view: orNull(view![i]),
        movedTo: orNull(movedTo![i]),
        referrers: referrers![i],
        lists: lists![i],
        words: hasWords![i] ? words![i] : null,
      },
    ]),
  );
};

/** Columns as rows by name. */
const rowsOf = (columns: Columns): Record<string, any>[] =>
  zip(columns, (at) => Object.fromEntries(Object.keys(columns).map((name) => [name, at(name)])));

const parsed = (json: string | null | undefined): any => (json ? JSON.parse(json) : null);

const targetsOf = (key: Key, { written }: Stored): Key[] => refsOf(parsed(written), TYPES[key.type].refs);

/** The records that one adds postings to, which it need not refer to itself. */
const ownersOf = ({ view }: Stored): Key[] =>
  view === null ? [] : contributionsOf(parsed(view)).map(({ owner }) => owner);

export const checkPart = async (ask: Ask, after: Key | null, limit: number): Promise<CheckedPart> => {
  const keys = (await readWritten(ask, after, limit)).map((row) => row.key);
  const held = await readStored(ask, keys.map(keyText));
  const targets = [
    ...new Set(
      keys
        .flatMap((key) => [...targetsOf(key, held.get(keyText(key))!), ...ownersOf(held.get(keyText(key))!)])
        .map(keyText),
    ),
  ];
  const around = new Map([
    ...(await readStored(
      ask,
      targets.filter((text) => !held.has(text)),
    )),
    ...held,
  ]);
  const sending = (query: string) => async (parameters: object) => rowsOf(await ask(query, { ...parameters }));
  const roots = await rootsOf(
    {
      groundsOf: groundsBy(sending(GROUNDS_CHECK)),
      filedRoots: filedRootsBy(sending(FILED_CHECK)),
      keptRoots: keptRootsBy(sending(KEPT_CHECK)),
    },
    rootedOf(keys.map((key) => parsed(held.get(keyText(key))?.view))),
  );
  const gathered = await readGathered(ask, keys);
  const filings = new Map<string, { owner: Key; sorts: string[]; posting: Posting }>();
  const check = (key: Key, filed: (text: string) => boolean): ReturnType<typeof checkRecord> => {
    const here = held.get(keyText(key))!;
    return checkRecord(key, {
      stored: here,
      around,
      gathered: (from) => (gathered.get(keyText(key)) ?? []).filter(({ type }) => type === from),
      referrers: here.referrers,
      roots: roots.get(keyText(key)) ?? NO_ROOTS,
      words: here.words,
      filed: (owner, posting) => {
        const view = parsed(around.get(keyText(owner))?.view) as BaseView | null;
        if (view === null) return null;
        const text = `${keyText(owner)} ${posting.filter} ${posting.value}`;
        const sorts = sortKeysOf(view);
        filings.set(text, { owner, posting, sorts });
        return filed(text) ? sorts[0]! : null;
      },
    });
  };
  // Once to learn what it asks of the index, and once with the answers.
  for (const key of keys) check(key, () => true);
  const there = await readFiled(ask, filings);
  const lists = expectedLists([...filings.values()], roots);
  const checked = keys.map((key) => check(key, (text) => there.has(text)));
  const next = keys.length === limit ? keys.at(-1)! : null;
  const whole = next === null ? await checkIndex(ask) : null;
  return {
    findings: [
      ...checked.flatMap(({ findings }) => findings),
      ...checkLists(keys, held, lists),
      ...(await checkRelationships(ask, keys, held)),
      ...(whole?.findings ?? []),
    ],
    checked: keys.length,
    next,
    expectedPostings: checked.reduce((sum, { postings }) => sum + postings, 0),
    storedPostings: whole?.times ?? null,
  };
};

const readGathered = async (ask: Ask, keys: readonly Key[]): Promise<Map<string, BaseView[]>> => {
  const { owner, view } = await ask(GATHERED_CHECK, {
    addresses: keys.filter(({ type }) => TYPES[type].gathers.length > 0).map(keyText),
  });
  const found = new Map<string, BaseView[]>();
  owner!.forEach((text: string, i) => found.set(text, [...(found.get(text) ?? []), parsed(view![i])]));
  return found;
};

const readFiled = async (
  ask: Ask,
  filings: ReadonlyMap<string, { owner: Key; sorts: string[]; posting: Posting }>,
): Promise<Set<string>> => {
  const texts = [...filings.keys()];
  const rows = [...filings.values()].map(({ owner, sorts, posting }) => ({
    owner: keyText(owner),
    digest: digestOf(termOf(owner.type, posting.filter, posting.value)),
    places: placesFor(sorts, owner.id),
  }));
  return new Set((await ask(FILED_THERE, { filings: rows }))['asked']!.map((i: number) => texts[i]!));
};

/** The terms of summed facets that records are filed under, which they have to list. */
const expectedLists = (
  filings: readonly { owner: Key; posting: Posting }[],
  roots: Awaited<ReturnType<typeof rootsOf>>,
): Map<string, string[]> => {
  const terms = new Map<string, string[]>();
  const add = ({ type, id }: Key, filter: string, value: string): void => {
    if (isSummed(type, filter))
      terms.set(keyText({ type, id }), [...(terms.get(keyText({ type, id })) ?? []), termOf(type, filter, value)]);
  };
  for (const { owner, posting } of filings) add(owner, posting.filter, posting.value);
  for (const [text, { roots: of }] of roots) for (const value of rootValues(of.length)) add(keyOf(text), ROOTS, value);
  return terms;
};

/** What a record lists for facets is what it is filed under. */
const checkLists = (
  keys: readonly Key[],
  held: ReadonlyMap<string, Held>,
  expected: ReadonlyMap<string, string[]>,
): Finding[] =>
  keys.flatMap((key): Finding[] => {
    const lists = Object.entries(
      listsOf(expected.get(keyText(key)) ?? [], new Set(summedFacetsOf(key.type).map(({ filter }) => filter))),
    );
    const text = (some: readonly (readonly [string, string[] | null])[]): string =>
      JSON.stringify(some.filter(([, values]) => values !== null).toSorted(([a], [b]) => compareText(a, b)));
    return text(lists) === text(held.get(keyText(key))!.lists)
      ? []
      : [{ where: keyText(key), message: 'its facets are counted by other values than it has', remedy: REMEDY }];
  });

/** What no single record shows: counts that disagree with what they count. */
const checkIndex = async (ask: Ask): Promise<{ findings: Finding[]; times: number }> => {
  const { times, wrong } = await ask(INDEX_CHECK);
  const findings = (wrong![0] as any[]).map(({ type, filter, value, records, counted }): Finding => ({
    where: `${type} ${filter} ${value}`,
    message: `${records} records are counted, ${counted} are filed`,
    remedy: REMEDY,
  }));
  return { findings: [...findings, ...(await checkSums(ask)), ...(await checkNumbers(ask))], times: times![0] };
};

const checkSums = async (ask: Ask): Promise<Finding[]> => {
  const facets = Object.fromEntries(TYPE_NAMES.map((type) => [type, summedFacetsOf(type)]));
  const { expected, stored, wrong } = await ask(SUMS_CHECK, { facets });
  const odd =
    stored![0] === expected![0]
      ? []
      : [
          {
            where: 'the index',
            message: `${stored![0]} sums of facets are kept, where there should be ${expected![0]}`,
            remedy: REMEDY,
          },
        ];
  return [
    ...odd,
    ...(wrong![0] as { type: string; filter: string; value: string }[]).map(({ type, filter, value }) => ({
      where: `${type} ${filter} ${value}`,
      message: 'its facets are kept with other sums than counting gives',
      remedy: REMEDY,
    })),
  ];
};

const checkNumbers = async (ask: Ask): Promise<Finding[]> =>
  (await ask(NUMBERS_CHECK))['address']!.map((where: string) => ({
    where,
    message: 'it is kept with another number of cited sources or publishers than it has',
    remedy: REMEDY,
  }));

/** The relationships of a record say what the record says. */
const checkRelationships = async (
  ask: Ask,
  keys: readonly Key[],
  held: ReadonlyMap<string, Held>,
): Promise<Finding[]> => {
  const { source, kind, target, fields } = await ask(RELATIONSHIPS, { addresses: keys.map(keyText) });
  const stored = new Map<string, string[]>();
  source!.forEach((from: string, i) =>
    stored.set(from, [...(stored.get(from) ?? []), relationship(kind![i], target![i], fields![i])]),
  );
  return keys.flatMap((key): Finding[] => {
    const expected = edgesOf(key.type, held.get(keyText(key))!)
      .map((edge) => relationship(edge.word, edge.target, edge.fields))
      .sort();
    const found = (stored.get(keyText(key)) ?? []).sort();
    if (JSON.stringify(expected) === JSON.stringify(found)) return [];
    const [odd] = [
      ...expected.filter((text) => !found.includes(text)),
      ...found.filter((text) => !expected.includes(text)),
    ];
    return [
      {
        where: keyText(key),
        message: `its relationships in the graph differ from the record: ${odd ?? 'one is there twice'}`,
        remedy: REMEDY,
      },
    ];
  });
};

const relationship = (kind: string, target: string, fields: Record<string, unknown>): string =>
  `${kind} ${target} ${JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
