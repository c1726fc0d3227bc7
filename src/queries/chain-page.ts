import { parseInclude } from '../model/includes.ts';
import type { TypeName } from '../model/ids.ts';
import type { ChainPage, ChainPlace, ChainQuery } from '../store/chains.ts';
import type { Questions } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { includeFault, includeSchema } from './include-parameter.ts';
import { DEFAULT_LIMIT, flag, integer, paging, separated, several, type Parameter, type Read } from './parameters.ts';
import { presentIn } from './record.ts';

/** The parameters of every form of provenance: it comes in pages of chains. */
export const chainPaging = {
  limit: integer('How many chains a page has at most', 1, 200, DEFAULT_LIMIT),
  cursor: paging.cursor,
};

/** What a chain names, as a field of the chain: the type of it, and the way to it from the statement. */
const NAMED: Readonly<Record<string, { type: TypeName; hops: readonly string[] }>> = {
  statement: { type: 'statement', hops: [] },
  speakers: { type: 'actor', hops: ['speakers'] },
  passage: { type: 'passage', hops: ['chains.passage'] },
  recordedIn: { type: 'source', hops: ['chains.recordedIn'] },
  citation: { type: 'citation', hops: ['chains.citation'] },
  source: { type: 'source', hops: ['chains.source'] },
  publisher: { type: 'actor', hops: ['chains.publisher'] },
};

const includeChains: Parameter<string[][]> = {
  about: `With this chains hold ids, and the records that these fields of them name stand under "included", each once. Fields: ${Object.keys(NAMED).join(', ')}; a path goes on from there, as in source.authors`,
  schema: several(includeSchema('Chain', Object.keys(NAMED))),
  read: (values) =>
    separated(values).map((path) => {
      const [first = '', ...rest] = path.split('.');
      const known = Object.keys(NAMED);
      if (!known.includes(first)) throw includeFault(path, { unknown: first, known });
      const { type, hops } = NAMED[first]!;
      if (rest.length === 0) return [...hops];
      const parsed = parseInclude(type, rest.join('.'));
      if ('unknown' in parsed) throw includeFault(path, parsed);
      return [...hops, ...parsed.hops];
    }),
};

export const chainParameters = {
  include: includeChains,
  count: flag('Whether page.total tells how many chains there are in all'),
  ...chainPaging,
};

/** A page of chains, what it is of as JSON, and the cursor of the next (null on the last page). */
export type ChainsFound = Pick<ChainPage, 'rows' | 'related' | 'total'> & {
  json: string;
  limit: number;
  nextCursor: string | null;
};

/**
 * A page of the chains of evidence of a statement or of a claim, with the records that `include` asks for.
 * @throws DictumError `not-found`, `gone`, `invalid-cursor`, `cursor-mismatch`
 */
export const readChains = async (
  store: Questions,
  of: ChainQuery['of'],
  { limit = DEFAULT_LIMIT, cursor, count = false }: Read<typeof chainPaging> & { count?: boolean },
  include: ChainQuery['include'],
): Promise<ChainsFound | { movedTo: string }> => {
  const binding = ['chains', of.type, of.id, store.moment ?? null];
  const { reading, last, ...page } = await store.chains({
    of,
    after: cursor === undefined ? null : placeFrom(binding, cursor),
    limit,
    count,
    include,
  });
  const present = presentIn(reading);
  if ('movedTo' in present) return present;
  return { ...present, ...page, limit, nextCursor: last && encodeCursor(binding, partsOf(last)) };
};

const partsOf = ({ key, id, passage, passageId, chain }: ChainPlace): (string | number)[] => [
  key,
  id,
  passage,
  passageId,
  chain,
];

const placeFrom = (binding: unknown, cursor: string): ChainPlace => {
  const parts = decodeCursor(binding, cursor, ['string', 'string', 'number', 'string', 'number']);
  const [key, id, passage, passageId, chain] = parts as [string, string, number, string, number];
  return { key, id, passage, passageId, chain };
};
