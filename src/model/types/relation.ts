import { z } from 'zod';
import { DISPUTED_BY, DISPUTING } from '../disputes.ts';
import { defineType, given, IS_FALSE, IS_TRUE, list, optional, Prose } from '../define.ts';
import { ref, refToAny, type Key } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import type { StatementView } from './statement.ts';

const KINDS = ['agreesWith', 'disputes', 'qualifies', 'corrects', 'updates', 'retracts', 'translates'] as const;

/**
 * The kinds by which what is said at one end and at the other cannot both stand (CiTO disputes, corrects and retracts);
 * the rest add to it or follow it.
 */
const DISAGREEMENT: readonly (typeof KINDS)[number][] = ['disputes', 'corrects', 'retracts'];

/** The kinds that whoever relies on a statement or a claim has to hear of. */
export const CORRECTING: readonly (typeof KINDS)[number][] = ['disputes', 'corrects', 'updates', 'retracts'];

const idsOf = (type: Key['type'], ends: readonly Key[]): string[] => [
  ...new Set(ends.filter((end) => end.type === type).map((end) => end.id)),
];

/**
 * That one claim or statement agrees with, disputes, qualifies, corrects, updates, retracts or translates another, as
 * somebody says.
 */
export const relation = defineType({
  name: 'relation',
  plural: 'relations',
  about:
    'That one claim or statement agrees with, disputes, qualifies, corrects, updates, retracts or translates ' +
    'another (CiTO), as its author says; both stay.',
  written: {
    kind: z.enum(KINDS).describe('CiTO property; `updates`, `corrects` and `retracts` retire nothing.'),
    from: refToAny(
      ['claim', 'statement'],
      'The claim or statement that agrees, disputes, qualifies, corrects, updates, retracts or translates.',
    ),
    to: refToAny(['claim', 'statement'], 'The claim or statement that it does so to.'),
    author: ref('actor', 'Who says that the two stand in this relation.'),
    passages: list(ref('passage', 'A passage.'), 'Where that is written.'),
    note: optional(Prose),
  },
  derived: {
    claims: z
      .array(ref('claim', 'A claim.'))
      .describe('The claims that it is about: those at its ends, and those that statements at its ends express.'),
    statements: z.array(ref('statement', 'A statement.')).describe('The statements at its ends.'),
  },
  label: (record, look) =>
    `${look(record.from.type, record.from.id)?.label ?? record.from.id} ` +
    `${record.kind} ${look(record.to.type, record.to.id)?.label ?? record.to.id}`,
  derive: (record, look, report) => {
    if (record.from.type === record.to.type && record.from.id === record.to.id)
      report('/to', `${record.to.id} cannot stand in a relation to itself`);
    const statements = sortedUnique(idsOf('statement', [record.from, record.to]));
    const expressed = statements.flatMap((id) => look<StatementView>('statement', id)?.claims ?? []);
    return { claims: sortedUnique([...idsOf('claim', [record.from, record.to]), ...expressed]), statements };
  },
  filters: {
    kind: { about: 'The kind of relation', oneOf: KINDS, values: (view) => [view.kind] },
    disagreement: {
      about: 'Whether one end disputes, corrects or retracts the other',
      whether: true,
      values: (view) => (DISAGREEMENT.includes(view.kind) ? IS_TRUE : IS_FALSE),
    },
    [DISPUTED_BY]: {
      about:
        'By which rule it is disputed: by a relation, or a claim also by stance, where one side affirms it and ' +
        'another denies it',
      oneOf: DISPUTING,
      values: (view) => (DISAGREEMENT.includes(view.kind) ? ['relation'] : []),
      forHeirs: true,
    },
    claim: {
      about: 'Relations from or to this claim, or a statement that expresses it',
      ref: 'claim',
      values: (view) => idsOf('claim', [view.from, view.to]),
      broader: (view) => view.claims,
    },
    statement: {
      about: 'Relations from or to this statement',
      ref: 'statement',
      values: (view) => idsOf('statement', [view.from, view.to]),
    },
    fromClaim: { about: 'Relations from this claim', ref: 'claim', values: (view) => idsOf('claim', [view.from]) },
    toClaim: { about: 'Relations to this claim', ref: 'claim', values: (view) => idsOf('claim', [view.to]) },
    fromStatement: {
      about: 'Relations from this statement',
      ref: 'statement',
      values: (view) => idsOf('statement', [view.from]),
    },
    toStatement: {
      about: 'Relations to this statement',
      ref: 'statement',
      values: (view) => idsOf('statement', [view.to]),
    },
    author: { about: 'As this actor says', ref: 'actor', values: (view) => [view.author] },
    passage: { about: 'As written in this passage', ref: 'passage', values: (view) => view.passages },
  },
  sorts: { id: () => '' },
  texts: (view) => given([['note', view.note]]),
});
