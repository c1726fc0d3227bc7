import { AFFIRMED_BY, DENIED_BY, DISPUTED_BY } from '../../model/disputes.ts';
import { keyOf, keyText, type Key } from '../../model/ids.ts';
import { IDENTIFIER, ROOT_COUNTS, ROOTS, SHOWN_ROOTS } from '../../model/support.ts';
import type { Sides } from '../disputes.ts';
import type { Grounds, KeptRoots, Rooted } from '../grounds.ts';
import { firstOf } from '../index/lists.ts';
import { all, ask, askEach, type Steps } from '../index/steps.ts';
import { eachValue, fieldOfTerm, TERMS } from '../index/values.ts';
import { bytesIn } from './answering.ts';
import { FILED, GROUNDS, KEPT, RESTING } from './cypher-grounds.ts';
import { integer } from './records.ts';

/*
 * What roots are counted by, read from the graph: each by one query, which a write sends within its transaction and a
 * check as one state.
 */

/** One state of the graph: what sends a query and gives the rows of its answer, and what takes steps of the index. */
export type State = {
  send: (query: string, parameters: object) => Promise<Record<string, any>[]>;
  take: <T>(steps: Steps<T>) => Promise<T>;
};

/** A claim's roots as they are kept: how many, the first to be shown, and all. */
export const rowOfRoots = ({ claim, roots }: KeptRoots): object => ({
  claim: claim.id,
  roots: integer(roots.length),
  first: roots.slice(0, SHOWN_ROOTS),
  all: roots,
});

/** The terms that records are filed under, by address. */
const termsOf = async ({ send }: State, keys: readonly Key[]): Promise<Map<string, number[]>> => {
  const found = new Map<string, number[]>();
  for (const { address, keys: bytes } of keys.length === 0 ? [] : await send(FILED, { addresses: keys.map(keyText) })) {
    const tids: number[] = [];
    if (bytes !== null) eachValue(bytesIn(bytes), (field, number) => tids.push(field * TERMS + number));
    found.set(address, tids);
  }
  return found;
};

const sourceKey = (id: string): Key => ({ type: 'source', id });

/** By what these sources are known elsewhere. */
const identifiersOf = async (state: State, sources: readonly string[]): Promise<Map<string, string[]>> => {
  const field = sources.length === 0 ? null : await state.take(ask('field', { type: 'source', filter: IDENTIFIER }));
  if (field === null) return new Map();
  const terms = await termsOf(state, sources.map(sourceKey));
  const known = [...terms].map(([address, tids]) => ({
    id: keyOf(address).id,
    tids: tids.filter((tid) => fieldOfTerm(tid) === field.field),
  }));
  const all = [...new Set(known.flatMap(({ tids }) => tids))];
  const names = all.length === 0 ? [] : await state.take(ask('names', all));
  const identifiers = new Map(all.map((tid, i) => [tid, names[i]!]));
  return new Map(known.map(({ id, tids }) => [id, tids.map((tid) => identifiers.get(tid)!)]));
};

function* identifiedSteps(identifiers: readonly string[], most: number): Steps<Map<string, string[]>> {
  const terms = yield* askEach(
    'term',
    identifiers.map((value) => ({ type: 'source' as const, filter: IDENTIFIER, value })),
  );
  const rids = yield* all(terms.flatMap((term) => (term === null ? [] : [firstOf(term, most)])));
  const places = yield* ask('places', { sort: 0, rids: rids.flat() });
  const named = identifiers.filter((_, i) => terms[i] !== null);
  let at = 0;
  return new Map(named.map((value, i) => [value, places.slice(at, (at += rids[i]!.length)).map(({ id }) => id)]));
}

/** The sources that are known by some identifiers. */
export const identifiedIn =
  ({ take }: Pick<State, 'take'>): Grounds['identified'] =>
  async (identifiers, most) =>
    identifiers.length === 0 ? new Map() : take(identifiedSteps(identifiers, most));

/** Under how many roots records are filed: one of a few terms. */
const filedRoots = async (state: State, owners: readonly Rooted[]): Promise<Map<string, number>> => {
  const types = [...new Set(owners.map(({ key }) => key.type))];
  const lookups = types.flatMap((type) => ROOT_COUNTS.map((value) => ({ type, filter: ROOTS, value })));
  const terms = owners.length === 0 ? [] : await state.take(all(lookups.map((lookup) => ask('term', lookup))));
  const roots = new Map(terms.flatMap((term, i) => (term === null ? [] : [[term.tid, Number(lookups[i]!.value)]])));
  const found = new Map<string, number>();
  const keys = owners.map(({ key }) => key);
  for (const [address, tids] of roots.size === 0 ? [] : await termsOf(state, keys))
    for (const tid of tids) if (roots.has(tid)) found.set(address, roots.get(tid)!);
  return found;
};

/** What roots are found by, read from the graph. */
export const groundsIn = (state: State): Grounds => ({
  groundsOf: async (keys) => {
    const found = new Map<string, string[]>();
    for (const { address, source } of keys.length === 0
      ? []
      : await state.send(GROUNDS, { addresses: keys.map(keyText) }))
      found.set(address, [...(found.get(address) ?? []), source]);
    return found;
  },
  restingOn: async (sources) =>
    sources.length === 0 ? [] : (await state.send(RESTING, { sources })).map(({ address }) => keyOf(address)),
  identifiersOf: (sources) => identifiersOf(state, sources),
  identified: identifiedIn(state),
  filedRoots: (owners) => filedRoots(state, owners),
  keptRoots: async (claims) => {
    const kept = claims.length === 0 ? [] : await state.send(KEPT, { claims: claims.map(({ id }) => id) });
    return new Map(kept.map(({ claim, roots }) => [keyText({ type: 'claim', id: claim }), roots as string[]]));
  },
});

/** Who affirms and denies claims, and how they are filed, read from the graph. */
export const sidesIn = (state: State): Sides => ({
  sidesOn: async (claims) => {
    const filters = [AFFIRMED_BY, DENIED_BY].map((filter) => ({ type: 'claim' as const, filter }));
    const fields = claims.length === 0 ? [] : await state.take(askEach('field', filters));
    const numbers = fields.map((of) => of?.field);
    const terms = await termsOf(state, claims);
    const sided = [...new Set([...terms.values()].flat().filter((tid) => numbers.includes(fieldOfTerm(tid))))];
    const names = sided.length === 0 ? [] : await state.take(ask('names', sided));
    const actors = new Map(sided.map((tid, i) => [tid, names[i]!]));
    const sides = (tids: readonly number[], field: number | undefined): string[] =>
      tids.filter((tid) => fieldOfTerm(tid) === field).map((tid) => actors.get(tid)!);
    return new Map(
      [...terms].map(([address, tids]) => [
        address,
        { affirm: sides(tids, numbers[0]), deny: sides(tids, numbers[1]) },
      ]),
    );
  },
  filedDisputed: async (claims) => {
    const lookup = { type: 'claim', filter: DISPUTED_BY, value: 'stance' } as const;
    const term = claims.length === 0 ? null : await state.take(ask('term', lookup));
    if (term === null) return new Set();
    const keys = claims.map(({ key }) => key);
    return new Set(
      [...(await termsOf(state, keys))].flatMap(([address, tids]) => (tids.includes(term.tid) ? [address] : [])),
    );
  },
});
