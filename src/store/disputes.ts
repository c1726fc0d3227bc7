import { AFFIRMED_BY, DENIED_BY, DISPUTED, DISPUTED_BY, isDisputedBySides, type Sided } from '../model/disputes.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Later } from './later.ts';
import type { IndexKeyChange } from './stored.ts';

/*
 * Claims that are disputed by stance: like their roots it follows from records that they do not refer to, of several at
 * once, and is kept with each write that changes who affirms or denies them, once for every engine.
 */

/** What an engine reads of the index for it, within the state that the write or the check sees. */
export interface Sides {
  /** The sides that affirm these claims and that deny them. */
  sidesOn(claims: readonly Key[]): Later<ReadonlyMap<string, Sided>>;
  /** Those of these claims that are filed as disputed by stance. */
  filedDisputed(claims: readonly Claimed[]): Later<ReadonlySet<string>>;
}

/** A claim, and where it stands in its orders. */
export type Claimed = { key: Key; sorts: string[] };

/** What a claim is filed under that is disputed by stance. */
export const FILED_BY_STANCE = [`${DISPUTED}\0true`, `${DISPUTED_BY}\0stance`] as const;

/** What has to change of the index so that these claims are filed as they stand. */
export const disputeChanges = async (index: Sides, claims: readonly Claimed[]): Promise<IndexKeyChange[]> => {
  if (claims.length === 0) return [];
  const sides = await index.sidesOn(claims.map(({ key }) => key));
  const filed = await index.filedDisputed(claims);
  return claims.flatMap(({ key, sorts }): IndexKeyChange[] => {
    const text = keyText(key);
    const of = sides.get(text);
    const step = Number(of !== undefined && isDisputedBySides(of)) - Number(filed.has(text));
    if (step === 0) return [];
    const counts = new Map(FILED_BY_STANCE.map((indexKey) => [indexKey as string, step]));
    return [{ owner: key, sorts, previousSorts: sorts, counts }];
  });
};

const changesSides = (indexKey: string): boolean =>
  indexKey.startsWith(`${AFFIRMED_BY}\0`) || indexKey.startsWith(`${DENIED_BY}\0`);

/** The same after a write of these changes. */
export const disputesAfter = (index: Sides, changes: readonly IndexKeyChange[]): Promise<IndexKeyChange[]> =>
  disputeChanges(
    index,
    changes
      .filter(({ owner, counts }) => owner.type === 'claim' && [...counts.keys()].some(changesSides))
      .map(({ owner, sorts }) => ({ key: owner, sorts })),
  );

/** Adds to all that a claim is filed under by its records what it is filed under as disputed by stance. */
export const addDispute = (counts: Map<string, number>): void => {
  const sides = (filter: string): string[] =>
    [...counts.keys()]
      .filter((indexKey) => indexKey.startsWith(`${filter}\0`))
      .map((indexKey) => indexKey.slice(filter.length + 1));
  if (isDisputedBySides({ affirm: sides(AFFIRMED_BY), deny: sides(DENIED_BY) }))
    for (const indexKey of FILED_BY_STANCE) counts.set(indexKey, (counts.get(indexKey) ?? 0) + 1);
};

/** Changes of one record as one. */
export const changesTogether = (changes: readonly IndexKeyChange[]): IndexKeyChange[] => {
  const found = new Map<string, IndexKeyChange>();
  for (const change of changes) {
    const before = found.get(keyText(change.owner));
    found.set(
      keyText(change.owner),
      before === undefined ? change : { ...before, counts: new Map([...before.counts, ...change.counts]) },
    );
  }
  return [...found.values()];
};
