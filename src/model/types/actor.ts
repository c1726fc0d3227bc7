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
import { EdtfDate, mayCover } from '../edtf.ts';
import { ancestors, withAncestors } from '../hierarchy.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';

const KINDS = ['person', 'state', 'institution'] as const;

const Represents = z.strictObject({
  actor: ref('actor', 'The state or institution represented.'),
  office: optional(Name.describe('The office in which they do.')),
  from: optional(EdtfDate),
  to: optional(EdtfDate),
});

const Side = z
  .object({
    side: ref('actor', 'A state or institution.').describe(
      'The state, or the institution that belongs to none, on whose side the actor stands.',
    ),
    because: z.enum(['isItself', 'belongsTo', 'represents']),
    through: ref('actor', 'An actor.').nullable().describe('The actor that it belongs to or represents.'),
    office: z.string().nullable(),
    from: EdtfDate.nullable(),
    to: EdtfDate.nullable(),
  })
  .describe('One reason why the actor stands on a side.');
export type Side = z.output<typeof Side>;

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

/** The sides of the actors that this one belongs to or represents; of each such actor, itself while nothing above it is known. */
const sidesThrough = (
  because: Side['because'],
  target: string,
  term: Pick<Side, 'office' | 'from' | 'to'>,
  look: Look,
): Side[] =>
  sortedUnique((look<WithSides>('actor', target)?.sides ?? []).map((side) => side.side)).map((side) => ({
    side,
    because,
    through: target,
    ...term,
  }));

/** The sides that stand at a date (null: an unknown date, which may be any). */
export const sidesAt = (sides: readonly Side[], date: string | null): Side[] =>
  sides.filter((side) => mayCover(side.from, side.to, date));

/** The states and institutions that an actor represents at a date, and the sides those stand on; a state represents itself. */
export const representedBy = (view: Representing, date: string | null): string[] =>
  sortedUnique([
    ...view.represents.filter((term) => mayCover(term.from, term.to, date)).map((term) => term.actor),
    ...sidesAt(view.sides, date).map((side) => side.side),
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
  derive: (record, look, report) => {
    const represented = record.represents.flatMap(({ actor: target, ...term }) =>
      sidesThrough('represents', target, term, look),
    );
    const untimed = { office: null, from: null, to: null };
    const belonging = record.belongsTo.flatMap((target) => sidesThrough('belongsTo', target, untimed, look));
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
