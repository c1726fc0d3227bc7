import { LINK_RULE_NAMES, LINK_RULES } from '../../model/evidence.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import { linkPage, linksOf, type LinkPage, type LinkQuery } from '../links.ts';
import type { Part } from '../port.ts';
import { LINKS } from './cypher.ts';
import { valuesFrom, valuesIn } from './prefixes.ts';
import { readingsFrom, readSequence } from './reader.ts';
import { digestOf, integer, termOf } from './records.ts';
import { ownOf, type Ask, type Columns } from './query.ts';

const EVIDENCE_TYPES: readonly TypeName[] = [...new Set(Object.values(LINK_RULES).map(({ type }) => type))];

/** A page of links, with the labels of what they link and mostly the first evidence of each, by one query. */
export const readLinks = async (ask: Ask, query: LinkQuery): Promise<LinkPage> => {
  const { of, after, limit, shown } = query;
  const { filter, prefix, other } = linksOf(of);
  const beyond = after === null ? null : `${prefix}${after} ~`;
  const most = (limit + 1) * LINK_RULE_NAMES.length;
  const one = { ...valuesFrom(EVIDENCE_TYPES, filter, prefix, beyond), own: keyText(of), stem: `${other}/` };
  const columns = ownOf(await ask(LINKS, { asked: [one], limit: integer(most), first: integer(shown) }));
  const { type, value, records } = columns;
  const labels = byFirst(columns, 'named', 'names');
  const filed = byFirst(columns, 'digest', 'filed');
  return linkPage(query, {
    read: (key) => readingsFrom(columns, [key])[0]!,
    values: () => valuesIn({ type: type!, value: value!, records: records! }, most),
    labels: (keys: readonly Key[]) => keys.map((key) => labels.get(keyText(key)) ?? null),
    first: async (parts, perPart) => {
      const came = parts.map((part) => filed.get(digestIn(part)));
      return came.every((views) => views !== undefined)
        ? came.flatMap((views, part) => (views as string[]).map((json) => ({ part, json })))
        : (await readSequence(ask, parts, null, parts.length * perPart, perPart)).rows;
    },
  });
};

/** Two columns as a map of the one to the other. */
const byFirst = (columns: Columns, from: string, to: string): Map<string, any> =>
  new Map(columns[from]!.map((each: string, i) => [each, columns[to]![i]]));

/** By which the records of a list are found that has one condition of one value. */
const digestIn = ({ type, where: [condition] }: Part): string =>
  digestOf(termOf(type, condition!.filter, condition!.any[0]!));
