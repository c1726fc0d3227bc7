import { z } from 'zod';
import type { EntryChange } from '../store/entries.ts';
import type { Store } from '../store/port.ts';
import { timedId } from './timed-id.ts';

/*
 * What happened to proposals, one event after another, beside the graph as they are: kept together with what happened, in
 * one transaction, so that none is told that did not happen, and none is missing.
 */

export const EVENTS = ['proposed', 'superseded', 'accepted', 'rejected', 'undone', 'commented'] as const;

export const ProposalEvent = z
  .object({
    id: z.string().describe('Its place among the events, in the order of time.'),
    event: z
      .enum(EVENTS)
      .describe(
        'What happened: undone is a decision, or what was made beside it, that was taken back; a superseded one has another in its place.',
      ),
    proposal: z.string().describe('The id of the proposal.'),
    by: z.string().describe('By whom.'),
    at: z.string().describe('When (RFC 3339).'),
    records: z.int().describe('How many of its records it is about; 0 of a comment, and of what was made beside it.'),
    text: z.string().nullable().describe('What the proposal is in a line, the reason of a rejection, or the comment.'),
    change: z.int().nullable().describe('The change set that was written by it; null where none was.'),
    supersededBy: z.string().nullable().describe('Of one that is superseded: the proposal in its place.'),
  })
  .describe('Something that happened to a proposal.');
export type ProposalEvent = z.output<typeof ProposalEvent>;
export type Happened = Pick<ProposalEvent, 'event' | 'proposal' | 'by' | 'at' | 'records'> & Partial<ProposalEvent>;

/** They stand beside the bodies of proposals, whose names begin with a longer id. */
const PREFIX = 'e/';

/** So long is waited before an event is told: what another process keeps at the same moment may stand before it. */
export const SETTLES_MS = 1000;

/** The moment of the last event of this process, and how many it had: those of one moment keep their order. */
let last = { now: 0, count: 0 };

export const eventEntry = (now: number, happened: Happened): EntryChange => {
  last = { now, count: now === last.now ? last.count + 1 : 0 };
  const id = timedId(now, last.count);
  const event: ProposalEvent = { text: null, change: null, supersededBy: null, ...happened, id };
  return { space: 'draft', name: `${PREFIX}${id}`, value: JSON.stringify(event) };
};

/** A page of events behind one, in the order of time; `more` where others follow by now. */
export const eventsAfter = async (
  store: Store,
  { after, limit, now }: { after: string; limit: number; now: number },
): Promise<{ events: ProposalEvent[]; more: boolean }> => {
  const entries = await store.entries('draft', { prefix: PREFIX, after: `${PREFIX}${after}`, limit: limit + 1 });
  const settled = entries
    .map(({ value }) => JSON.parse(value) as ProposalEvent)
    .filter(({ at }) => Date.parse(at) <= now - SETTLES_MS);
  return { events: settled.slice(0, limit), more: settled.length > limit };
};

/** The place among events up to which all are told at a moment. */
const settledBy = (now: number): string => `${timedId(now - SETTLES_MS).slice(0, -6)}ffffff`;

const AT_ONCE = 200;

async function* pagesBehind(store: Store, place: string, now: () => number): AsyncGenerator<ProposalEvent[]> {
  for (let after = place; ;) {
    const { events, more } = await eventsAfter(store, { after, limit: AT_ONCE, now: now() });
    yield events;
    if (!more) return;
    after = events.at(-1)!.id;
  }
}

/**
 * The events as a log that is followed, each at its id. A listener comes to no place but by an event that it was told: one
 * that waited for other writers is committed later than it says.
 */
export const eventLog = (store: Store, now: () => number) => ({
  begins: () => settledBy(now()),
  newest: async (after: string) => (await eventsAfter(store, { after, limit: 1, now: now() })).events[0]?.id ?? after,
  behind: (place: string) => pagesBehind(store, place, now),
  placeOf: ({ id }: ProposalEvent) => id,
});
