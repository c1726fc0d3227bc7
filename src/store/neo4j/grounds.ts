import { keyOf, keyText } from '../../model/ids.ts';
import { ROOT_COUNTS, ROOTS, SHOWN_ROOTS } from '../../model/support.ts';
import type { Grounds, KeptRoots } from '../roots.ts';
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

export const filedRootsBy =
  (send: Send): Grounds['filedRoots'] =>
  async (owners) => {
    const rows = owners.map(({ key, sorts }) => {
      const { head, tail } = placed({ key: sorts[0]!, id: key.id });
      return {
        address: keyText(key),
        digests: ROOT_COUNTS.map((value) => digestOf(termOf(key.type, ROOTS, value))),
        place: head,
        tail,
      };
    });
    return new Map(
      rows.length === 0 ? [] : (await send({ rows })).map(({ address, value }) => [address, Number(value)]),
    );
  };
