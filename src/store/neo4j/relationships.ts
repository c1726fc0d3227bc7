import type { BaseView } from '../../model/define.ts';
import { keyText, type Key, type RefPath, type TypeName } from '../../model/ids.ts';
import { CITED_SOURCE, RESTS_ON } from '../../model/support.ts';
import { ALL_TYPES } from '../../model/types.ts';

/*
 * The relationships of the graph in the model's words: one type for each field of a written record that refers to
 * another. Where the reference stands in an object, what else is in it becomes properties of the relationship.
 */

/** `type.field` to relationship type. */
const WORDS: Readonly<Record<string, string>> = {
  'region.broader': 'BROADER',
  'topic.broader': 'BROADER',
  'actor.represents.actor': 'REPRESENTS',
  'actor.belongsTo': 'BELONGS_TO',
  'actor.locatedIn': 'LOCATED_IN',
  'event.partOf': 'PART_OF',
  'event.host': 'HOSTED_BY_FORUM',
  'event.hostedBy': 'HOSTED_BY',
  'event.place': 'TOOK_PLACE_IN',
  'event.participants': 'HAS_PARTICIPANT',
  'source.publisher': 'PUBLISHED_BY',
  'source.authors': 'AUTHORED_BY',
  'source.restsOn.source': 'RESTS_ON',
  'snapshot.source': 'SNAPSHOT_OF',
  'membership.member': 'MEMBER',
  'membership.forum': 'IN_FORUM',
  'membership.source': 'STATED_BY',
  'citation.source': 'CITES',
  'citation.ibidOf': 'IBID_OF',
  'passage.source': 'IN_SOURCE',
  'passage.citations': 'HAS_CITATION',
  'passage.checks.snapshot': 'CHECKED_AGAINST',
  'statement.speakers': 'SPOKEN_BY',
  'statement.claims': 'EXPRESSES',
  'statement.passages': 'RECORDED_IN',
  'statement.quotes.passage': 'QUOTES_PASSAGE',
  'statement.event': 'SAID_AT',
  'statement.topics': 'ABOUT_TOPIC',
  'statement.regions': 'ABOUT_REGION',
  'statement.forums': 'ABOUT_FORUM',
  'statement.events': 'ABOUT_EVENT',
  'statement.actors': 'MENTIONS',
  'relation.from': 'FROM',
  'relation.to': 'TO',
  'relation.author': 'AUTHORED_BY',
  'relation.passages': 'RECORDED_IN',
};

export const REFERENCE_TYPES: readonly string[] = [...new Set(Object.values(WORDS))];

/** The label of a record type. */
export const labelOf = (type: TypeName): string => `${type[0]!.toUpperCase()}${type.slice(1)}`;

type Scalars = Readonly<Record<string, string | number | boolean>>;

/** A relationship from a record. */
export type Edge = { word: string; target: string; fields: Scalars };

const wordOf = (type: TypeName, { path }: RefPath): string => {
  const field = `${type}.${path.filter((step) => step !== '*').join('.')}`;
  const word = WORDS[field];
  if (word === undefined) throw new Error(`${field} has no relationship type; give it one in relationships.ts`);
  return word;
};

const WORDED = new Map(ALL_TYPES.map(({ name, refs }) => [name, refs.map((ref) => ({ ...ref, word: wordOf(name, ref) }))] as const));

type Found = { key: Key; holder: Record<string, unknown> | null };

/** The references of a value along a path, each with the object that it is a field of. */
const walk = (node: unknown, [step, ...rest]: readonly string[], types: readonly TypeName[], holder: Found['holder']): Found[] => {
  if (node === null || node === undefined) return [];
  if (step === undefined) return [{ key: typeof node === 'string' ? { type: types[0]!, id: node } : (node as Key), holder }];
  if (step === '*') return (node as unknown[]).flatMap((item) => walk(item, rest, types, null));
  return walk((node as Record<string, unknown>)[step], rest, types, node as Record<string, unknown>);
};

const scalars = (holder: Record<string, unknown>, except: string): Scalars =>
  Object.fromEntries(Object.entries(holder).filter(([name, value]) => name !== except && value !== null && typeof value !== 'object')) as Scalars;

/** What stands at an address, as JSON texts. */
type Content = { written: string | null; view: string | null; movedTo: string | null };

/** The relationships of what stands at an address, each once; a merged id leads to the other. */
export const edgesOf = (type: TypeName, { written, view, movedTo }: Content): Edge[] => {
  if (movedTo !== null) return [{ word: 'MERGED_INTO', target: keyText({ type, id: movedTo }), fields: {} }];
  return written === null ? [] : recordEdges(type, JSON.parse(written), JSON.parse(view ?? 'null'));
};

/** Those that a record is written with, and for an ibid the source that it was resolved to. */
const recordEdges = (type: TypeName, record: Record<string, unknown>, view: BaseView | null): Edge[] => {
  const edges = WORDED.get(type)!.flatMap(({ path, types, word }) =>
    walk(record, path, types, null).map(({ key, holder }): Edge => {
      const inObject = path.length > 1 && path.at(-1) !== '*' && holder !== null;
      return { word, target: keyText(key), fields: inObject ? scalars(holder, path.at(-1)!) : {} };
    }),
  );
  const resolved = type === 'citation' && record['source'] === null ? (view as (BaseView & { source: string | null }) | null)?.source : null;
  if (resolved) edges.push({ word: 'CITES', target: keyText({ type: 'source', id: resolved }), fields: { resolved: true } });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
};

/** Postings that stand in the graph as a relationship too, DRAWS_ON, so that chains of evidence can be walked. */
const DRAWN: Partial<Record<TypeName, string>> = { claim: RESTS_ON, statement: RESTS_ON, source: CITED_SOURCE };

export const drawsOn = (type: TypeName, filter: string): boolean => DRAWN[type] === filter;

/** The labels of all record types. */
export const TYPE_LABELS: readonly string[] = ALL_TYPES.map(({ name }) => labelOf(name));
