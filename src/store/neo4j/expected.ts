import neo4j from 'neo4j-driver';
import type { BaseView } from '../../model/define.ts';
import type { Key } from '../../model/ids.ts';
import type { IndexKeyChange, Stored } from '../stored.ts';
import { fieldName, namesOf, nodeOf } from './records.ts';
import { drawsOn, edgesOf } from './relationships.ts';

/*
 * What should stand in the graph of a record, as texts by what names it.
 */

/** Values as the driver gives them back; what is null is not there. */
const plain = (properties: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, neo4j.isInt(value) ? value.toNumber() : value]],
    ),
  );

/** Properties as one text, whatever their order. */
export const sorted = (properties: object): string =>
  JSON.stringify(Object.entries(plain(properties)).sort(([a], [b]) => (a < b ? -1 : 1)));

type Filing = { filter: string; value: string; times: number };

const filingsIn = ({ counts }: IndexKeyChange): Filing[] =>
  [...counts].map(([indexKey, times]) => {
    const end = indexKey.indexOf('\0');
    return { filter: indexKey.slice(0, end), value: indexKey.slice(end + 1), times };
  });

/** The properties of its node but for its number, and for what it is filed under. */
export const nodeExpected = (key: Key, stored: Stored, words: string | null): Map<string, string> => {
  const properties = plain({ ...nodeOf(key, stored, 0), words });
  delete properties['number'];
  return new Map(Object.entries(properties).map(([name, value]) => [name, JSON.stringify(value)]));
};

/** Texts by name; of several of one name all, in order. */
export const gathered = (named: Iterable<readonly [name: string, text: string]>): Map<string, string> => {
  const found = new Map<string, string[]>();
  for (const [name, text] of named) found.set(name, [...(found.get(name) ?? []), text]);
  return new Map([...found].map(([name, texts]) => [name, texts.sort().join(' and ')]));
};

/** A relationship to another record, named by its type and where it leads. */
export const edgeText = (word: string, target: string, fields: object): [name: string, text: string] => [
  `${word} to ${target}`,
  sorted(fields),
];

/** The relationships to other records. */
export const edgesExpected = (key: Key, stored: Stored, filed: IndexKeyChange | undefined): Map<string, string> => {
  const drawn = (filed === undefined ? [] : filingsIn(filed)).filter(({ filter }) => drawsOn(key.type, filter));
  return gathered([
    ...edgesOf(key.type, stored).map(({ word, target, fields }) => edgeText(word, target, fields)),
    ...drawn.map(({ value }) => edgeText('DRAWS_ON', `source/${value}`, {})),
  ]);
};

/** The names for type-ahead. */
export const namesExpected = ({ type, id }: Key, view: BaseView | null): Map<string, string> =>
  new Map([...namesOf({ type, id }, view)].map(([entry, name]) => [entry, sorted({ ...name, type, id })]));

/** What it is filed under, and how often. */
export const filingsExpected = (filed: IndexKeyChange | undefined): Map<string, string> =>
  new Map(
    (filed === undefined ? [] : filingsIn(filed)).map(({ filter, value, times }) => [
      `${fieldName(filed!.owner.type, filter)} ${value}`,
      String(times),
    ]),
  );
