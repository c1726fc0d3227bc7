import type { BaseView, ViewOf } from '../model/define.ts';
import { keyOf, keyText, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { relation } from '../model/types/relation.ts';
import type { StatementView } from '../model/types/statement.ts';
import { labelsOf, type Labels } from '../queries/labels.ts';
import type { Store } from '../store/port.ts';
import { cut } from './bounds.ts';

/*
 * Records as a model is told of them: each sentence with an address that can be opened, and with the state of its
 * evidence, so that neither can be left out by mistake.
 */

type RelationView = ViewOf<typeof relation>;

export type Context = {
  store: Store;
  /** The address of the service, without a slash at its end; empty where it has none that could be opened. */
  base: string;
};

/** Where a record can be opened: at the service, or as a resource of this server. */
export const addressOf = ({ base }: Context, { type, id }: Key): string =>
  `${base === '' ? 'dictum:/' : base}/${TYPES[type].plural}/${id}`;

/** An address of the interface in full. */
export const fullAddress = ({ base }: Context, path: string): string => `${base}${path}`;

/** A record by name, with its address. */
export const named = (context: Context, labels: Labels, key: Key): object => ({
  ...key,
  label: cut(labels.get(keyText(key)) ?? key.id),
  address: addressOf(context, key),
});

/** How many names of a kind an item has. */
const NAMED = 5;

const statementItem = (context: Context, labels: Labels, view: StatementView): object => {
  const of = (type: Key['type'], ids: readonly string[]): object[] =>
    ids.slice(0, NAMED).map((id) => named(context, labels, { type, id }));
  return {
    type: 'statement',
    id: view.id,
    sentence: cut(view.label),
    address: addressOf(context, view),
    speakers: of('actor', view.speakers),
    said: view.said,
    mode: view.mode,
    quotes: view.quotes.slice(0, NAMED).map(({ exact }) => cut(exact)),
    evidence: {
      directness: view.directness,
      uncertain: view.uncertain,
      verification: view.verification,
      withoutFootnote: view.withoutFootnote,
      chains: view.chainCount,
      restsOn: of('source', view.restsOn),
      publishers: of('actor', view.publishers),
    },
  };
};

const claimItem = async (context: Context, view: BaseView): Promise<object> => {
  const { roots, ...support } = await context.store.support(view.id);
  return {
    type: 'claim',
    id: view.id,
    sentence: cut(view.label),
    address: addressOf(context, view),
    evidence: { ...support, roots: roots.slice(0, NAMED).map((id) => addressOf(context, { type: 'source', id })) },
  };
};

const passageItem = (context: Context, labels: Labels, view: PassageView): object => ({
  type: 'passage',
  id: view.id,
  label: cut(view.label),
  address: addressOf(context, view),
  source: named(context, labels, { type: 'source', id: view.source }),
  evidence: { verification: view.verification },
});

const relationItem = (
  context: Context,
  labels: Labels,
  view: RelationView,
  passages: ReadonlyMap<string, string>,
  ends: ReadonlyMap<string, object>,
): object => ({
  type: 'relation',
  id: view.id,
  sentence: cut(view.label),
  address: addressOf(context, view),
  kind: view.kind,
  from: ends.get(keyText(view.from)) ?? named(context, labels, view.from),
  to: ends.get(keyText(view.to)) ?? named(context, labels, view.to),
  author: named(context, labels, { type: 'actor', id: view.author }),
  evidence: {
    passages: view.passages.slice(0, NAMED).map((id) => ({
      ...named(context, labels, { type: 'passage', id }),
      verification: passages.get(id) ?? null,
    })),
  },
});

/** The records that an item names beside its own. */
const namedIn = (view: BaseView): Key[] => {
  const of = (type: Key['type'], ids: readonly string[]): Key[] => ids.slice(0, NAMED).map((id) => ({ type, id }));
  if (view.type === 'statement') {
    const { speakers, restsOn, publishers } = view as StatementView;
    return [...of('actor', speakers), ...of('source', restsOn), ...of('actor', publishers)];
  }
  if (view.type === 'passage') return of('source', [(view as PassageView).source]);
  if (view.type === 'relation') {
    const { from, to, author, passages } = view as RelationView;
    return [from, to, ...of('actor', [author]), ...of('passage', passages)];
  }
  return [];
};

/** Records as items, in their order. */
export const itemsOf = async (context: Context, views: readonly BaseView[]): Promise<object[]> => {
  const keys = views.flatMap(namedIn);
  const relations = views.flatMap((view) => (view.type === 'relation' ? [view as RelationView] : []));
  const [labels, { readings }, ends] = await Promise.all([
    labelsOf(context.store, keys),
    context.store.read(relations.flatMap(({ passages }) => passages.map((id): Key => ({ type: 'passage', id })))),
    // What a relation is between are sentences too.
    relations.length === 0
      ? new Map<string, object>()
      : itemsAt(
          context,
          relations.flatMap(({ from, to }) => [from, to]),
        ),
  ]);
  const statuses = new Map(
    readings.flatMap((reading) =>
      reading.state === 'found'
        ? [[reading.key.id, (JSON.parse(reading.json) as PassageView).verification.status] as const]
        : [],
    ),
  );
  return Promise.all(
    views.map(async (view) => {
      if (view.type === 'statement') return statementItem(context, labels, view as StatementView);
      if (view.type === 'claim') return claimItem(context, view);
      if (view.type === 'passage') return passageItem(context, labels, view as PassageView);
      if (view.type === 'relation') return relationItem(context, labels, view as RelationView, statuses, ends);
      return { type: view.type, id: view.id, label: cut(view.label), address: addressOf(context, view) };
    }),
  );
};

/** The records at some addresses as items, by `type/id`; those that are not there are left out. */
export const itemsAt = async (context: Context, keys: readonly Key[]): Promise<Map<string, object>> => {
  const texts = [...new Set(keys.map(keyText))];
  const { readings } = await context.store.read(texts.map(keyOf));
  const views = readings.flatMap((reading) =>
    reading.state === 'found' ? [JSON.parse(reading.json) as BaseView] : [],
  );
  const items = await itemsOf(context, views);
  return new Map(views.map((view, i) => [keyText(view), items[i]!]));
};
