import { because, type Because } from './because.ts';
import type { BaseView, ForumRegionEvidence } from './define.ts';
import type { TypeName } from './ids.ts';
import type { Reach } from './reach.ts';
import type { EventView } from './types/event.ts';
import type { MembershipView } from './types/membership.ts';
import type { StatementView } from './types/statement.ts';

/*
 * Why a forum and a region are linked. Which records are evidence for which link is said by `evidence` of each type;
 * here each rule is explained.
 */

/** The rules that make forum-region links, each with the type of the records that are its evidence. */
const RULES = {
  'statement-about-both': { type: 'statement', about: 'A statement is about both the forum and the region.' },
  'event-took-up-region': {
    type: 'statement',
    about: 'A statement at or about an event of the forum, or an event within one, is about the region.',
  },
  'event-in-region': {
    type: 'event',
    about: 'An event of the forum, or an event within one, took place in the region.',
  },
  'member-in-region': { type: 'membership', about: 'A member of the forum is located in the region.' },
} as const satisfies Record<string, { type: TypeName; about: string }>;

const HOW = {
  '': '',
  '-in-part': ' The region is reached through one that lies in it in part only.',
  '-disputed': ' The region is reached through one that lies in it as a source says, and others dispute.',
} as const;

/** The same where the region is reached through an inclusion in part, or one that is disputed. */
export type LinkRule = `${keyof typeof RULES}${keyof typeof HOW}`;
export const LINK_RULES = Object.fromEntries(
  Object.entries(RULES).flatMap(([rule, { type, about }]) =>
    Object.entries(HOW).map(([suffix, how]) => [`${rule}${suffix}`, { type, about: `${about}${how}` }]),
  ),
) as Readonly<Record<LinkRule, { type: TypeName; about: string }>>;
export const LINK_RULE_NAMES = Object.keys(LINK_RULES) as LinkRule[];

/** Whether a rule is this one, however the region is reached. */
const isBy = (rule: string, one: keyof typeof RULES): boolean => rule.startsWith(one);

/** What leads up to the region, where a record does not name it itself: the regions that it does name. */
const through = (region: string, own: readonly string[]): string[] =>
  own.includes(region) ? [] : own.map((id) => `region/${id}`);

const explainStatement = (view: StatementView, { forum, region, rule }: ForumRegionEvidence): Because[] => {
  const own = `statement/${view.id}`;
  const about = because('aboutRegion', own, `region/${region}`, ...through(region, view.regions));
  const passages = because('recordedIn', ...view.passages.map((id) => `passage/${id}`));
  if (isBy(rule, 'statement-about-both')) return [because('aboutForum', own, `forum/${forum}`), about, passages];
  const events = [...new Set([...(view.event === null ? [] : [view.event]), ...view.events])].map(
    (id) => `event/${id}`,
  );
  return [
    because('atOrAboutEvent', own, ...events),
    because('eventOfForum', ...events, ...view.broader.events.map((id) => `event/${id}`), `forum/${forum}`),
    about,
    passages,
  ];
};

/**
 * By which inclusions a region was reached that are in part, as a source says, or for a time; none where it was reached
 * plainly.
 */
const reached = (view: BaseView, { region }: ForumRegionEvidence): Because[] => {
  const { reach } = view as BaseView & { reach: Reach };
  const [way] = reach.ways.filter((each) => each.region === region);
  return (way?.steps ?? []).flatMap(({ lower, upper, part, accordingTo, period }) => {
    const there = [`region/${lower}`, `region/${upper}`];
    const held = period === null ? {} : { period };
    return [
      ...(part ? [{ ...because('liesInPart', ...there), ...held }] : []),
      ...(accordingTo !== null
        ? [{ ...because('inclusionDisputed', ...there, `source/${accordingTo}`), ...held }]
        : []),
      ...(!part && accordingTo === null ? [{ ...because('liesIn', ...there), ...held }] : []),
    ];
  });
};

/** The facts that make a record evidence for a link. */
export const explainEvidence = (view: BaseView, link: ForumRegionEvidence): Because[] => [
  ...explain(view, link),
  ...reached(view, link),
];

const explain = (view: BaseView, link: ForumRegionEvidence): Because[] => {
  const { forum, region } = link;
  if (view.type === 'statement') return explainStatement(view as StatementView, link);
  if (view.type === 'membership') {
    const { id, member, source, ended, from, to, period } = view as MembershipView;
    const held = period ?? (from === null && to === null ? null : `${from ?? '..'}/${to ?? '..'}`);
    return [
      {
        ...because(
          ended ? 'wasMemberOf' : 'memberOf',
          `membership/${id}`,
          `actor/${member}`,
          `forum/${forum}`,
          `source/${source}`,
        ),
        ...(held !== null && { period: held }),
      },
      because('locatedIn', `actor/${member}`, `region/${region}`),
    ];
  }
  const event = view as EventView;
  const outer = event.host === forum ? [] : event.ancestors;
  return [
    because('eventOfForum', `event/${event.id}`, ...outer.map((each) => `event/${each}`), `forum/${forum}`),
    because(
      'tookPlaceIn',
      `event/${event.id}`,
      `region/${region}`,
      ...through(region, event.place === null ? event.regions.slice(0, 1) : [event.place]),
    ),
  ];
};
