import { z } from 'zod';
import { defineType, list, Name, optional, type BaseView, type Look, type Report, type ViewOf } from '../define.ts';
import { ancestors } from '../hierarchy.ts';
import { ref, refOr } from '../ids.ts';
import { reach, reachedFrom } from '../reach.ts';
import { attributed, attribution } from '../links.ts';
import { byName, named, namedAnswer, namedFilters, namesIn, namesOf, nameText } from '../names.ts';
import { compareText, sortedUnique } from '../order.ts';
import { checkPeriod, period, periodOf } from '../periods.ts';
import { both, holdingIn, Side } from '../sides.ts';

/** What of a membership says who is a member. */
type MemberStatus = { status: string; member: string };

const KINDS = ['person', 'state', 'institution', 'group'] as const;

const Office = Name.describe('The office in which they do.');
const ACTING = 'Whether they held the office for somebody else, or until somebody was named.';

const Represents = z.strictObject({
  actor: ref('actor', 'The state or institution represented.'),
  office: optional(Office),
  acting: z.boolean().default(false).describe(ACTING),
  ...attributed,
});
const Represented = z.object({
  actor: ref('actor', 'The state or institution represented.'),
  office: Office.nullable(),
  acting: z.boolean().describe(ACTING),
  ...attribution,
});

const Belonging = z
  .object({ actor: ref('actor', 'A state, an institution or a group.'), ...attribution })
  .describe('Whom it belongs to: from when to when, and which source says so.');

type WithSides = BaseView & { sides: Side[]; ancestors: string[] };
type Representing = { represents: z.output<typeof Represented>[]; sides: Side[] };

const itself = (side: string, written: string | null): Side => ({
  side,
  because: 'isItself',
  through: null,
  office: null,
  from: periodOf({ period: written }).from,
  to: periodOf({ period: written }).to,
});

/**
 * The sides of an actor that this one belongs to or represents, each as long as both hold; of such an actor itself
 * while nothing above it is known. None come round a circle: terms that are passed on in it would change without end.
 */
const sidesOf = (
  id: string,
  because: Side['because'],
  target: string,
  { office, ...own }: Pick<Side, 'office' | 'from' | 'to'>,
  look: Look,
): Side[] => {
  const above = look<WithSides>('actor', target);
  if (above === null || target === id || above.ancestors.includes(id)) return [];
  const sides = above.sides.flatMap(({ side, from, to }): Side[] => {
    const term = both(own, { from, to });
    return term === null ? [] : [{ side, because, through: target, office, ...term }];
  });
  return [...new Map(sides.map((side) => [JSON.stringify(side), side])).values()].sort((a, b) =>
    compareText(a.side, b.side),
  );
};

/**
 * The states and institutions that an actor represents at a date, and the sides those stand on; a state represents
 * itself.
 */
export const representedBy = (view: Representing, date: string | null): string[] =>
  sortedUnique([
    ...holdingIn(view.represents, date).map((term) => term.actor),
    ...holdingIn(view.sides, date).map((side) => side.side),
  ]);

/** A person, a state, an institution or a group that makes, publishes or is the subject of statements. */
export const actor = defineType({
  name: 'actor',
  plural: 'actors',
  about: 'A person, a state, an institution or a group that makes, publishes or is the subject of statements.',
  written: {
    kind: z.enum(KINDS).describe('What the actor is; a group is of people who are not named ("Western officials").'),
    ...named,
    familyName: optional(Name.describe('Of a person: the family name, as references print it.')),
    givenName: optional(Name.describe('Of a person: the given names.')),
    familyNameFirst: z
      .boolean()
      .default(false)
      .describe('Of a person: whether the family name comes first also where names are not turned round: "Wang Yi".'),
    period: period.describe('From when to when it existed, or lived: an EDTF interval.'),
    successorOf: list(ref('actor', 'An actor.'), 'The states or institutions that it took the place of.'),
    represents: list(Represents, 'Whom the actor speaks for, in which office and when.'),
    belongsTo: list(
      refOr('actor', 'actor', 'A state, an institution or a group.', attributed),
      'For an institution or a group: the state or institution that it is part of. For a person: their state.',
    ),
    locatedIn: list(ref('region', 'A region.'), 'Where the state or institution is.'),
  },
  derived: {
    ...namedAnswer,
    represents: z.array(Represented).describe('Whom the actor speaks for, in which office and when.'),
    belongsTo: z.array(ref('actor', 'A state, an institution or a group.')).describe('Whom it belongs to.'),
    belonging: z.array(Belonging).describe('The same, with what is known of each.'),
    ancestors: z
      .array(ref('actor', 'A state or institution.'))
      .describe('Everyone that it belongs to or represents, directly or through others.'),
    sides: z.array(Side).describe('On whose side the actor stands, and why: the base of every directness.'),
    regions: z.array(ref('region', 'A region.')).describe('The regions it is located in and all regions above them.'),
    reach,
    asForums: z
      .array(ref('forum', 'A forum.'))
      .describe('The forums that speak through it: it is one of them in another capacity.'),
  },
  long: { belongsTo: 'belonging' },
  gathers: [{ from: 'forum', through: 'actor', isOwn: true }],
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule, gathered }) => {
    const represents = record.represents.map(({ actor: target, office, acting, source, ...term }, i) => {
      checkPeriod(term, `/represents/${i}`, rule);
      return { actor: target, office, acting, ...periodOf(term), source };
    });
    const belonging = record.belongsTo.map((link, i) => {
      const { actor: target, source = null, ...term } = typeof link === 'string' ? { actor: link } : link;
      checkPeriod(term, `/belongsTo/${i}`, rule);
      return { actor: target, ...periodOf(term), source };
    });
    checkPerson(record, rule);
    const represented = represents.flatMap(({ actor: target, ...term }) =>
      sidesOf(record.id, 'represents', target, term, look),
    );
    const belonged = belonging.flatMap(({ actor: target, ...term }) =>
      sidesOf(record.id, 'belongsTo', target, { ...term, office: null }, look),
    );
    return {
      ...namesIn(record, rule),
      represents,
      belongsTo: [...new Set(belonging.map((link) => link.actor))],
      belonging,
      // A circle is refused: in it, each actor would stay on a side only because the others do.
      ...ancestors.derive(
        'actor',
        record.id,
        [...belonging, ...represents].map((link) => link.actor),
        look,
        report,
      ),
      sides: [...(record.kind === 'person' ? [] : ownSides(record, belonged)), ...represented],
      ...reachedFrom(record.locatedIn, look),
      asForums: sortedUnique(gathered<BaseView>('forum').map(({ id }) => id)),
    };
  },
  filters: {
    ...namedFilters,
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
    successorOf: {
      about: 'Those that took the place of this actor',
      ref: 'actor',
      values: (view) => view.successorOf,
    },
    region: {
      about: 'Those located in this region or in one under it',
      ref: 'region',
      values: (view) => view.locatedIn,
      broader: (view) => view.regions,
    },
  },
  inherited: [
    {
      from: 'membership',
      through: 'member',
      filters: { memberOf: 'forum' },
      about: 'Members of this forum',
      heirs: ({ status, member }: MemberStatus) => (status === 'member' ? [member] : []),
    },
    { from: 'membership', through: 'member', filters: { membership: 'self' } },
    {
      from: 'membership',
      through: 'member',
      filters: { standingIn: 'forum', standing: 'status' },
      about: 'Members of this forum, observers, candidates and so on',
    },
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

/**
 * The sides of what is no person, but for those it represents: its own where it is a state, or an institution that
 * belongs to none.
 */
const ownSides = (
  { id, kind, period: existence }: { id: string; kind: (typeof KINDS)[number]; period: string | null },
  belonged: Side[],
): Side[] => {
  const isOnItsOwn = kind === 'state' || (kind === 'institution' && belonged.length === 0);
  return isOnItsOwn ? [itself(id, existence)] : belonged;
};

const checkPerson = (
  { kind, familyName, givenName }: { kind: string; familyName: string | null; givenName: string | null },
  rule: Report,
): void => {
  if (kind === 'person') return;
  if (familyName !== null) rule('/familyName', `only a person has a family name; leave it out, or correct kind`);
  if (givenName !== null) rule('/givenName', `only a person has a given name; leave it out, or correct kind`);
};
