import { z } from 'zod';
import { defineType, type ViewOf } from '../define.ts';
import { ref } from '../ids.ts';
import { answered, checkPeriod, periodOf, written } from '../periods.ts';
import type { ActorView } from './actor.ts';

/** That an actor is a member of a forum, as a source says. */
export const membership = defineType({
  name: 'membership',
  plural: 'memberships',
  about: 'That an actor is a member of a forum, as a source says.',
  written: {
    member: ref('actor', 'The member.'),
    forum: ref('forum', 'The forum.'),
    source: ref('source', 'The source that says so.'),
    ...written,
  },
  derived: {
    ...answered,
    memberRegions: z.array(ref('region', 'A region.')).describe('Where the member is located, with all regions above.'),
  },
  label: (record, look) =>
    `${look('actor', record.member)?.label ?? record.member} in ${look('forum', record.forum)?.label ?? record.forum}`,
  derive: (record, look, _report, { rule }) => {
    checkPeriod(record, '', rule);
    return {
      ...periodOf(record),
      memberRegions: look<ActorView>('actor', record.member)?.regions ?? [],
    };
  },
  filters: {
    member: { about: 'Memberships of this actor', ref: 'actor', values: (view) => [view.member] },
    forum: { about: 'Memberships in this forum', ref: 'forum', values: (view) => [view.forum] },
    source: { about: 'As this source says', ref: 'source', values: (view) => [view.source] },
    region: {
      about: 'Of members located in this region or in one under it',
      ref: 'region',
      values: (view) => view.memberRegions,
    },
  },
  sorts: { id: () => '' },
  evidence: (view) => view.memberRegions.map((region) => ({ forum: view.forum, region, rule: 'member-in-region' })),
});
export type MembershipView = ViewOf<typeof membership>;
