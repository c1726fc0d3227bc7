import { DISPUTED_BY } from '../../model/disputes.ts';
import { keyOf, keyText, type Key } from '../../model/ids.ts';
import { POSITIONS_ON, readHeld } from '../../model/stance.ts';
import { IDENTIFIER, ROOT_COUNTS, ROOTS, SHOWN_ROOTS } from '../../model/support.ts';
import type { Sides } from '../disputes.ts';
import type { Grounds, KeptRoots } from '../grounds.ts';
import { valuesFrom } from './prefixes.ts';
import { digestOf, integer, placed, termOf } from './records.ts';

/*
 * What roots are counted by, read from the graph: each by one query, which a write sends within its transaction and a
 * check as one state.
 */

/** Sends the query, and gives the rows of its answer. */
type Send = (parameters: object) => Promise<Record<string, any>[]>;

export const groundsBy =
  (send: Send): Grounds['groundsOf'] =>
  async (keys) => {
    const found = new Map<string, string[]>();
    for (const { address, source } of keys.length === 0 ? [] : await send({ addresses: keys.map(keyText) }))
      found.set(address, [...(found.get(address) ?? []), source]);
    return found;
  };

export const restingBy =
  (send: Send): Grounds['restingOn'] =>
  async (sources) =>
    sources.length === 0 ? [] : (await send({ sources })).map(({ address }) => keyOf(address));

const valuesByKey = (rows: readonly Record<string, any>[]): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const { key, value } of rows) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
};

export const identifiersBy =
  (send: Send): Grounds['identifiersOf'] =>
  async (sources) =>
    valuesByKey(sources.length === 0 ? [] : await send({ sources }));

export const identifiedBy =
  (send: Send): Grounds['identified'] =>
  async (identifiers, most) => {
    const asked = identifiers.map((identifier) => ({ identifier, term: termOf('source', IDENTIFIER, identifier) }));
    return valuesByKey(asked.length === 0 ? [] : await send({ identifiers: asked, most: integer(most) }));
  };

export const keptRootsBy =
  (send: Send): Grounds['keptRoots'] =>
  async (claims) =>
    new Map(
      claims.length === 0
        ? []
        : (await send({ claims: claims.map(({ id }) => id) })).map(({ claim, roots }) => [
            keyText({ type: 'claim', id: claim }),
            roots as string[],
          ]),
    );

/** A claim's roots as they are kept: how many, the first to be shown, and all. */
export const rowOfRoots = ({ claim, roots }: KeptRoots): object => ({
  claim: claim.id,
  roots: integer(roots.length),
  first: roots.slice(0, SHOWN_ROOTS),
  all: roots,
});

/** How many sides of a claim are looked at: there are no more states. */
const MOST_SIDES = 10_000;

export const sidesBy =
  (send: Send): Sides['sidesOn'] =>
  async (claims) => {
    const asked = claims.map((claim) => ({
      claim: keyText(claim),
      ...valuesFrom(['statement'], POSITIONS_ON, `${claim.id} side `, null),
    }));
    const found = new Map<string, { affirm: string[]; deny: string[] }>();
    for (const { claim, value } of asked.length === 0
      ? []
      : await send({ claims: asked, limit: integer(MOST_SIDES) })) {
      const { actor, stance } = readHeld('claim', value);
      const of = found.get(claim) ?? { affirm: [], deny: [] };
      found.set(claim, of);
      if (stance === 'affirms') of.affirm.push(actor);
      if (stance === 'denies') of.deny.push(actor);
    }
    return found;
  };

export const filedDisputedBy =
  (send: Send): Sides['filedDisputed'] =>
  async (claims) => {
    const rows = claims.map(({ key, sorts }) => filedRow(key, sorts, [termOf('claim', DISPUTED_BY, 'stance')]));
    return new Set(rows.length === 0 ? [] : (await send({ rows })).map(({ address }) => address as string));
  };

/** By which a record is looked for among those that are filed under some terms. */
const filedRow = (key: Key, sorts: readonly string[], terms: readonly string[]): object => {
  const { head, tail } = placed({ key: sorts[0]!, id: key.id });
  return { address: keyText(key), digests: terms.map(digestOf), place: head, tail };
};

export const filedRootsBy =
  (send: Send): Grounds['filedRoots'] =>
  async (owners) => {
    const rows = owners.map(({ key, sorts }) =>
      filedRow(
        key,
        sorts,
        ROOT_COUNTS.map((value) => termOf(key.type, ROOTS, value)),
      ),
    );
    return new Map(
      rows.length === 0 ? [] : (await send({ rows })).map(({ address, value }) => [address, Number(value)]),
    );
  };
