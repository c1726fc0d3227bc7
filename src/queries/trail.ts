import type { Key, TypeName } from '../model/ids.ts';
import type { BaseView } from '../model/define.ts';
import { TYPES } from '../model/types.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { EventView } from '../model/types/event.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Store, Support } from '../store/port.ts';
import { factKeys, keysIn, labelsOf, type Labels } from './labels.ts';
import type { Disputing } from '../model/disputes.ts';
import type { RawParameters } from './parameters.ts';

/*
 * What the trail of a statement or a claim is told from, from who said it to the document at its end: a page of
 * chains, the records that they name, and the names of all that those name in turn.
 */

type ChainOfView = StatementView['chains'][number];
export type TrailChain = ChainOfView & { statement: string; speakers: string[] };

/** The records beside the chains of a trail, by type and id. */
export class Records {
  private readonly byType: Readonly<Record<string, Readonly<Record<string, BaseView>>>>;

  constructor(included: string) {
    this.byType = JSON.parse(included) as typeof this.byType;
  }

  private find<V>(type: TypeName, id: string | null): V | null {
    return id === null ? null : ((this.byType[TYPES[type].plural]?.[id] as V | undefined) ?? null);
  }

  all = (): BaseView[] => Object.values(this.byType).flatMap((records) => Object.values(records));
  statement = (id: string | null) => this.find<Omit<StatementView, 'chains'>>('statement', id);
  actor = (id: string | null) => this.find<ActorView>('actor', id);
  passage = (id: string | null) => this.find<PassageView>('passage', id);
  source = (id: string | null) => this.find<SourceView>('source', id);
  citation = (id: string | null) => this.find<CitationView>('citation', id);
  event = (id: string | null) => this.find<EventView>('event', id);
}

export type Trail<V> = {
  view: V;
  chains: TrailChain[];
  records: Records;
  labels: Labels;
  total: number;
  nextCursor: string | null;
  /** By which rules it is disputed. */
  disputedBy: Disputing[];
};
export type StatementTrail = Trail<Omit<StatementView, 'chains'>> & {
  claims: { id: string; corroboration: Support }[];
};
export type ClaimTrail = Trail<BaseView & { text: string; note: string | null }> & { corroboration: Support };

const INCLUDE = [
  'statement',
  'statement.event',
  'speakers',
  'passage',
  'recordedIn',
  'recordedIn.publisher',
  'citation',
  'source',
  'source.restsOn.source',
  'publisher',
].join(',');

/** How many chains a page of a trail has. */
const CHAINS = 10;

/** The records that a root of a chain names. */
const rootKeys = (root: TrailChain['roots'][number]): Key[] => [
  ...[root.source, ...root.through].flatMap((id): Key[] => (id === null ? [] : [{ type: 'source', id }])),
  ...[root.publisher, root.toldBy].flatMap((id): Key[] => (id === null ? [] : [{ type: 'actor', id }])),
  ...factKeys(root),
];

const trailOf = async (
  store: Store,
  question: 'statementProvenance' | 'claimProvenance',
  key: Key,
  raw: RawParameters,
) => {
  const { cursor } = raw;
  const [found, [disputedBy = []]] = await Promise.all([
    store.compose(question, key.id, {
      include: INCLUDE,
      limit: String(CHAINS),
      count: 'true',
      ...(cursor !== undefined && { cursor }),
    }),
    store.disputing([key]),
  ]);
  if ('movedTo' in found) return found;
  const body = JSON.parse(found.json) as Record<string, unknown> & { chains: TrailChain[] };
  const view = body[key.type] as BaseView;
  const records = new Records(found.included ?? '{}');
  const named = [view, ...records.all()].flatMap(keysIn);
  const ends = body.chains.flatMap(({ endsAt }): Key[] => [
    { type: 'source', id: endsAt.source },
    ...(endsAt.publisher === null ? [] : [{ type: 'actor' as const, id: endsAt.publisher }]),
  ]);
  const { roots = [] } = (body['corroboration'] ?? {}) as Partial<Support>;
  const labels = await labelsOf(store, [
    ...named,
    ...ends,
    ...roots.map((id): Key => ({ type: 'source', id })),
    ...body.chains.flatMap(factKeys),
    ...body.chains.flatMap(({ roots: of }) => of.flatMap(rootKeys)),
  ]);
  const { total, nextCursor } = found.page;
  return { view, records, labels, disputedBy, total: total ?? body.chains.length, nextCursor, ...body };
};

/** @throws DictumError `not-found`, `gone`, `invalid-cursor`, `cursor-mismatch` */
export const statementTrail = async (
  store: Store,
  id: string,
  raw: RawParameters,
): Promise<StatementTrail | { movedTo: string }> =>
  (await trailOf(store, 'statementProvenance', { type: 'statement', id }, raw)) as StatementTrail | { movedTo: string };

/** @throws DictumError `not-found`, `gone`, `invalid-cursor`, `cursor-mismatch` */
export const claimTrail = async (
  store: Store,
  id: string,
  raw: RawParameters,
): Promise<ClaimTrail | { movedTo: string }> =>
  (await trailOf(store, 'claimProvenance', { type: 'claim', id }, raw)) as ClaimTrail | { movedTo: string };
