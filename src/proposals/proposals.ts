import { createHash } from 'node:crypto';
import { edit } from '../edit/edit.ts';
import { operationsOf } from '../edit/batch.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import { rememberedIn, type Once } from '../store/entries.ts';
import type { Store } from '../store/port.ts';
import type { Accepting, Decision, Proposal, Proposed, Rejecting, State, Undoing, WholeProposal } from './form.ts';
import { eventLog, eventsAfter, type ProposalEvent } from './events.ts';
import { withReferences } from './references.ts';
import { countsOf, decidedBefore, idNow, KeptProposals, shown, stateOf, type Change, type Header } from './kept.ts';
import { takeBack, type TakenBack } from './take-back.ts';

/*
 * Proposals: changes that wait for somebody to look at them. They show in no answer of the graph.
 */

/** For how long it is remembered that some records were accepted, so that a repeated request finds the change set: for good. */
const FOR_GOOD = Date.UTC(9999, 0);

export class Proposals {
  private readonly store: Store;
  private readonly kept: KeptProposals;
  /** Whether a proposal has to be accepted by somebody else than who made it. */
  private readonly bySecond: boolean;
  private readonly now: () => number;

  constructor(store: Store, { bySecond = false, now = Date.now }: { bySecond?: boolean; now?: () => number } = {}) {
    this.store = store;
    this.kept = new KeptProposals(store);
    this.bySecond = bySecond;
    this.now = now;
  }

  private at(): string {
    return new Date(this.now()).toISOString();
  }

  /**
   * Keeps a proposal, checked as if it were written.
   * @throws DictumError as `edit` does; `not-found`, `proposal-decided` of one that it supersedes
   */
  async propose(proposed: Proposed, by: string): Promise<Proposal> {
    await this.check(proposed.changes, by);
    const { supersedes = null } = proposed;
    const before = supersedes === null ? null : await this.kept.header(supersedes);
    if (before !== null && stateOf(before) !== 'open') throw decidedBefore(before);
    const now = this.now();
    const id = idNow(now);
    const header: Header = {
      id,
      comment: proposed.comment ?? null,
      by,
      at: new Date(now).toISOString(),
      counts: { open: proposed.changes.length, accepted: 0, rejected: 0 },
      supersedes,
      supersededBy: null,
    };
    await this.kept.add(
      header,
      { changes: proposed.changes, notes: proposed.notes, open: proposed.open, gone: proposed.gone },
      { before, now },
    );
    return shown(header);
  }

  private async check(changes: readonly Change[], by: string): Promise<void> {
    await edit(this.store, operationsOf({ changes: [...changes] }), {
      by,
      comment: null,
      dryRun: true,
      pointer: (i) => `/changes/${i}`,
    });
  }

  /** A page of proposals, the newest first; those of a state where one is named. */
  list(asked: {
    state: State | null;
    after: string;
    limit: number;
  }): Promise<{ proposals: Proposal[]; next: string | null }> {
    return this.kept.list(asked);
  }

  /** What happened to proposals behind an event, in the order in which it was kept. */
  events({ after, limit }: { after: string; limit: number }): Promise<{ events: ProposalEvent[]; more: boolean }> {
    return eventsAfter(this.store, { after, limit });
  }

  /** What happens to proposals, as a log that is followed. */
  eventLog(): ReturnType<typeof eventLog> {
    return eventLog(this.store);
  }

  /** A proposal with its records, decisions and comments. @throws DictumError `not-found` */
  async read(id: string): Promise<WholeProposal> {
    const [header, { changes, notes, open, gone }] = [await this.kept.header(id), await this.kept.body(id)];
    const decisions = await this.kept.decisions(id, changes);
    const comments = await this.kept.comments(id);
    const made = await this.kept.made(id);
    const byRecord = new Map(notes.map((note) => [keyText(note), note]));
    return {
      ...shown({ ...header, counts: countsOf(changes, decisions) }),
      changes: changes.map((change) => ({
        change,
        note: byRecord.get(keyText(change)) ?? null,
        decision: decisions.get(keyText(change)) ?? null,
      })),
      open,
      gone,
      comments,
      made: made.map(({ by, at, change }) => ({ by, at, change })),
    };
  }

  /** The changes that are meant, of those that are open. */
  private chosen(
    header: Header,
    changes: readonly Change[],
    decisions: ReadonlyMap<string, Decision>,
    records: readonly Key[] | undefined,
  ): Change[] {
    const open = changes.filter((change) => !decisions.has(keyText(change)));
    if (header.supersededBy !== null || open.length === 0) throw decidedBefore(header);
    if (records === undefined) return open;
    for (const key of records) {
      if (open.some((change) => keyText(change) === keyText(key))) continue;
      const known = changes.some((change) => keyText(change) === keyText(key));
      throw new DictumError(
        'proposal-decided',
        known
          ? `${keyText(key)} of proposal ${header.id} was decided before`
          : `proposal ${header.id} has no ${keyText(key)}`,
        { context: { id: header.id } },
      );
    }
    const wanted = new Set(records.map(keyText));
    return open.filter((change) => wanted.has(keyText(change)));
  }

  /**
   * Writes records of a proposal in one change set, with those that they refer to in it. Repeated, it finds what it wrote.
   * @throws DictumError `not-found`, `proposal-decided`, `own-proposal`; what `edit` throws, and nothing is decided then
   */
  async accept(
    id: string,
    { records, corrected = [], added = [] }: Partial<Accepting>,
    by: string,
  ): Promise<{ proposal: Proposal; change: number | null }> {
    const header = await this.kept.header(id);
    if (this.bySecond && header.by === by)
      throw new DictumError('own-proposal', `proposal ${id} is yours; somebody else has to accept it`, {
        context: { id },
      });
    const body = await this.kept.body(id);
    const own = new Set(body.changes.map(keyText));
    const fresh = added.filter((change) => !own.has(keyText(change)));
    const changes = [...body.changes, ...fresh];
    const decisions = await this.kept.decisions(id, changes);
    const corrections = new Map(corrected.map((each) => [keyText(each), each.record]));
    const current = changes.map((change) => {
      const record = corrections.get(keyText(change));
      return record === undefined || change.op !== 'put' ? change : { ...change, record };
    });
    const open = current.filter((change) => !decisions.has(keyText(change)));
    const chosen = withReferences(this.chosen(header, current, decisions, records), open);
    const print = createHash('sha256').update(JSON.stringify(chosen)).digest('hex');
    const again = header.undone === undefined ? '' : `${header.undone}/`;
    const once: Once = { name: `proposal/${id}/${again}${print}`, print, status: 200, expires: FOR_GOOD };
    // Written before, and the service ended before that was told of the proposal.
    const [before] = await this.store.entries('answer', [once.name]);
    const change =
      before === undefined ? await this.write(header, changes, chosen, by, once) : rememberedIn(before.value).change;
    if (fresh.length > 0) await this.kept.extend(id, { ...body, changes });
    return {
      proposal: await this.decide(header, changes, chosen, {
        state: 'accepted',
        by,
        at: this.at(),
        reason: null,
        change,
      }),
      change,
    };
  }

  private async write(
    header: Header,
    changes: readonly Change[],
    chosen: readonly Change[],
    by: string,
    once: Once,
  ): Promise<number | null> {
    const comment = [header.comment, `proposal ${header.id} by ${header.by}`].filter(Boolean).join('; ');
    const places = chosen.map((change) => changes.findIndex((each) => keyText(each) === keyText(change)));
    const edited = await edit(this.store, operationsOf({ changes: [...chosen] }), {
      by,
      comment,
      once,
      pointer: (i) => `/changes/${places[i]!}`,
    });
    if ('report' in edited) return edited.report.change ?? null;
    if ('repeated' in edited) return rememberedIn(edited.repeated).change;
    throw new Error('a batch leads to no other record');
  }

  /** @throws DictumError `not-found`, `proposal-decided` */
  async reject(id: string, { records, reason }: Rejecting, by: string): Promise<Proposal> {
    const header = await this.kept.header(id);
    const { changes } = await this.kept.body(id);
    const chosen = this.chosen(header, changes, await this.kept.decisions(id, changes), records);
    return this.decide(header, changes, chosen, { state: 'rejected', by, at: this.at(), reason, change: null });
  }

  /** Keeps that a change set was made beside a proposal, so that it is taken back as decisions are. */
  async made(
    id: string,
    { change, accepted, by }: { change: number; accepted: number | null; by: string },
  ): Promise<void> {
    await this.kept.make(id, { by, at: this.at(), change, accepted });
  }

  /**
   * Takes the last decision back: what it wrote is undone, and its records are open again. What was made beside the
   * proposal since is taken back first, with the acceptance that it needed.
   * @throws DictumError `not-found`; `proposal-decided` where nothing is decided, it is superseded, or somebody decided
   * since; `not-revertible` where something later rests on what was written
   */
  undo(id: string, { at }: Undoing, by: string): Promise<TakenBack> {
    return takeBack({ store: this.store, kept: this.kept, now: () => this.at() }, id, { at, by });
  }

  private async decide(
    header: Header,
    changes: readonly Change[],
    chosen: readonly Change[],
    decision: Decision,
  ): Promise<Proposal> {
    const { id } = header;
    await this.kept.decide(id, chosen, decision);
    // Counted from what is kept, so that of several who decide at once the last one counts all.
    const counts = countsOf(changes, await this.kept.decisions(id, changes));
    const kept = { ...(await this.kept.header(id)), counts };
    await this.kept.put(kept);
    return shown(kept);
  }

  /** @throws DictumError `not-found` */
  async comment(id: string, text: string, by: string): Promise<WholeProposal['comments'][number]> {
    await this.kept.header(id);
    const comment = { by, at: this.at(), text };
    await this.kept.comment(id, this.now(), comment);
    return comment;
  }
}
