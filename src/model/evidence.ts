import { z } from 'zod';
import type { BaseView, ForumRegionEvidence } from './define.ts';
import type { TypeName } from './ids.ts';
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

export const LinkFact = z
  .object({
    fact: z.string(),
    ids: z.array(z.string()).describe('type/id of each record that the fact is about.'),
    text: z.string(),
  })
  .describe('A fact that makes a record evidence for a link.');
type LinkFact = z.output<typeof LinkFact>;

const fact = (name: string, text: string, ...ids: string[]): LinkFact => ({ fact: name, ids, text });

/** The region as a record names it: itself, or regions under it that the hierarchy leads up from. */
const named = (region: string, own: readonly string[]): string =>
  own.includes(region) ? region : `${region}, through ${own.join(' or ')}`;

const explainStatement = (view: StatementView, { forum, region, rule }: ForumRegionEvidence): LinkFact[] => {
  const about = fact(
    'aboutRegion',
    `${view.id} is about ${named(region, view.regions)}`,
    `statement/${view.id}`,
    `region/${region}`,
  );
  const passages = fact(
    'recordedIn',
    `it is recorded in ${view.passages.join(', ')}`,
    ...view.passages.map((id) => `passage/${id}`),
  );
  if (isBy(rule, 'statement-about-both'))
    return [
      fact('aboutForum', `${view.id} is about ${forum}`, `statement/${view.id}`, `forum/${forum}`),
      about,
      passages,
    ];
  const events = [...new Set([...(view.event === null ? [] : [view.event]), ...view.events])];
  return [
    fact(
      'atOrAboutEvent',
      `${view.id} was said at or is about ${events.join(' and ')}`,
      `statement/${view.id}`,
      ...events.map((id) => `event/${id}`),
    ),
    fact(
      'eventOfForum',
      `that is an event of ${forum}, or within one`,
      ...[...events, ...view.broader.events].map((id) => `event/${id}`),
      `forum/${forum}`,
    ),
    about,
    passages,
  ];
};

/** That a region was reached through an inclusion in part, or one that is disputed; nothing where it was not. */
const reached = ({ region, rule }: ForumRegionEvidence): LinkFact[] => {
  if (rule.endsWith('-in-part'))
    return [fact('liesInPart', `what leads to ${region} lies there in part only`, `region/${region}`)];
  return rule.endsWith('-disputed')
    ? [
        fact(
          'inclusionDisputed',
          `what leads to ${region} lies there as a source says, and others dispute`,
          `region/${region}`,
        ),
      ]
    : [];
};

/** When a membership held, in words. */
const heldIn = ({ from, to, ended }: MembershipView): string => {
  if (to === null && ended) return from === null ? ', which has ended' : `, from ${from} to a time that is not known`;
  return `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` until ${to}`}`;
};

/** The facts that make a record evidence for a link. */
export const explainEvidence = (view: BaseView, link: ForumRegionEvidence): LinkFact[] => [
  ...explain(view, link),
  ...reached(link),
];

const explain = (view: BaseView, link: ForumRegionEvidence): LinkFact[] => {
  const { forum, region } = link;
  if (view.type === 'statement') return explainStatement(view as StatementView, link);
  if (view.type === 'membership') {
    const { id, member, source, ended } = view as MembershipView;
    return [
      fact(
        'memberOf',
        `${member} ${ended ? 'was' : 'is'} a member of ${forum}${heldIn(view as MembershipView)}, as ${source} says`,
        `membership/${id}`,
        `actor/${member}`,
        `forum/${forum}`,
        `source/${source}`,
      ),
      fact(
        'locatedIn',
        `${member} is located in ${region}, or in a region under it`,
        `actor/${member}`,
        `region/${region}`,
      ),
    ];
  }
  const event = view as EventView;
  const outer = event.host === forum ? [] : event.ancestors;
  return [
    fact(
      'eventOfForum',
      outer.length === 0
        ? `${event.id} is an event of ${forum}`
        : `${event.id} is within ${outer.join(', ')}, of ${forum}`,
      `event/${event.id}`,
      ...outer.map((id) => `event/${id}`),
      `forum/${forum}`,
    ),
    fact(
      'tookPlaceIn',
      `it took place in ${named(region, event.place === null ? event.regions.slice(0, 1) : [event.place])}`,
      `event/${event.id}`,
      `region/${region}`,
    ),
  ];
};
