import type { BaseView } from '../../model/define.ts';
import { keyText, type Key, type RefPath, type TypeName } from '../../model/ids.ts';
import { includePathsOf } from '../../model/includes.ts';
import { RESTS_ON } from '../../model/support.ts';
import { ALL_TYPES } from '../../model/types.ts';
import { citedIn, type CitationView } from '../../model/types/citation.ts';

/*
 * The relationships of the graph in the model's words: one type for each field of a written record that refers to
 * another. Where the reference stands in an object, what else is in it becomes properties of the relationship.
 */

/** That somebody may have spoken is nothing that joins records (`joinsRecords` in model/references.ts). */
const MAY_BE_SPOKEN_BY = 'MAY_BE_SPOKEN_BY';

/** `type.field` to relationship type. */
const WORDS: Readonly<Record<string, string>> = {
  'region.broader': 'BROADER',
  'region.broader.accordingTo': 'STATED_BY',
  'topic.broader': 'BROADER',
  'actor.represents.actor': 'REPRESENTS',
  'actor.represents.source': 'STATED_BY',
  'actor.belongsTo': 'BELONGS_TO',
  'actor.belongsTo.source': 'STATED_BY',
  'actor.successorOf': 'SUCCESSOR_OF',
  'actor.locatedIn': 'LOCATED_IN',
  'forum.actor': 'SPEAKS_AS',
  'forum.partOf': 'PART_OF',
  'event.partOf': 'PART_OF',
  'event.host': 'HOSTED_BY_FORUM',
  'event.hostedBy': 'HOSTED_BY',
  'event.place': 'TOOK_PLACE_IN',
  'event.participants': 'HAS_PARTICIPANT',
  'source.publisher': 'PUBLISHED_BY',
  'source.authors': 'AUTHORED_BY',
  'source.status.notice': 'HAS_NOTICE',
  'source.restsOn.source': 'RESTS_ON',
  'snapshot.source': 'SNAPSHOT_OF',
  'membership.member': 'MEMBER',
  'membership.forum': 'IN_FORUM',
  'membership.source': 'STATED_BY',
  'citation.source': 'CITES',
  'citation.ibidOf': 'IBID_OF',
  'citation.works.source': 'CITES',
  'citation.works.ibidOf.citation': 'IBID_OF',
  'passage.source': 'IN_SOURCE',
  'passage.citations': 'HAS_CITATION',
  'passage.checks.snapshot': 'CHECKED_AGAINST',
  'statement.speakers': 'SPOKEN_BY',
  'statement.candidates.actor': MAY_BE_SPOKEN_BY,
  'statement.speakingFor': 'SPOKEN_FOR',
  'statement.reportedBy': 'REPORTED_BY',
  'statement.claims': 'EXPRESSES',
  'statement.passages': 'RECORDED_IN',
  'statement.quotes.passage': 'QUOTES_PASSAGE',
  'statement.quotes.translation.by': 'TRANSLATED_BY',
  'statement.quotes.translation.original.passage': 'TRANSLATES_PASSAGE',
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
  'check.of': 'CHECK_OF',
  'check.snapshot': 'CHECKED_AGAINST',
};

export const REFERENCE_TYPES: readonly string[] = [...new Set(Object.values(WORDS))];

/** Those by which paths lead. */
export const JOINING_TYPES: readonly string[] = REFERENCE_TYPES.filter((word) => word !== MAY_BE_SPOKEN_BY);

/**
 * The way of evidence, step by step: the records of each type, and the relationships to what they rest on. What a list
 * of such records has to show of it comes with the list. Passages of a statement are found by the ids that it lists.
 */
export const RECORDED_IN = 'RECORDED_IN';
export const EVIDENCE_STEPS = [
  { type: 'statement', words: ['SPOKEN_BY', 'EXPRESSES', 'SAID_AT', RECORDED_IN] },
  { type: 'passage', words: ['IN_SOURCE', 'HAS_CITATION'] },
  { type: 'citation', words: ['CITES'] },
  { type: 'source', words: ['PUBLISHED_BY', 'AUTHORED_BY'] },
] as const satisfies readonly { type: TypeName; words: readonly string[] }[];

const RECORDED = [RECORDED_IN, 'IN_SOURCE'];
const FOOTNOTE = [RECORDED_IN, 'HAS_CITATION'];
const CITED = [...FOOTNOTE, 'CITES'];
const PUBLISHED = [...CITED, 'PUBLISHED_BY'];

/** Where derived references lead, in relationships of that way. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  'statement.chains.passage': [RECORDED_IN],
  'statement.chains.recordedIn': RECORDED,
  'statement.chains.citation': FOOTNOTE,
  'statement.chains.source': CITED,
  'statement.chains.publisher': PUBLISHED,
  'statement.sources': RECORDED,
  'statement.citations': FOOTNOTE,
  'statement.citedSources': CITED,
  'statement.restsOn': [...RECORDED, ...CITED],
  'statement.publishers': PUBLISHED,
};

/**
 * From which step of the way of evidence on, and by which of its relationships, `include` leads from records of a type;
 * no relationships where it does not.
 */
export const evidenceIncluded = (
  type: TypeName,
  include: readonly (readonly string[])[],
): { step: number; words: string[] } => {
  const words = new Set<string>();
  for (const hops of include) {
    let types: readonly TypeName[] = [type];
    for (const hop of hops) {
      for (const each of types)
        for (const word of WAYS[`${each}.${hop}`] ?? [WORDS[`${each}.${hop}`] ?? []].flat()) words.add(word);
      types = types.flatMap((each) => (includePathsOf(each).get(hop) ?? []).flatMap((path) => path.types));
    }
  }
  const step = EVIDENCE_STEPS.findIndex((each) => each.type === type);
  return {
    step,
    words:
      step === -1 ? [] : EVIDENCE_STEPS.slice(step).flatMap((each) => each.words.filter((word) => words.has(word))),
  };
};

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

const WORDED = new Map(
  ALL_TYPES.map(({ name, refs }) => [name, refs.map((ref) => ({ ...ref, word: wordOf(name, ref) }))] as const),
);

const scalars = (holder: Record<string, unknown>, except: string): Scalars =>
  Object.fromEntries(
    Object.entries(holder).filter(([name, value]) => name !== except && value !== null && typeof value !== 'object'),
  ) as Scalars;

type Found = { key: Key; fields: Scalars };
/** The object that holds a reference, and the name of the field that is it. */
type Holder = { of: Record<string, unknown>; name: string } | null;

/** The references of a value along a path, each with what else is in the object that it stands in. */
const walk = (node: unknown, [step, ...rest]: readonly string[], path: RefPath, holder: Holder): Found[] => {
  if (node === null || node === undefined) return [];
  if (step === undefined) {
    const { types, within } = path;
    const fields = holder === null ? {} : scalars(holder.of, holder.name);
    if (typeof node === 'string') return [{ key: { type: types[0]!, id: node }, fields }];
    return within === undefined ? [{ key: node as Key, fields }] : walk(node, [within], path, null);
  }
  if (step === '*') return (node as unknown[]).flatMap((item) => walk(item, rest, path, null));
  const of = node as Record<string, unknown>;
  // What else a record has is no property of its relationships.
  return walk(of[step], rest, path, path.path[0] === step ? null : { of, name: step });
};

/** What stands at an address, as JSON texts. */
type Content = { written: string | null; view: string | null; movedTo: string | null };

/** The relationships of what stands at an address, each once; a merged id leads to the other. */
export const edgesOf = (type: TypeName, { written, view, movedTo }: Content): Edge[] => {
  if (movedTo !== null) return [{ word: 'MERGED_INTO', target: keyText({ type, id: movedTo }), fields: {} }];
  return written === null ? [] : recordEdges(type, JSON.parse(written), JSON.parse(view ?? 'null'));
};

const citedSources = (view: BaseView): string[] => citedIn(view as CitationView).flatMap(({ source }) => source ?? []);

/** Those that a record is written with, and for an ibid the source that it was resolved to. */
const recordEdges = (type: TypeName, record: Record<string, unknown>, view: BaseView | null): Edge[] => {
  const edges = WORDED.get(type)!.flatMap(({ word, ...path }) =>
    walk(record, path.path, path, null).map(({ key, fields }): Edge => ({ word, target: keyText(key), fields })),
  );
  const written = new Set(edges.map(({ target }) => target));
  for (const source of type === 'citation' && view !== null ? citedSources(view) : []) {
    const target = keyText({ type: 'source', id: source });
    if (!written.has(target)) edges.push({ word: 'CITES', target, fields: { resolved: true } });
  }
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
};

/** Index keys that stand in the graph as a relationship too, DRAWS_ON, so that chains of evidence can be walked. */
const DRAWN: Partial<Record<TypeName, string>> = { claim: RESTS_ON, statement: RESTS_ON };

export const drawsOn = (type: TypeName, filter: string): boolean => DRAWN[type] === filter;

/** Derived references by which records add to what others are filed under, in relationships. */
const LEADING: Readonly<Record<string, readonly string[]>> = {
  'relation.claims': ['FROM', 'TO'],
  'relation.statements': ['FROM', 'TO'],
};

/** The relationships from records to those that they add index keys to (`contributionsOf`), beside others. */
export const CONTRIBUTING: readonly string[] = [
  ...new Set(
    ALL_TYPES.flatMap(({ inherited }) =>
      inherited.flatMap(({ from, through }) => {
        const words = LEADING[`${from}.${through}`] ?? [WORDS[`${from}.${through}`] ?? []].flat();
        if (words.length === 0)
          throw new Error(
            `${from}.${through} adds to other records by no relationship; name its way in relationships.ts`,
          );
        return words;
      }),
    ),
  ),
];

/** The relationships from records to those that gather them. */
export const GATHERING: readonly string[] = [
  ...new Set(ALL_TYPES.flatMap(({ gathers }) => gathers.map(({ from, through }) => WORDS[`${from}.${through}`]!))),
];

/** The labels of all record types. */
export const TYPE_LABELS: readonly string[] = ALL_TYPES.map(({ name }) => labelOf(name));

const [MERGED, DELETED] = ['Merged', 'Deleted'] as const;
/** The labels of ids that stand for no record of their own. */
export const OTHER_LABELS: readonly string[] = [MERGED, DELETED];

/** What says whether an id stands for a record. */
type Labelled = { key: Key; written: unknown; movedTo: unknown };

/** A merged or deleted id does not carry the label of its type, so that nobody counts it among the records. */
export const labelFor = ({ key, written, movedTo }: Labelled): string =>
  written !== null ? labelOf(key.type) : movedTo !== null ? MERGED : DELETED;
