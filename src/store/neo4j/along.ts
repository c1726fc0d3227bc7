import type { Integer } from 'neo4j-driver';
import { READ } from './cypher.ts';
import { TERM_ROWS } from './cypher-lists.ts';
import { END } from './records.ts';
import type { SpanOfTerm } from './select.ts';
import type { Ask, Columns } from './session.ts';

/*
 * Some queries bring along what a question is going to ask next. Whether something came along makes no difference to
 * any answer: what did not is asked for.
 */

type Filed = { place: string; tail: string; view: string }[];

/** An `ask` for one question, from one state of the graph, that asks for nothing that came along already. */
export const remembering = (ask: Ask): Ask => {
  const records = new Map<string, string>();
  const filed = new Map<string, Filed>();
  const remember = (columns: Columns): void => {
    columns['along']?.[0].forEach((address: string, i: number) => records.set(address, columns['alongView']![0][i]));
    columns['digest']?.[0].forEach((digest: string, i: number) => filed.set(digest, columns['filed']![0][i]));
  };
  return async (query, parameters = {}) => {
    const [one] = (parameters['asked'] ?? []) as unknown[];
    if (query === READ) {
      const addresses = one as string[];
      const here = addresses.filter((address) => records.has(address));
      const missing = addresses.filter((address) => !records.has(address));
      const { address, view, movedTo } = missing.length === 0 ? NO_RECORDS : await ask(READ, { asked: [missing] });
      return {
        address: [[...address![0], ...here]],
        view: [[...view![0], ...here.map((each) => records.get(each)!)]],
        movedTo: [[...movedTo![0], ...here.map(() => '')]],
      };
    }
    const first = query === FIRST_ROWS ? firstOf((one as { parts: SpanOfTerm[] }).parts, filed, parameters as Limits) : null;
    if (first !== null) return first;
    const columns = await ask(query, parameters);
    remember(columns);
    return columns;
  };
};

/** The first rows of terms in the first order, which all types have. */
const FIRST_ROWS = TERM_ROWS[0]!.ascending;

const NO_RECORDS: Columns = { address: [[]], view: [[]], movedTo: [[]] };

type Limits = { perPart: Integer; limit: Integer };

/** How many of the first records of a link come along: no more are shown by each rule. */
export const FIRST = 2;

/** The first records of some terms; null where not all of those came along. */
const firstOf = (parts: readonly SpanOfTerm[], filed: ReadonlyMap<string, Filed>, { perPart, limit }: Limits): Columns | null => {
  const came = ({ digest, from, to }: SpanOfTerm): boolean => filed.has(digest) && from === '' && to === END;
  if (perPart.toNumber() > FIRST || !parts.every(came)) return null;
  const rows = parts.flatMap(({ digest, index }) => filed.get(digest)!.slice(0, perPart.toNumber()).map((row) => ({ part: index.toNumber(), ...row }))).slice(0, limit.toNumber());
  return { part: [rows.map(({ part }) => part)], place: [rows.map(({ place }) => place)], tail: [rows.map(({ tail }) => tail)], view: [rows.map(({ view }) => view)] };
};
