import { expect, it } from 'vitest';
import { DictumError } from '../../src/model/errors.ts';
import { Batch, operationsOf } from '../../src/edit/batch.ts';
import { edit } from '../../src/edit/edit.ts';
import { Accepting, Proposed } from '../../src/proposals/form.ts';
import { Proposals } from '../../src/proposals/proposals.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, view } from '../support/store.ts';
import { actor } from '../support/world.ts';

const put = (type: string, id: string, record: object) => ({ op: 'put', type, id, revision: null, record });

const CHANGES = [
  put('source', 'report', { csl: { type: 'webpage', title: 'A report' } }),
  put('passage', 'report-1', { source: 'report', locator: { paragraph: 1, sentence: 1 } }),
  put('claim', 'grows', { text: 'Trade grows.' }),
  put('claim', 'shrinks', { text: 'Trade shrinks.' }),
  put('statement', 'said', { mode: 'indirect-speech', speakers: ['ada'], claims: ['grows'], passages: ['report-1'] }),
];
const proposed = (changes: object[] = CHANGES, more: object = {}): Proposed =>
  Proposed.parse({ comment: 'A draft', changes, ...more });
const accepting = (body: object = {}): Accepting => Accepting.parse(body);
const said = [{ type: 'statement' as const, id: 'said' }];

const refusal = async (work: Promise<unknown>): Promise<[string, string]> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof DictumError) return [error.code, error.message];
    throw error;
  }
  throw new Error('nothing was refused');
};

onEveryEngine('proposals', (open) => {
  const opened = async (): Promise<{ store: Store; proposals: Proposals }> => {
    const store = await open(actor('ada'));
    return { store, proposals: new Proposals(store) };
  };

  it('show in no answer, and are written when they are accepted, in one change set', async () => {
    const { store, proposals } = await opened();
    const version = await store.version();
    const { id, state, counts } = await proposals.propose(proposed(), 'Ben');
    expect({ state, counts }).toEqual({ state: 'open', counts: { open: 5, accepted: 0, rejected: 0 } });
    expect(await store.version()).toBe(version);
    expect(await listed(store, 'statement')).toEqual([]);
    const { proposal, change } = await proposals.accept(id, accepting(), 'Cem');
    expect(proposal).toMatchObject({ state: 'accepted', counts: { open: 0, accepted: 5, rejected: 0 } });
    expect(await view(store, 'statement', 'said')).toMatchObject({ speakers: ['ada'] });
    const { sets } = await store.changes({ after: change! - 1, limit: 1, perSet: 10 });
    expect(sets[0]).toMatchObject({ number: change, by: 'Cem', comment: `A draft; proposal ${id} by Ben` });
    expect(await findings(store)).toEqual([]);
  });

  it('are accepted record by record with what those refer to, and rejected with a reason', async () => {
    const { store, proposals } = await opened();
    const wrong = { ...CHANGES[4], record: { ...(CHANGES[4] as { record: object }).record, speakers: ['adda'] } };
    expect(await refusal(proposals.propose(proposed([...CHANGES.slice(0, 4), wrong]), 'Ben'))).toEqual([
      'invalid-record',
      'there is no actor adda (did you mean ada?); write it too, or correct the id',
    ]);
    const { id } = await proposals.propose(proposed(), 'Ben');
    const { proposal } = await proposals.accept(id, accepting({ records: said }), 'Cem');
    expect(proposal).toMatchObject({ state: 'open', counts: { open: 1, accepted: 4, rejected: 0 } });
    expect(await listed(store, 'claim')).toEqual(['grows']);
    expect(await refusal(proposals.accept(id, accepting({ records: said }), 'Cem'))).toEqual([
      'proposal-decided',
      `statement/said of proposal ${id} was decided before`,
    ]);
    expect(await proposals.reject(id, { reason: 'Nobody says so.' }, 'Cem')).toMatchObject({
      state: 'accepted',
      counts: { open: 0, accepted: 4, rejected: 1 },
    });
    const whole = await proposals.read(id);
    expect(whole.changes.map(({ decision }) => [decision!.state, decision!.reason])).toEqual([
      ['accepted', null],
      ['accepted', null],
      ['accepted', null],
      ['rejected', 'Nobody says so.'],
      ['accepted', null],
    ]);
    expect((await refusal(proposals.reject(id, { reason: 'again' }, 'Cem')))[0]).toBe('proposal-decided');
  });

  it('are corrected on the way, and nothing is decided where something is wrong', async () => {
    const { store, proposals } = await opened();
    const { id } = await proposals.propose(proposed(), 'Ben');
    const wrong = { corrected: [{ type: 'claim', id: 'grows', record: { txt: 'Trade grew.' } }] };
    const [code] = await refusal(proposals.accept(id, accepting(wrong), 'Cem'));
    expect(code).toBe('invalid-record');
    expect(await proposals.read(id)).toMatchObject({ state: 'open', counts: { open: 5 } });
    const right = { corrected: [{ type: 'claim', id: 'grows', record: { text: 'Trade grew.' } }] };
    await proposals.accept(id, accepting(right), 'Cem');
    expect(await view(store, 'claim', 'grows')).toMatchObject({ text: 'Trade grew.' });
  });

  it('are decided anew where the last decision is taken back, an acceptance with all that it wrote', async () => {
    const { store, proposals } = await opened();
    const { id } = await proposals.propose(proposed(), 'Ben');
    await proposals.reject(id, { records: [{ type: 'claim', id: 'shrinks' }], reason: 'Nobody says so.' }, 'Cem');
    const { change } = await proposals.accept(id, accepting({ records: said }), 'Cem');
    const undone = await proposals.undo(id, {}, 'Dora');
    expect(undone).toMatchObject({ proposal: { counts: { open: 4, accepted: 0, rejected: 1 } }, change: change! + 1 });
    expect(undone.proposal).not.toHaveProperty('undone');
    expect(await listed(store, 'claim')).toEqual([]);
    expect((await store.changes({ after: change!, limit: 1, perSet: 10 })).sets[0]).toMatchObject({
      by: 'Dora',
      comment: `takes back what was accepted of proposal ${id}`,
    });
    // What is accepted again is written again.
    const again = await proposals.accept(id, accepting({ records: said }), 'Cem');
    expect(again.change).toBe(change! + 2);
    expect(await listed(store, 'claim')).toEqual(['grows']);
    const [first, second] = [await proposals.undo(id, {}, 'Cem'), await proposals.undo(id, {}, 'Cem')];
    expect([first.proposal.counts, second.proposal.counts]).toEqual([
      { open: 4, accepted: 0, rejected: 1 },
      { open: 5, accepted: 0, rejected: 0 },
    ]);
    expect(await refusal(proposals.undo(id, {}, 'Cem'))).toEqual([
      'proposal-decided',
      `nothing of proposal ${id} is decided`,
    ]);
    // What was made beside it since goes first, with what it needed to be accepted.
    await proposals.reject(id, { records: [{ type: 'claim', id: 'shrinks' }], reason: 'Nobody says so.' }, 'Cem');
    const passage = [{ type: 'passage' as const, id: 'report-1' }];
    const { change: accepted } = await proposals.accept(id, accepting({ records: passage }), 'Cem');
    const written = async (by: string, ...changes: object[]): Promise<number> => {
      const edited = await edit(store, operationsOf(Batch.parse({ changes })), { by, comment: null });
      return 'report' in edited ? edited.report.change! : 0;
    };
    const statement = { mode: 'indirect-speech', speakers: ['ada'], claims: ['sinks'], passages: ['report-1'] };
    const sinks = put('claim', 'sinks', { text: 'Trade sinks.' });
    const made = await written('Cem', sinks, put('statement', 'made', statement));
    await proposals.made(id, { change: made, accepted, by: 'Cem' });
    expect((await proposals.read(id)).made).toEqual([{ by: 'Cem', at: expect.any(String), change: made }]);
    expect(await proposals.undo(id, {}, 'Cem')).toMatchObject({
      proposal: { counts: { open: 4, accepted: 0, rejected: 1 } },
      keys: [{ type: 'source' }, { type: 'passage' }],
      change: made + 2,
      changes: [made + 1, made + 2],
    });
    expect([await listed(store, 'statement'), await listed(store, 'passage')]).toEqual([[], []]);
    expect((await proposals.read(id)).made).toEqual([]);
    // What something else has come to need since stays accepted.
    const { change: acceptedAgain } = await proposals.accept(id, accepting({ records: passage }), 'Cem');
    const madeAgain = await written('Cem', sinks, put('statement', 'made', statement));
    await proposals.made(id, { change: madeAgain, accepted: acceptedAgain, by: 'Cem' });
    await written(
      'Eve',
      put('claim', 'other', { text: 'Another.' }),
      put('statement', 'needs', { ...statement, claims: ['other'] }),
    );
    expect(await proposals.undo(id, {}, 'Cem')).toMatchObject({
      proposal: { counts: { open: 2, accepted: 2, rejected: 1 } },
      keys: [],
      change: madeAgain + 2,
      changes: [madeAgain + 2],
    });
    expect([await listed(store, 'statement'), (await proposals.read(id)).made]).toEqual([['needs'], []]);
    expect((await refusal(proposals.undo(id, {}, 'Cem')))[0]).toBe('not-revertible');
    expect(await findings(store)).toEqual([]);
  });

  it('leave what happened to them in a feed of their own, in the order of time', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await open(actor('ada'));
    const proposals = new Proposals(store, { now: () => (now += 1000) });
    const first = await proposals.propose(proposed(), 'Ben');
    await proposals.comment(first.id, 'Is that so?', 'Cem');
    const { id } = await proposals.propose(proposed(CHANGES, { supersedes: first.id }), 'Ben');
    const shrinks = [{ type: 'claim' as const, id: 'shrinks' }];
    await proposals.reject(id, { records: shrinks, reason: 'nobody says so' }, 'Cem');
    const { change } = await proposals.accept(id, accepting(), 'Dora');
    await refusal(proposals.accept(id, accepting(), 'Dora'));
    await proposals.undo(id, {}, 'Dora');
    const { events, more } = await proposals.events({ after: '', limit: 50 });
    expect(more).toBe(false);
    expect(events.map(({ event, proposal, by, records }) => `${event} ${proposal} ${by} ${records}`)).toEqual([
      `proposed ${first.id} Ben 5`,
      `commented ${first.id} Cem 0`,
      `proposed ${id} Ben 5`,
      `superseded ${first.id} Ben 5`,
      `rejected ${id} Cem 1`,
      `accepted ${id} Dora 4`,
      `undone ${id} Dora 4`,
    ]);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
    const of = (event: string) => events.find((each) => each.event === event)!;
    expect([of('accepted').change, of('undone').change, of('rejected').text, of('commented').text]).toEqual([
      change,
      change! + 1,
      'nobody says so',
      'Is that so?',
    ]);
    expect(of('superseded').supersededBy).toBe(id);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const page = await proposals.events({ after, limit: 2 });
      paged.push(...page.events.map((event) => event.id));
      if (!page.more) break;
      after = paged.at(-1)!;
    }
    expect(paged).toEqual(events.map((event) => event.id));
    // Another process may be behind in time: who has read up to here misses nothing of it.
    const early = new Proposals(store, { now: () => Date.UTC(2025, 0, 1) });
    const log = proposals.eventLog();
    const place = await log.begins();
    expect(place).toBe(paged.at(-1));
    await Promise.all(['x', 'y', 'z'].map((text) => early.comment(id, text, 'Eve')));
    await proposals.comment(id, 'w', 'Eve');
    const { events: later } = await proposals.events({ after: place, limit: 50 });
    expect(new Set(later.slice(0, 3).map(({ text }) => text))).toEqual(new Set(['x', 'y', 'z']));
    expect(later.slice(3).map(({ text }) => text)).toEqual(['w']);
    expect(await log.newest()).toBe(later[3]!.id);
    // The feed of the graph has what was written, and nothing of what was proposed alone.
    expect((await store.changes({ after: 0, limit: 10, perSet: 10 })).sets.map(({ by }) => by)).toEqual([
      null,
      'Dora',
      'Dora',
    ]);
  });

  it('take nothing back where somebody decided since, something rests on it, or another took their place', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await open(actor('ada'));
    const proposals = new Proposals(store, { now: () => (now += 1000) });
    const { id } = await proposals.propose(proposed(), 'Ben');
    await proposals.accept(id, accepting({ records: [{ type: 'claim', id: 'grows' }] }), 'Cem');
    const { changes } = await proposals.read(id);
    const { at } = changes.find(({ decision }) => decision !== null)!.decision!;
    await proposals.accept(id, accepting({ records: said }), 'Dora');
    expect(await refusal(proposals.undo(id, { at }, 'Cem'))).toEqual([
      'proposal-decided',
      expect.stringMatching(/^Dora decided on proposal/),
    ]);
    const other = await proposals.propose(proposed([put('claim', 'new', { text: 'It is new.' })]), 'Ben');
    await proposals.accept(other.id, accepting(), 'Cem');
    await edit(
      store,
      operationsOf(
        Batch.parse({
          changes: [
            put('statement', 'rests', {
              mode: 'indirect-speech',
              speakers: ['ada'],
              claims: ['new'],
              passages: ['report-1'],
            }),
          ],
        }),
      ),
      { by: null, comment: null },
    );
    expect((await refusal(proposals.undo(other.id, {}, 'Cem')))[0]).toBe('not-revertible');
    expect((await proposals.read(other.id)).state).toBe('accepted');
    const next = await proposals.propose(
      proposed([put('claim', 'newer', { text: 'It is newer.' })], { supersedes: id }),
      'Ben',
    );
    expect(await refusal(proposals.undo(id, {}, 'Cem'))).toEqual([
      'proposal-decided',
      `proposal ${id} was superseded by ${next.id}`,
    ]);
  });

  it('take in new records that what is accepted needs', async () => {
    const { store, proposals } = await opened();
    const { id } = await proposals.propose(proposed(), 'Ben');
    const { proposal } = await proposals.accept(
      id,
      accepting({
        records: said,
        corrected: [{ ...said[0], record: { ...CHANGES[4]!.record, speakers: ['cleo'] } }],
        added: [put('actor', 'cleo', { kind: 'person', name: 'Cleo Cruz' })],
      }),
      'Cem',
    );
    expect(proposal.counts).toEqual({ open: 1, accepted: 5, rejected: 0 });
    expect(await view(store, 'statement', 'said')).toMatchObject({ speakers: ['cleo'] });
    expect((await proposals.read(id)).changes.at(-1)).toMatchObject({
      change: { type: 'actor', id: 'cleo' },
      decision: { state: 'accepted' },
    });
    await proposals.undo(id, {}, 'Cem');
    expect(await listed(store, 'actor')).toEqual(['ada']);
  });

  it('are checked as if they were written', async () => {
    const { proposals } = await opened();
    const error = await proposals
      .propose(
        proposed([
          put('statement', 'x', { mode: 'indirect-speech', speakers: ['nobody'], claims: ['grows'], passages: ['p'] }),
        ]),
        'Ben',
      )
      .catch((thrown: unknown) => thrown as DictumError);
    expect(error).toMatchObject({ code: 'invalid-record' });
    expect((error as DictumError).faults.map((fault) => 'pointer' in fault && fault.pointer)).toEqual([
      '/changes/0/record/speakers/0',
      '/changes/0/record/claims/0',
      '/changes/0/record/passages/0',
    ]);
    expect((await proposals.list({ state: null, after: '', limit: 10 })).proposals).toEqual([]);
  });

  it('are told to have been written where the service ended before that was kept', async () => {
    const { store, proposals } = await opened();
    const { id } = await proposals.propose(proposed(), 'Ben');
    let puts = 0;
    const dying = new Proxy(store, {
      get: (target, name) => {
        if (name === 'keepEntries' && puts++ === 0) return () => Promise.reject(new Error('killed'));
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value as (...of: unknown[]) => unknown).bind(target) : value;
      },
    });
    await expect(new Proposals(dying).accept(id, accepting(), 'Cem')).rejects.toThrow('killed');
    expect(await proposals.read(id)).toMatchObject({ state: 'open' });
    const before = await store.lastChange();
    const { proposal, change } = await proposals.accept(id, accepting(), 'Cem');
    expect(proposal.state).toBe('accepted');
    expect(change).toBe(before);
    expect(await store.lastChange()).toBe(before);
  });

  it('are superseded, listed by state and page by page, and commented on', async () => {
    const { store } = await opened();
    let now = Date.UTC(2025, 0, 1);
    const proposals = new Proposals(store, { now: () => (now += 1000) });
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await proposals.propose(proposed(), 'Ben')).id);
    const next = await proposals.propose(proposed(CHANGES, { supersedes: ids[2] }), 'Ben');
    await proposals.reject(ids[0]!, { reason: 'no' }, 'Cem');
    const all = (state: 'open' | null) =>
      proposals
        .list({ state, after: '', limit: 10 })
        .then((page) => page.proposals.map((each) => [each.id, each.state]));
    expect(await all(null)).toEqual([
      [next.id, 'open'],
      [ids[2], 'superseded'],
      [ids[1], 'open'],
      [ids[0], 'rejected'],
    ]);
    expect(await all('open')).toEqual([
      [next.id, 'open'],
      [ids[1], 'open'],
    ]);
    const first = await proposals.list({ state: null, after: '', limit: 3 });
    expect(first.proposals).toHaveLength(3);
    expect((await proposals.list({ state: null, after: first.next!, limit: 3 })).proposals.map(({ id }) => id)).toEqual(
      [ids[0]],
    );
    expect(await refusal(proposals.accept(ids[2]!, accepting(), 'Cem'))).toEqual([
      'proposal-decided',
      `proposal ${ids[2]} was superseded by ${next.id}`,
    ]);
    expect((await refusal(proposals.propose(proposed(CHANGES, { supersedes: ids[0] }), 'Ben')))[0]).toBe(
      'proposal-decided',
    );
    await proposals.comment(next.id, 'Who says so?', 'Cem');
    await proposals.comment(next.id, 'Ada.', 'Ben');
    expect((await proposals.read(next.id)).comments.map(({ by, text }) => [by, text])).toEqual([
      ['Cem', 'Who says so?'],
      ['Ben', 'Ada.'],
    ]);
    expect((await refusal(proposals.read('nothing')))[0]).toBe('not-found');
  });

  it('are accepted by somebody else where that is asked for', async () => {
    const { store } = await opened();
    const proposals = new Proposals(store, { bySecond: true });
    const { id } = await proposals.propose(proposed(), 'Ben');
    expect((await refusal(proposals.accept(id, accepting(), 'Ben')))[0]).toBe('own-proposal');
    expect((await proposals.accept(id, accepting(), 'Cem')).proposal.state).toBe('accepted');
  });
});
