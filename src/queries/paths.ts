import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { isId, keyText, mapRefs, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { includePathsOf } from '../model/includes.ts';
import { DIRECTIONS, joiningReferencesOf } from '../model/references.ts';
import type { PathsFound } from '../store/paths.ts';
import type { Store } from '../store/port.ts';
import { Brief, brief } from './neighbourhood.ts';
import {
  integer,
  notOneOf,
  ParameterFault,
  readParameters,
  required,
  separated,
  several,
  single,
  type Parameter,
  type RawParameters,
} from './parameters.ts';
import { presentIn, type Present } from './record.ts';

export const PathStep = z
  .object({
    from: Brief,
    to: Brief,
    references: z
      .array(
        z.object({
          direction: z.enum(DIRECTIONS).describe('out: from refers to to; in: to refers to from.'),
          field: z.string().describe('The field that refers.'),
        }),
      )
      .describe('How the two refer to each other, in the words of the model.'),
    evidence: z
      .array(Brief)
      .describe(
        'Where that is written: the passages and footnotes of the first chains of the statement, the source of the membership, the author and passages of the relation.',
      ),
  })
  .describe('A step of a path: two records of which one refers to the other.');

export const Paths = z
  .object({
    from: Brief,
    to: Brief,
    paths: z
      .array(z.object({ length: z.int().min(0), steps: z.array(PathStep) }))
      .describe('The shortest paths, in the order of the types and ids along them.'),
    more: z.boolean().describe('Whether there are further paths as short as these.'),
    complete: z
      .boolean()
      .describe(
        'False where so much refers to a record that not all of it was looked at: there may be further paths, and shorter ones.',
      ),
  })
  .describe('How two records are connected.');
export type Paths = z.output<typeof Paths>;

/** The schema of `type/id`. */
export const ADDRESS = { type: 'string', pattern: `^(${TYPE_NAMES.join('|')})/[a-z0-9-]{1,128}$` };

/** The address of a record, `type/id`. */
export const address = (about: string): Parameter<Key> => ({
  about: `${about}, as type/id`,
  schema: ADDRESS,
  read: (values) => {
    const value = single(values);
    const [type = '', id, ...rest] = value.split('/');
    if (id === undefined || rest.length > 0 || !isId(id))
      throw new ParameterFault(
        `${JSON.stringify(value)} is not the address of a record; write type/id, as in actor/wang-yi`,
      );
    if (!(TYPE_NAMES as readonly string[]).includes(type)) throw notOneOf(type, TYPE_NAMES);
    return { type: type as TypeName, id };
  },
});

const types: Parameter<TypeName[]> = {
  about:
    'Types of the records that a path may lead through, whatever the types of its ends; with ! before it: not that type',
  schema: several({ type: 'string', enum: TYPE_NAMES.flatMap((name) => [name, `!${name}`]) }),
  read: (values) => {
    const given = separated(values);
    const unknown = given
      .map((value) => value.replace(/^!/, ''))
      .find((value) => !(TYPE_NAMES as readonly string[]).includes(value));
    if (unknown !== undefined) throw notOneOf(unknown, TYPE_NAMES);
    const wanted = given.filter((value) => !value.startsWith('!'));
    return TYPE_NAMES.filter((name) => (wanted.length === 0 || wanted.includes(name)) && !given.includes(`!${name}`));
  },
};

const LONGEST = 6;
const MOST = 10;
export const pathParameters = {
  from: required(address('Where the paths begin')),
  to: required(address('Where they end')),
  types,
  maxLength: integer('How many steps a path has at most', 1, 8, LONGEST),
  limit: integer('How many paths at most', 1, 20, MOST),
};

/** By the type of the record that refers: the fields that say where it is written. */
const EVIDENCE: Partial<Record<TypeName, readonly string[]>> = {
  membership: ['source'],
  passage: ['source'],
  statement: ['chains.passage', 'chains.citation'],
  relation: ['author', 'passages'],
};
const INCLUDE = [...new Set(Object.values(EVIDENCE).flat())].map((field) => [field]);

/** The new addresses of ends that were merged into others. */
export type Moved = { moved: { from?: string; to?: string } };

/**
 * How two records are connected by references.
 * @throws DictumError `invalid-parameters`, `not-found`, `gone`
 */
export const paths = async (store: Store, raw: RawParameters): Promise<Paths | Moved> => {
  const {
    from,
    to,
    types: through = [...TYPE_NAMES],
    maxLength = LONGEST,
    limit = MOST,
  } = readParameters(raw, pathParameters);
  const found = await store.paths({ from, to, through, maxLength, limit, include: INCLUDE });
  const [first, last] = found.ends.map(presentIn) as [Present, Present];
  if ('movedTo' in first || 'movedTo' in last) {
    return {
      moved: {
        ...('movedTo' in first && { from: keyText({ ...from, id: first.movedTo }) }),
        ...('movedTo' in last && { to: keyText({ ...to, id: last.movedTo }) }),
      },
    };
  }
  const { more, complete } = found;
  return {
    from: brief(JSON.parse(first.json) as BaseView),
    to: brief(JSON.parse(last.json) as BaseView),
    paths: told(found),
    more,
    complete,
  };
};

const told = ({ paths: all, records }: PathsFound): Paths['paths'] => {
  const views = new Map(records.map((record) => [keyText(record), JSON.parse(record.json) as BaseView]));
  return all.map((keys) => {
    const along = keys.map((key) => views.get(keyText(key))!);
    return { length: along.length - 1, steps: along.slice(1).map((view, i) => stepOf(along[i]!, view, views)) };
  });
};

const stepOf = (from: BaseView, to: BaseView, views: ReadonlyMap<string, BaseView>): z.output<typeof PathStep> => {
  const fields = (of: BaseView, other: BaseView): string[] =>
    joiningReferencesOf(of)
      .filter(({ key }) => keyText(key) === keyText(other))
      .map(({ field }) => field);
  const [out, back] = [fields(from, to), fields(to, from)];
  const referring = [...(out.length > 0 ? [from] : []), ...(back.length > 0 ? [to] : [])];
  return {
    from: brief(from),
    to: brief(to),
    references: [
      ...out.map((field) => ({ direction: 'out' as const, field })),
      ...back.map((field) => ({ direction: 'in' as const, field })),
    ],
    evidence: [...new Set(referring.flatMap(evidenceOf))].flatMap((text) =>
      views.has(text) ? [brief(views.get(text)!)] : [],
    ),
  };
};

const evidenceOf = (view: BaseView): string[] => {
  const found: string[] = [];
  for (const field of EVIDENCE[view.type] ?? [])
    mapRefs(view, includePathsOf(view.type).get(field) ?? [], (key) => void found.push(keyText(key)));
  return found;
};
