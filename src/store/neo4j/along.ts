import type { Integer } from 'neo4j-driver';
import { LABELS, READ } from './cypher.ts';
import { TERM_ROWS } from './cypher-lists.ts';
import { END } from './records.ts';
import type { SpanOfTerm } from './select.ts';
import type { Ask, Columns } from './session.ts';

/*
 * Some queries bring along what a question is going to ask next. Whether something came along makes no difference to
 * any answer: what did not is asked for.
 */

type Filed = { place: string; tail: string; view: string }[];

/** What is asked of addresses, with the columns of its answer. */
const OF_ADDRESSES = new Map([
  [READ, ['address', 'view', 'movedTo']],
  [LABELS, ['address', 'label']],
]);

/** An `ask` for one question, from one state of the graph, that asks for nothing that came along already. */
export const remembering = (ask: Ask): Ask => {
  const known = new Map(
    [...OF_ADDRESSES.keys()].map((query) => [query, new Map<string, Readonly<Record<string, string>>>()]),
  );
  const filed = new Map<string, Filed>();
  const remember = (columns: Columns): void => {
    columns['along']?.[0].forEach((address: string, i: number) =>
      known.get(READ)!.set(address, { address, view: columns['alongView']![0][i], movedTo: '' }),
    );
    columns['named']?.[0].forEach((address: string, i: number) =>
      known.get(LABELS)!.set(address, { address, label: columns['names']![0][i] }),
    );
    columns['digest']?.[0].forEach((digest: string, i: number) => filed.set(digest, columns['filed']![0][i]));
  };
  return async (query, parameters = {}) => {
    const [one] = (parameters['asked'] ?? []) as unknown[];
    const came = known.get(query);
    if (came !== undefined) {
      const addresses = one as string[];
      const here = addresses.filter((address) => came.has(address)).map((address) => came.get(address)!);
      const missing = addresses.filter((address) => !came.has(address));
      const found: Columns = missing.length === 0 ? {} : await ask(query, { asked: [missing] });
      return Object.fromEntries(
        OF_ADDRESSES.get(query)!.map((column) => [
          column,
          [[...(found[column]?.[0] ?? []), ...here.map((each) => each[column])]],
        ]),
      );
    }
    const first =
      query === FIRST_ROWS ? firstOf((one as { parts: SpanOfTerm[] }).parts, filed, parameters as Limits) : null;
    if (first !== null) return first;
    const columns = await ask(query, parameters);
    remember(columns);
    return columns;
  };
};

/** The first rows of terms in the first order, which all types have. */
const FIRST_ROWS = TERM_ROWS[0]!.ascending;

type Limits = { perPart: Integer; limit: Integer };

/** How many of the first records of a link come along: no more are shown by each rule. */
export const FIRST = 2;

/** The first records of some terms; null where not all of those came along. */
const firstOf = (
  parts: readonly SpanOfTerm[],
  filed: ReadonlyMap<string, Filed>,
  { perPart, limit }: Limits,
): Columns | null => {
  const came = ({ digest, from, to }: SpanOfTerm): boolean => filed.has(digest) && from === '' && to === END;
  if (perPart.toNumber() > FIRST || !parts.every(came)) return null;
  const rows = parts
    .flatMap(({ digest, index }) =>
      filed
        .get(digest)!
        .slice(0, perPart.toNumber())
        .map((row) => ({ part: index.toNumber(), ...row })),
    )
    .slice(0, limit.toNumber());
  return {
    part: [rows.map(({ part }) => part)],
    place: [rows.map(({ place }) => place)],
    tail: [rows.map(({ tail }) => tail)],
    view: [rows.map(({ view }) => view)],
  };
};
