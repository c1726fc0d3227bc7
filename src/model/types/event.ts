import { z } from 'zod';
import { defineType, list, optional, type BaseView, type Look, type ViewOf } from '../define.ts';
import { Edtf } from '../edtf.ts';
import { ancestors } from '../hierarchy.ts';
import { ref } from '../ids.ts';
import { reach, reachedFrom, reachedIn, ruleFor, type Reached } from '../reach.ts';
import { named, namedAnswer, namedFilters, namesIn, namesOf, nameText } from '../names.ts';
import { sortedUnique } from '../order.ts';
import { InTurn, inTurn, sidesThrough } from '../sides.ts';
import type { ActorView } from './actor.ts';

type Outer = BaseView & { forums: string[] } & Reached;

const Party = z.object({
  actor: ref('actor', 'The participant.'),
  sides: z.array(ref('actor', 'A state or institution.')),
  sidesInTurn: InTurn.describe('Where it changed sides within the time that the event may have been at.'),
});

/** A date is some moment that is not known more exactly; an interval is how long the event went on. */
const partyOf = (id: string, date: string | null, look: Look): z.output<typeof Party> => {
  const times = sidesThrough(look<ActorView>('actor', id)?.sides ?? [], date);
  return { actor: id, sides: sortedUnique(times.flat()), sidesInTurn: date?.includes('/') ? [] : inTurn(times) };
};

/** A meeting or another occasion, possibly part of a larger one, hosted by a forum, at a place. */
export const event = defineType({
  name: 'event',
  plural: 'events',
  about: 'A meeting or another occasion, possibly part of a larger one, hosted by a forum, at a place.',
  written: {
    ...named,
    date: optional(Edtf),
    partOf: optional(ref('event', 'The event that this one took place within.')),
    host: optional(ref('forum', 'The forum whose event it is.')),
    hostedBy: list(ref('actor', 'A state or institution.'), 'Who received the participants.'),
    place: optional(ref('region', 'Where it took place.')),
    participants: list(ref('actor', 'An actor.'), 'The parties of the event.'),
  },
  derived: {
    ...namedAnswer,
    ...ancestors.shape('event'),
    forums: z
      .array(ref('forum', 'A forum.'))
      .describe('The forums whose event it is: its own host and the hosts of the events it is part of.'),
    regions: z
      .array(ref('region', 'A region.'))
      .describe('Its place and all regions above it; where it names none, those of the event it is part of.'),
    reach,
    parties: z
      .array(Party)
      .describe(
        'Each participant with the sides it stood on during the event: on any day of one that went on for several.',
      ),
  },
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule }) => {
    const outer = record.partOf === null ? null : look<Outer>('event', record.partOf);
    return {
      ...namesIn(record, rule),
      ...ancestors.derive('event', record.id, record.partOf === null ? [] : [record.partOf], look, report),
      forums: sortedUnique([...(record.host === null ? [] : [record.host]), ...(outer?.forums ?? [])]),
      ...(record.place === null && outer !== null
        ? reachedIn(outer, record.date)
        : reachedFrom(record.place === null ? [] : [record.place], look, record.date)),
      parties: record.participants.map((id) => partyOf(id, record.date, look)),
    };
  },
  filters: {
    ...namedFilters,
    forum: { about: 'Events of this forum, or within one of its events', ref: 'forum', values: (view) => view.forums },
    region: {
      about: 'Events that took place in this region or in one under it',
      ref: 'region',
      values: (view) => (view.place === null ? [] : [view.place]),
      broader: (view) => view.regions,
    },
    partOf: {
      about: 'Events within this event, however deep',
      ref: 'event',
      values: (view) => (view.partOf === null ? [] : [view.partOf]),
      broader: (view) => view.ancestors,
    },
    participant: { about: 'Events that this actor took part in', ref: 'actor', values: (view) => view.participants },
    hostedBy: { about: 'Events that this actor received', ref: 'actor', values: (view) => view.hostedBy },
  },
  range: {
    about: 'the event went on',
    during: 'events that went on',
    from: 'dateFrom',
    to: 'dateTo',
    sort: 'date',
    date: (view) => view.date,
  },
  sorts: { name: (view) => view.name },
  names: namesOf,
  evidence: (view) =>
    view.forums.flatMap((forum) =>
      view.regions.map((region) => ({ forum, region, rule: ruleFor('event-in-region', region, view.reach) })),
    ),
});
export type EventView = ViewOf<typeof event>;
