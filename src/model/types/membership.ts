import { z } from 'zod';
import { defineType, type ViewOf } from '../define.ts';
import { ref } from '../ids.ts';
import { reach, reachedFrom, reachedIn, ruleFor } from '../reach.ts';
import { answered, checkPeriod, periodOf, written } from '../periods.ts';
import type { ActorView } from './actor.ts';

const STATUSES = ['member', 'associate', 'observer', 'candidate', 'partner', 'suspended'] as const;

/** That an actor is a member of a forum, as a source says. */
export const membership = defineType({
  name: 'membership',
  plural: 'memberships',
  about: 'That an actor is a member of a forum, or stands to it in another way, as a source says.',
  written: {
    member: ref('actor', 'The member.'),
    forum: ref('forum', 'The forum.'),
    source: ref('source', 'The source that says so.'),
    status: z.enum(STATUSES).default('member').describe('In which standing.'),
    ...written,
  },
  derived: {
    ...answered,
    memberRegions: z.array(ref('region', 'A region.')).describe('Where the member is located, with all regions above.'),
    reach,
  },
  label: (record, look) =>
    `${look('actor', record.member)?.label ?? record.member}${record.status === 'member' ? '' : ` as ${record.status}`} in ${look('forum', record.forum)?.label ?? record.forum}`,
  derive: (record, look, _report, { rule }) => {
    checkPeriod(record, '', rule);
    const member = look<ActorView>('actor', record.member);
    const term = periodOf(record);
    const { regions, reach: how } = reachedIn(member ?? reachedFrom([], look), term.period);
    return { ...term, memberRegions: regions, reach: how };
  },
  filters: {
    member: { about: 'Memberships of this actor', ref: 'actor', values: (view) => [view.member] },
    forum: { about: 'Memberships in this forum', ref: 'forum', values: (view) => [view.forum] },
    source: { about: 'As this source says', ref: 'source', values: (view) => [view.source] },
    status: { about: 'In which standing', oneOf: STATUSES, values: (view) => [view.status] },
    region: {
      about: 'Of members located in this region or in one under it',
      ref: 'region',
      values: (view) => view.memberRegions,
    },
  },
  sorts: { id: () => '' },
  range: {
    about: 'it held',
    during: 'memberships that held',
    from: 'heldFrom',
    to: 'heldTo',
    sort: 'period',
    date: (view) => view.period,
  },
  // Whoever only observes, or is a candidate, is no member.
  evidence: (view) =>
    view.status !== 'member'
      ? []
      : view.memberRegions.map((region) => ({
          forum: view.forum,
          region,
          rule: ruleFor('member-in-region', region, view.reach),
        })),
});
export type MembershipView = ViewOf<typeof membership>;
