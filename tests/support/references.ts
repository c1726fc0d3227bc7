import type { BaseView } from '../../src/model/define.ts';
import { TYPE_NAMES, type Key, type TypeName } from '../../src/model/ids.ts';

/*
 * Who refers to whom, read off the answers by hand: every field that refers, and to what. Kept apart from the model's
 * own walk over its schemas, so that the two can be compared.
 */
const FIELDS: Record<TypeName, Record<string, TypeName | readonly TypeName[]>> = {
  region: { broader: 'region', 'broader.accordingTo': 'source' },
  topic: { broader: 'topic' },
  actor: {
    successorOf: 'actor',
    'represents.actor': 'actor',
    'represents.source': 'source',
    belongsTo: 'actor',
    'belongsTo.source': 'source',
    locatedIn: 'region',
  },
  forum: { actor: 'actor', partOf: 'forum' },
  event: { partOf: 'event', host: 'forum', hostedBy: 'actor', place: 'region', participants: 'actor' },
  source: { publisher: 'actor', authors: 'actor', 'status.notice': 'source', 'restsOn.source': 'source' },
  snapshot: { source: 'source' },
  membership: { member: 'actor', forum: 'forum', source: 'source' },
  citation: { source: 'source', ibidOf: 'citation' },
  passage: { source: 'source', citations: 'citation', 'checks.snapshot': 'snapshot' },
  claim: {},
  statement: {
    speakers: 'actor',
    'candidates.actor': 'actor',
    speakingFor: 'actor',
    reportedBy: 'actor',
    claims: 'claim',
    passages: 'passage',
    'quotes.passage': 'passage',
    'quotes.translation.by': 'actor',
    'quotes.translation.original.passage': 'passage',
    event: 'event',
    topics: 'topic',
    regions: 'region',
    forums: 'forum',
    actors: 'actor',
    events: 'event',
  },
  relation: { from: ['claim', 'statement'], to: ['claim', 'statement'], author: 'actor', passages: 'passage' },
  check: { of: ['passage', 'statement'], snapshot: 'snapshot' },
};

/** Fields whose links say more under another name. */
const SAID_UNDER: Readonly<Record<string, string>> = {
  'actor.belongsTo.source': 'belonging.source',
  'region.broader.accordingTo': 'inclusions.accordingTo',
};

/** What a footnote of several works says of each. */
const SEVERAL: Readonly<Record<string, string>> = { source: 'works.source', ibidOf: 'works.ibidOf.citation' };

export type Referral = { from: Key; field: string; to: Key };

const at = (value: any, [step, ...rest]: string[]): any[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => at(item, step === undefined ? [] : [step, ...rest]));
  return step === undefined ? [value] : at(value[step], rest);
};

/** Every reference between these records, each once. */
export const referrals = (views: readonly BaseView[]): Referral[] =>
  views.flatMap((view) =>
    Object.entries(FIELDS[view.type]).flatMap(([field, type]) => {
      const own =
        view.type === 'passage'
          ? { ...view, checks: (view as any).checks.filter(({ check }: any) => check === null) }
          : view;
      const several = view.type === 'citation' ? at(own, (SEVERAL[field] ?? '').split('.')) : [];
      const targets = [...at(own, (SAID_UNDER[`${view.type}.${field}`] ?? field).split('.')), ...several].map(
        (value): Key =>
          typeof value === 'string' ? { type: type as TypeName, id: value } : { type: value.type, id: value.id },
      );
      const distinct = new Map(targets.map((to) => [`${to.type}/${to.id}`, to]));
      return [...distinct.values()].map((to): Referral => ({ from: { type: view.type, id: view.id }, field, to }));
    }),
  );

/** Whether a reference is of a type's edge kind, to order an answer by: types in their order, then fields in theirs. */
export const fieldRank = (type: TypeName, field: string): number =>
  TYPE_NAMES.indexOf(type) * 100 + Object.keys(FIELDS[type]).indexOf(field);
