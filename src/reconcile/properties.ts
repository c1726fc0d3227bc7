import type { BaseView } from '../model/define.ts';
import { notUnderstood } from '../queries/parameters.ts';
import { Edtf } from '../model/edtf.ts';
import type { Key, TypeName } from '../model/ids.ts';
import { fold } from '../model/text.ts';
import { holdingIn } from '../model/sides.ts';
import { didYouMean } from '../model/suggest.ts';
import type { ActorView } from '../model/types/actor.ts';
import { filedIdentifier } from '../model/identifiers.ts';
import { TYPES } from '../model/types.ts';
import { nameScore } from './names.ts';

/*
 * What else can be said of somebody or something who is looked for: each property tells how well a candidate fits it,
 * from 0 to 100, or null where nothing is recorded that could tell.
 */

/** A value as it was written, or as the record that it was found to be. */
export type Value = string | { id: string; name?: string | undefined };

type Property = {
  id: string;
  name: string;
  description: string;
  types: readonly TypeName[];
  /** The records that a candidate is compared by, whose names have to be known. */
  refers?: (view: BaseView, at: string | null) => Key[];
  score: (view: BaseView, value: Value, at: string | null, labels: ReadonlyMap<string, string>) => number | null;
};

const textOf = (value: Value): string => (typeof value === 'string' ? value : (value.name ?? value.id));

const NAMED: readonly TypeName[] = ['actor', 'forum', 'region', 'topic', 'event'];

/** All that a record is known by elsewhere, as the filter of its list has it. */
const identifiersOf = (view: BaseView): readonly string[] => TYPES[view.type].filters['identifier']!.values(view);

const sidesAt = (view: BaseView, at: string | null): ActorView['sides'] => holdingIn((view as ActorView).sides, at);

const PROPERTIES: readonly Property[] = [
  {
    id: 'kind',
    name: 'Kind',
    description: 'person, state, institution or group',
    types: ['actor'],
    score: (view, value) => (fold((view as ActorView).kind) === fold(textOf(value)) ? 100 : 0),
  },
  {
    id: 'side',
    name: 'Side',
    description: 'The state or institution on whose side they stand, at the time of "at" where that is given',
    types: ['actor'],
    refers: (view, at) => sidesAt(view, at).map(({ side }) => ({ type: 'actor', id: side })),
    score: (view, value, at, labels) => {
      if ((view as ActorView).sides.length === 0) return null;
      const id = typeof value === 'string' ? value : value.id;
      const fits = sidesAt(view, at).map(({ side }) =>
        [side, `actors/${side}`].includes(id) ? 100 : nameScore(textOf(value), [labels.get(`actor/${side}`) ?? side]),
      );
      return Math.max(0, ...fits);
    },
  },
  {
    id: 'office',
    name: 'Office',
    description: 'The office in which they speak for somebody, at the time of "at" where that is given',
    types: ['actor'],
    score: (view, value, at) => {
      const { represents } = view as ActorView;
      if (represents.every(({ office }) => office === null)) return null;
      return nameScore(
        textOf(value),
        holdingIn(represents, at).flatMap(({ office }) => office ?? []),
      );
    },
  },
  {
    id: 'identifier',
    name: 'Identifier',
    description:
      'What it is known by elsewhere: an identifier of Wikidata, DOI, VIAF, ISNI or LEI, in any usual form, or an address',
    types: [...NAMED, 'source'],
    score: (view, value) => {
      const known = identifiersOf(view);
      const asked = filedIdentifier(textOf(value));
      if (known.length === 0 || asked === null) return null;
      return known.includes(asked) ? 100 : 0;
    },
  },
];

/** No property of its own: the time at which a side or an office is meant. */
const AT = {
  id: 'at',
  name: 'At',
  description: 'The date (EDTF) at which side and office are meant, as in 2025-02',
  types: ['actor'] as readonly TypeName[],
};

/** The properties that can be asked by, for people. */
export const QUERY_PROPERTIES = [...PROPERTIES, AT].map(({ id, name, description, types }) => ({
  id,
  name,
  description,
  types,
}));

/** The identifiers among what is wanted, as records are filed under them; null where none is asked by. */
export const identifiersIn = ({ properties }: Wanted): string[] | null => {
  const asked = properties.find(({ property }) => property.id === 'identifier');
  return asked === undefined ? null : asked.values.flatMap((value) => filedIdentifier(textOf(value)) ?? []);
};

export type Wanted = { at: string | null; properties: { property: Property; values: Value[] }[] };

/** The properties of a query. @throws DictumError `invalid-parameters` naming what is none */
export const readWanted = (given: readonly { pid: string; values: Value[] }[], parameter: string): Wanted => {
  const refuse = (detail: string): never => {
    throw notUnderstood(parameter, detail);
  };
  const at = given.find(({ pid }) => pid === AT.id)?.values[0];
  if (at !== undefined && !Edtf.safeParse(textOf(at)).success)
    refuse(`at: ${JSON.stringify(textOf(at))} is not a date (EDTF)`);
  const known = QUERY_PROPERTIES.map(({ id }) => id);
  return {
    at: at === undefined ? null : textOf(at),
    properties: given
      .filter(({ pid, values }) => pid !== AT.id && values.length > 0)
      .map(({ pid, values }) => ({
        property:
          PROPERTIES.find(({ id }) => id === pid) ??
          refuse(`there is no property ${pid}${didYouMean(pid, known)}; properties: ${known.join(', ')}`),
        values,
      })),
  };
};
