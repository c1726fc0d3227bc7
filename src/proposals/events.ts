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
    id: z.string().describe('Its place among the events, in the order in which they were kept.'),
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

/** They stand beside the bodies of proposals, whose names begin with a longer id, in the order in which they are committed. */
const SERIES = 'e';
const PREFIX = `${SERIES}/`;

export const eventEntry = (now: number, happened: Happened): EntryChange => {
  const event: Omit<ProposalEvent, 'id'> = { text: null, change: null, supersededBy: null, ...happened };
  return { space: 'draft', name: `${PREFIX}${timedId(now)}`, value: JSON.stringify(event), inSeries: true };
};

/** A page of events behind one, in their order; `more` where others follow by now. */
export const eventsAfter = async (
  store: Store,
  { after, limit }: { after: string; limit: number },
): Promise<{ events: ProposalEvent[]; more: boolean }> => {
  const entries = await store.entries('draft', { prefix: PREFIX, after: `${PREFIX}${after}`, limit: limit + 1 });
  const events = entries.map(({ name, value }): ProposalEvent => ({
    ...(JSON.parse(value) as Omit<ProposalEvent, 'id'>),
    id: name.slice(PREFIX.length),
  }));
  return { events: events.slice(0, limit), more: events.length > limit };
};

const AT_ONCE = 200;

async function* pagesBehind(store: Store, place: string): AsyncGenerator<ProposalEvent[]> {
  for (let after = place; ;) {
    const { events, more } = await eventsAfter(store, { after, limit: AT_ONCE });
    yield events;
    if (!more) return;
    after = events.at(-1)!.id;
  }
}

/** The place of the last event by now; empty where nothing happened yet. */
const lastPlace = async (store: Store): Promise<string> => {
  const [last] = await store.entries('draft', [SERIES]);
  return last?.value ?? '';
};

/** The events as a log that is followed (http/feed.ts), each at its id. */
export const eventLog = (store: Store) => ({
  begins: () => lastPlace(store),
  newest: () => lastPlace(store),
  behind: (place: string) => pagesBehind(store, place),
  placeOf: ({ id }: ProposalEvent) => id,
});
