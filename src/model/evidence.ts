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
export const LINK_RULES = {
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
export type LinkRule = keyof typeof LINK_RULES;
export const LINK_RULE_NAMES = Object.keys(LINK_RULES) as LinkRule[];

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
  if (rule === 'statement-about-both')
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

/** The facts that make a record evidence for a link. */
export const explainEvidence = (view: BaseView, link: ForumRegionEvidence): LinkFact[] => {
  const { forum, region } = link;
  if (view.type === 'statement') return explainStatement(view as StatementView, link);
  if (view.type === 'membership') {
    const { id, member, source } = view as MembershipView;
    return [
      fact(
        'memberOf',
        `${member} is a member of ${forum}, as ${source} says`,
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
