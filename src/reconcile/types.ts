import { capital } from '../model/text.ts';
import { TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { BaseView } from '../model/define.ts';
import type { ActorView } from '../model/types/actor.ts';

/** The types that somebody's spellings can be matched with: what has a name. */
export const MATCHED = ['actor', 'forum', 'region', 'topic', 'event', 'source'] as const satisfies readonly TypeName[];

export type Type = { id: string; name: string; description?: string; broader?: { id: string; name: string }[] };

const typeOf = (id: TypeName): Type => ({ id, name: capital(id), description: TYPES[id].about });
const KINDS: readonly Type[] = (['person', 'state', 'institution', 'group'] as const).map((id) => ({
  id,
  name: capital(id),
  broader: [{ id: 'actor', name: 'Actor' }],
}));

/** Every type that can be asked for: the record types, and the kinds of actors. */
export const ALL: readonly Type[] = [...MATCHED.map(typeOf), ...KINDS];

export const typeNamed = (id: TypeName): Type => ({ id, name: capital(id) });

/** The types of a record, the narrowest first. */
export const typesOf = (view: BaseView): Type[] => [
  ...(view.type === 'actor'
    ? KINDS.filter(({ id }) => id === (view as ActorView).kind).map(({ id, name }) => ({ id, name }))
    : []),
  typeNamed(view.type),
];

/** Whether a record is of the types that are asked for: of one of them, or of all; `should` only prefers those. */
export const isOfTypes = (view: BaseView, asked: readonly string[], strict: 'any' | 'should' | 'all'): boolean => {
  const has = (type: string): boolean => typesOf(view).some(({ id }) => id === type);
  return asked.length === 0 || (strict === 'all' ? asked.every(has) : asked.some(has));
};

/** The record types that some asked-for types are of; all where none is asked for, or none is known. */
export const recordTypes = (asked: readonly string[]): TypeName[] => {
  const known = MATCHED.filter(
    (type) => asked.includes(type) || (type === 'actor' && KINDS.some(({ id }) => asked.includes(id))),
  );
  return known.length === 0 ? [...MATCHED] : known;
};

/** The id of a record holds its type, so that it can be opened. */
export const idOf = ({ type, id }: { type: TypeName; id: string }): string => `${TYPES[type].plural}/${id}`;

/** The record that an id means; null where it has not the form of one. */
export const keyIn = (text: string): { type: TypeName; id: string } | null => {
  const [plural = '', id, ...rest] = text.split('/');
  const type = TYPE_NAMES.find((name) => TYPES[name].plural === plural || name === plural);
  return type === undefined || id === undefined || rest.length > 0 ? null : { type, id };
};
