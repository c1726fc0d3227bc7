import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { EntryChange } from '../store/entries.ts';
import type { Store } from '../store/port.ts';
import { eventEntry } from './events.ts';
import type { Decision, Proposal, Proposed, State, WholeProposal } from './form.ts';
import { TIMED_ID, timedId } from './timed-id.ts';

/*
 * How proposals are kept, beside the graph, in two spaces of entries: what lists tell of each, and by its id its body,
 * each decision and each comment, every one by itself, so that people who decide at once do not take each other's
 * decisions away.
 */

export type Header = Pick<Proposal, 'id' | 'comment' | 'by' | 'at' | 'supersedes' | 'supersededBy' | 'counts'> & {
  /** How often a decision was taken back: what is accepted again is another write. */
  undone?: number;
};

/** What is proposed, and why. */
export type Body = Pick<Proposed, 'changes' | 'notes' | 'open' | 'gone'>;

export type Change = Proposed['changes'][number];
type Comment = WholeProposal['comments'][number];
/** What was written beside a proposal; `accepted`: the change set by which that needed something of it to be accepted. */
export type Made = WholeProposal['made'][number] & { accepted: number | null };

/** Ids are in the order of time turned round: what is newest stands first. */
const LATEST = 2 ** 42;
export const idNow = (now: number): string => timedId(LATEST - now);

/** How many comments are told, and changes that were made beside a proposal. */
const MOST_COMMENTS = 1000;
const MOST_MADE = 10_000;

/** How many entries are read at once, and how often for a page. */
const [AT_ONCE, LOOKS] = [200, 10];

export const stateOf = ({ supersededBy, counts }: Pick<Header, 'supersededBy' | 'counts'>): State => {
  if (supersededBy !== null) return 'superseded';
  if (counts.open > 0) return 'open';
  return counts.accepted > 0 ? 'accepted' : 'rejected';
};

/** How many of its records are what. */
export const countsOf = (changes: readonly Change[], decisions: ReadonlyMap<string, Decision>): Proposal['counts'] => {
  const of = (state: Decision['state']): number =>
    [...decisions.values()].filter((decision) => decision.state === state).length;
  return { open: changes.length - decisions.size, accepted: of('accepted'), rejected: of('rejected') };
};

/** A proposal as it is told. */
export const shown = ({ undone: _undone, ...header }: Header): Proposal => ({ ...header, state: stateOf(header) });

const decisionName = (id: string, key: Key): string => `${id}/d/${keyText(key)}`;

const entry = (space: 'proposal' | 'draft', name: string, value: object | null): EntryChange => ({
  space,
  name,
  value: value === null ? null : JSON.stringify(value),
});

const unknown = (id: string): DictumError =>
  new DictumError('not-found', `there is no proposal ${id}`, { context: { recordType: 'proposal', id } });

/** Why nothing can be decided on a proposal. */
export const decidedBefore = ({ id, supersededBy }: Header): DictumError =>
  new DictumError(
    'proposal-decided',
    supersededBy === null
      ? `nothing of proposal ${id} is open any more`
      : `proposal ${id} was superseded by ${supersededBy}`,
    { context: { id } },
  );

export class KeptProposals {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** A page of proposals, the newest first; those of a state where one is named. */
  async list({
    state,
    after,
    limit,
  }: {
    state: State | null;
    after: string;
    limit: number;
  }): Promise<{ proposals: Proposal[]; next: string | null }> {
    const proposals: Proposal[] = [];
    let from = after;
    // Of a state there may be few among many: what is looked through for a page is bounded.
    for (let looks = 0; looks < LOOKS; looks++) {
      const entries = await this.store.entries('proposal', { prefix: '', after: from, limit: AT_ONCE });
      for (const { name, value } of entries) {
        from = name;
        const proposal = shown(JSON.parse(value) as Header);
        if (state === null || proposal.state === state) proposals.push(proposal);
        if (proposals.length === limit) return { proposals, next: name };
      }
      if (entries.length < AT_ONCE) return { proposals, next: null };
    }
    return { proposals, next: from };
  }

  /** @throws DictumError `not-found` */
  async header(id: string): Promise<Header> {
    const [found] = TIMED_ID.test(id) ? await this.store.entries('proposal', [id]) : [];
    if (found === undefined) throw unknown(id);
    return JSON.parse(found.value) as Header;
  }

  /** What is proposed, and why. @throws DictumError `not-found` */
  async body(id: string): Promise<Body> {
    const [found] = await this.store.entries('draft', [id]);
    if (found === undefined) throw unknown(id);
    // Earlier ones say nothing of what is open or gone.
    return { open: [], gone: [], ...(JSON.parse(found.value) as Partial<Body> & Omit<Body, 'open' | 'gone'>) };
  }

  /** What became of the records, by their addresses. */
  async decisions(id: string, changes: readonly Change[]): Promise<Map<string, Decision>> {
    const found = await this.store.entries(
      'draft',
      changes.map((change) => decisionName(id, change)),
    );
    return new Map(found.map(({ name, value }) => [name.slice(id.length + 3), JSON.parse(value) as Decision]));
  }

  /** Comments in their order. */
  async comments(id: string): Promise<Comment[]> {
    const found = await this.store.entries('draft', { prefix: `${id}/c/`, after: '', limit: MOST_COMMENTS });
    return found.map(({ value }) => JSON.parse(value) as Comment);
  }

  /** Keeps a new proposal, and that it takes the place of another. */
  async add(header: Header, body: Body, { before, now }: { before: Header | null; now: number }): Promise<void> {
    const { by, at } = header;
    await this.store.keepEntries([
      entry('draft', header.id, body),
      entry('proposal', header.id, header),
      eventEntry(now, {
        event: 'proposed',
        proposal: header.id,
        by,
        at,
        records: body.changes.length,
        text: header.comment,
      }),
      ...(before === null
        ? []
        : [
            entry('proposal', before.id, { ...before, supersededBy: header.id }),
            eventEntry(now, {
              event: 'superseded',
              proposal: before.id,
              by,
              at,
              records: before.counts.open,
              supersededBy: header.id,
            }),
          ]),
    ]);
  }

  async decide(id: string, keys: readonly Key[], decision: Decision): Promise<void> {
    const { state, by, at, reason, change } = decision;
    await this.store.keepEntries([
      ...keys.map((key) => entry('draft', decisionName(id, key), decision)),
      eventEntry(Date.parse(at), { event: state, proposal: id, by, at, records: keys.length, text: reason, change }),
    ]);
  }

  /** Opens records again. */
  async undecide(
    id: string,
    keys: readonly Key[],
    { by, at, change }: { by: string; at: string; change: number | null },
  ): Promise<void> {
    await this.store.keepEntries([
      ...keys.map((key) => entry('draft', decisionName(id, key), null)),
      eventEntry(Date.parse(at), { event: 'undone', proposal: id, by, at, records: keys.length, change }),
    ]);
  }

  /** Keeps what is proposed, with what came to it. */
  async extend(id: string, body: Body): Promise<void> {
    await this.store.keepEntries([entry('draft', id, body)]);
  }

  async put(header: Header): Promise<void> {
    await this.store.keepEntries([entry('proposal', header.id, header)]);
  }

  async comment(id: string, now: number, comment: Comment): Promise<void> {
    const name = `${id}/c/${timedId(now)}`;
    const { by, at, text } = comment;
    await this.store.keepEntries([
      entry('draft', name, comment),
      eventEntry(now, { event: 'commented', proposal: id, by, at, records: 0, text }),
    ]);
  }

  /** What was written beside it, in its order, each with its name among the entries. */
  async made(id: string): Promise<(Made & { name: string })[]> {
    const found = await this.store.entries('draft', { prefix: `${id}/m/`, after: '', limit: MOST_MADE });
    return found.map(({ name, value }) => ({ ...(JSON.parse(value) as Made), name }));
  }

  async make(id: string, made: Made): Promise<void> {
    await this.store.keepEntries([entry('draft', `${id}/m/${timedId(Date.parse(made.at))}`, made)]);
  }

  /** Forgets what was written beside it, once that was taken back. */
  async unmake(
    id: string,
    name: string,
    { by, at, change }: { by: string; at: string; change: number | null },
  ): Promise<void> {
    await this.store.keepEntries([
      entry('draft', name, null),
      eventEntry(Date.parse(at), { event: 'undone', proposal: id, by, at, records: 0, change }),
    ]);
  }
}
