import { filtersOf, ALL_TYPES } from '../src/model/types.ts';
import { includePathsOf } from '../src/model/includes.ts';
import { EXAMPLES, RECORDS } from './examples.ts';

/*
 * An example for every parameter of the API description. What an operation cannot do without has it as `example`, which
 * documentation fills in; of all else it stands in the schema, so that nothing is asked that nobody chose.
 */

type Json = Record<string, any>;

/** Values of parameters that have neither a closed set nor an id, by name. */
const VALUES: Readonly<Record<string, unknown>> = {
  q: 'maritime security',
  regionName: 'middle east',
  forumName: 'G20',
  cslType: 'webpage',
  language: 'en',
  quoteLanguage: 'en',
  lang: 'en',
  section: '2',
  mediaType: 'text/plain',
  marker: '2',
  identifier: 'Q58217',
  paragraph: '7',
  digest: '38a75f7e5f68',
  quoteDigest: '38a75f7e5f68',
  at: '2025-02',
  during: '2025-02',
  by: 'dictum seed',
  since: 0,
  number: '1',
  code: 'cursor-mismatch',
  from: 'actor/sergey-lavrov',
  to: 'source/chinese-mfa-wang-yi-meets-lavrov',
  cursor: 'WyJjdXJzb3IiXQ',
  asOf: '1',
  'If-Match': '"1"',
  'If-None-Match': '*',
  'Idempotency-Key': '5f0c6c1e-7d0f-4e63-9c53-1d1f6f6f2a10',
  'Dictum-Comment': 'The date as the source has it',
};

/** Fields of what is answered at addresses of other things than records. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/\/provenance$/, 'chains.directness'],
  [/^\/v1\/links$|\{id\}\/(?:forums|regions)$/, 'rules'],
  [/\/positions$/, 'claim.label'],
];

/** Of no proposal in particular: the seed has none. */
const PROPOSAL = '0x7cpl8ps3e8e02';

const DATE = /(?:From|To)$/;

/** The values in the first example of a path, of what it has in its steps and asks for. */
const inExample = (path: string): Json => {
  const [url] = EXAMPLES[path] ?? [];
  if (url === undefined) return {};
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const values = pathname.split('/');
  const steps = path.split('/').flatMap((step, i) => (step.startsWith('{') ? [[step.slice(1, -1), values[i]]] : []));
  return Object.fromEntries([...steps, ...searchParams]);
};

/** A value of a parameter of a list or a record of this type; none where nobody gave one, which a test tells. */
const valueOf = (type: (typeof ALL_TYPES)[number] | undefined, { name, schema }: Json, path: string): unknown => {
  const [option] = schema.enum ?? schema.items?.enum ?? [];
  const one = (value: unknown): unknown => (schema.type === 'array' ? [value] : value);
  if (name === 'fields' && schema.items.title !== undefined)
    return [FIELDS.find(([address]) => address.test(path))?.[1] ?? 'label'];
  if (option !== undefined) return one(option);
  if (schema.type === 'boolean') return true;
  const filters = [...(type ? [type] : []), ...ALL_TYPES].flatMap((each) => filtersOf(each.name).get(name) ?? []);
  const kind = filters[0]?.kind;
  if (kind && 'ref' in kind) return one(RECORDS[kind.ref]);
  if (name === 'include' && path.endsWith('/provenance')) return ['passage'];
  if (name === 'include') return type ? [...includePathsOf(type.name).keys()].slice(0, 1) : ['speakers'];
  if (name === 'id' && path.startsWith('/v1/proposals')) return PROPOSAL;
  if (name === 'id') return type ? RECORDS[type.name] : 'topic/maritime-security';
  if (name in VALUES) return one(VALUES[name]);
  if (schema.type === 'integer') return schema.default ?? schema.minimum ?? 1;
  if (DATE.test(name)) return '2025-02';
  return undefined;
};

/** Gives every parameter of a document an example. */
export const exemplify = (document: Json): void => {
  for (const [path, operations] of Object.entries<Json>(document['paths'])) {
    const shown = inExample(path);
    const [, , first, second, third] = path.split('/');
    const own = ALL_TYPES.find(({ plural }) => (first === 'facets' ? second : first) === plural);
    // Of a list within a record the filters are those of the list.
    const listed = ALL_TYPES.find(({ plural }) => third === plural) ?? own;
    for (const { parameters = [] } of Object.values<Json>(operations))
      for (const parameter of parameters as Json[]) {
        const isNeeded = parameter['in'] === 'path' || parameter['required'];
        const value =
          (isNeeded ? shown[parameter['name']] : undefined) ?? valueOf(isNeeded ? own : listed, parameter, path);
        if (value === undefined) continue;
        if (isNeeded) parameter['example'] = value;
        else parameter['schema'].examples = [value];
      }
  }
};
