import { z } from 'zod';
import {
  byName,
  defineType,
  list,
  Name,
  named,
  namesOf,
  optional,
  type BaseView,
  type Look,
  type ViewOf,
} from '../define.ts';
import { Edtf } from '../edtf.ts';
import { ancestors, withAncestors } from '../hierarchy.ts';
import { ref } from '../ids.ts';
import { compareText, sortedUnique } from '../order.ts';
import { both, checkTerm, holdingIn, Side } from '../sides.ts';

const KINDS = ['person', 'state', 'institution'] as const;

const Represents = z.strictObject({
  actor: ref('actor', 'The state or institution represented.'),
  office: optional(Name.describe('The office in which they do.')),
  from: optional(Edtf),
  to: optional(Edtf),
});

type WithSides = BaseView & { sides: Side[] };
type Representing = { represents: z.output<typeof Represents>[]; sides: Side[] };

const itself = (side: string): Side => ({
  side,
  because: 'isItself',
  through: null,
  office: null,
  from: null,
  to: null,
});

/**
 * The sides of an actor that this one belongs to or represents, each as long as both hold; of such an actor itself while
 * nothing above it is known.
 */
const sidesOf = (
  because: Side['because'],
  target: string,
  { office, ...own }: Pick<Side, 'office' | 'from' | 'to'>,
  look: Look,
): Side[] => {
  const sides = (look<WithSides>('actor', target)?.sides ?? []).flatMap(({ side, from, to }): Side[] => {
    const term = both(own, { from, to });
    return term === null ? [] : [{ side, because, through: target, office, ...term }];
  });
  return [...new Map(sides.map((side) => [JSON.stringify(side), side])).values()].sort((a, b) =>
    compareText(a.side, b.side),
  );
};

/** The states and institutions that an actor represents at a date, and the sides those stand on; a state represents itself. */
export const representedBy = (view: Representing, date: string | null): string[] =>
  sortedUnique([
    ...holdingIn(view.represents, date).map((term) => term.actor),
    ...holdingIn(view.sides, date).map((side) => side.side),
  ]);

/** A person, a state or an institution that makes, publishes or is the subject of statements. */
export const actor = defineType({
  name: 'actor',
  plural: 'actors',
  about: 'A person, a state or an institution that makes, publishes or is the subject of statements.',
  written: {
    kind: z.enum(KINDS).describe('What the actor is.'),
    ...named,
    represents: list(Represents, 'Whom the actor speaks for, in which office and when.'),
    belongsTo: list(
      ref('actor', 'A state or institution.'),
      'For an institution: the state or institution that it is part of. For a person: their state.',
    ),
    locatedIn: list(ref('region', 'A region.'), 'Where the state or institution is.'),
  },
  derived: {
    ancestors: z
      .array(ref('actor', 'A state or institution.'))
      .describe('Everyone that it belongs to or represents, directly or through others.'),
    sides: z.array(Side).describe('On whose side the actor stands, and why: the base of every directness.'),
    regions: z.array(ref('region', 'A region.')).describe('The regions it is located in and all regions above them.'),
  },
  label: (record) => record.name,
  derive: (record, look, report, { rule }) => {
    record.represents.forEach((term, i) => checkTerm(term, `/represents/${i}`, rule));
    const represented = record.represents.flatMap(({ actor: target, ...term }) =>
      sidesOf('represents', target, term, look),
    );
    const untimed = { office: null, from: null, to: null };
    const belonging = record.belongsTo.flatMap((target) => sidesOf('belongsTo', target, untimed, look));
    const own =
      record.kind === 'person'
        ? []
        : record.kind === 'state' || record.belongsTo.length === 0
          ? [itself(record.id)]
          : belonging;
    return {
      // A circle is refused: in it, each actor would stay on a side only because the others do.
      ...ancestors.derive(
        'actor',
        record.id,
        [...record.belongsTo, ...record.represents.map((term) => term.actor)],
        look,
        report,
      ),
      sides: [...own, ...represented],
      regions: withAncestors('region', record.locatedIn, look),
    };
  },
  filters: {
    kind: { about: 'What the actor is', oneOf: KINDS, values: (view) => [view.kind] },
    representing: {
      about: 'Those who represent this state or institution',
      ref: 'actor',
      values: (view) => representedBy(view, null),
    },
    belongsTo: {
      about: 'Those who belong to this state or institution',
      ref: 'actor',
      values: (view) => view.belongsTo,
    },
    region: {
      about: 'Those located in this region or in one under it',
      ref: 'region',
      values: (view) => view.locatedIn,
      broader: (view) => view.regions,
    },
  },
  inherited: [
    { from: 'membership', through: 'member', filters: { memberOf: 'forum' } },
    {
      from: 'statement',
      through: 'speakers',
      filters: { claim: 'claim', topic: 'topic', aboutRegion: 'region', forum: 'forum', event: 'event', mode: 'mode' },
    },
  ],
  sorts: byName,
  names: namesOf,
});
export type ActorView = ViewOf<typeof actor>;
