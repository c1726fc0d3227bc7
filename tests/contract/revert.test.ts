import { expect, it } from 'vitest';
import { revertChange, type RevertReport } from '../../src/log/revert.ts';
import { keyText } from '../../src/model/ids.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { contents, damage, view, write } from '../support/store.ts';
import { actor, check, claim, deletion, ground, merge, passage, snapshot, statement } from '../support/world.ts';

const change = async (store: Store, ...changes: Change[]): Promise<number> => (await write(store, ...changes)).change!;

const later = (report: RevertReport): string[] =>
  'later' in report ? report.later.map(({ key, revision }) => `${keyText(key)} ${revision}`) : [];

onEveryEngine('undoing a change set', (open) => {
  it('gives each record what it was, says so in a set of its own, and is undone in turn', async () => {
    const store = await open(...ground(), statement('s'), actor('b'));
    const before = await contents(store);
    const number = await change(store, actor('b', { name: 'B' }), claim('claim-a', { text: 'Reworded' }));
    const after = await contents(store);
    expect(await revertChange(store, number, { by: 'desk', comment: 'A slip.' })).toEqual({
      reverted: true,
      change: 3,
      records: 2,
    });
    expect(await contents(store)).toEqual(before);
    const { sets } = await store.changes({ after: 2, limit: 5, perSet: 5 });
    expect(sets).toMatchObject([{ number: 3, by: 'desk', comment: 'A slip.', kind: 'revert', records: 2 }]);
    expect(await revertChange(store, 3)).toMatchObject({ reverted: true, change: 4 });
    expect(await contents(store)).toEqual(after);
    expect(await damage(store)).toEqual([]);
  });

  it('refuses a change set of more records than it may have', async () => {
    const store = await open(actor('a'), actor('b'));
    expect(await revertChange(store, 1, { most: 1 })).toEqual({ reverted: false, reason: 'large' });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'a' });
    expect(await revertChange(store, 1, { most: 2 })).toMatchObject({ reverted: true, records: 2 });
  });

  it('undoes a merge with all that was redirected', async () => {
    const store = await open(...ground(), statement('s'), statement('t', { speakers: ['speaker-a', 'b'] }), actor('b'));
    const before = await contents(store);
    const number = await change(store, merge('actor', 'speaker-a', 'b'));
    expect(await view(store, 'statement', 't')).toMatchObject({ speakers: ['b'] });
    expect(await revertChange(store, number)).toMatchObject({ reverted: true, change: 3 });
    expect(await contents(store)).toEqual(before);
    expect(await damage(store)).toEqual([]);
  });

  it('goes back step by step, since an undone change leaves what the one before it left', async () => {
    const store = await open(actor('u', { name: 'U0' }));
    const first = await contents(store);
    const second = await change(store, actor('u', { name: 'U1' }));
    const third = await change(store, actor('u', { name: 'U2' }));
    const fourth = await change(store, deletion('actor', 'u'));
    expect(await revertChange(store, fourth)).toMatchObject({ reverted: true, records: 1 });
    expect(await revertChange(store, third)).toMatchObject({ reverted: true, records: 1 });
    expect(await view(store, 'actor', 'u')).toMatchObject({ name: 'U1' });
    expect(await revertChange(store, second)).toMatchObject({ reverted: true, records: 1 });
    expect(await contents(store)).toEqual(first);
    expect(await revertChange(store, 1)).toMatchObject({ reverted: true, records: 1 });
    await expect(view(store, 'actor', 'u')).rejects.toThrow('deleted');
    expect(await damage(store)).toEqual([]);
  });

  it('undoes a merge where a later edit of what it redirected was undone, and not before', async () => {
    const store = await open(...ground(), statement('t', { speakers: ['speaker-a', 'b'] }), actor('b'));
    const before = await contents(store);
    const merged = await change(store, merge('actor', 'speaker-a', 'b'));
    const edited = await change(store, statement('t', { speakers: ['b'], note: 'Edited.' }));
    expect(later(await revertChange(store, merged))).toEqual([`statement/t ${edited}`]);
    expect(await revertChange(store, edited)).toMatchObject({ reverted: true });
    expect(await revertChange(store, merged)).toMatchObject({ reverted: true });
    expect(await contents(store)).toEqual(before);
    expect(await damage(store)).toEqual([]);
  });

  it('undoes a creation and a deletion, with what went along', async () => {
    const store = await open(...ground(), snapshot('snapshot-a'));
    const created = await change(store, passage('p'), check('c', { of: { type: 'passage', id: 'p' } }));
    const deleted = await change(store, deletion('passage', 'p'));
    expect(await revertChange(store, deleted)).toMatchObject({ reverted: true, records: 2 });
    expect(await view(store, 'check', 'c')).toMatchObject({ status: 'verified' });
    expect(await revertChange(store, created)).toMatchObject({ reverted: true, change: 5, records: 2 });
    await expect(view(store, 'passage', 'p')).rejects.toThrow('deleted');
    expect(await revertChange(store, 4)).toEqual({ reverted: true, change: null, records: 0 });
    expect(await revertChange(store, 5)).toMatchObject({ reverted: true, records: 2 });
    expect(await revertChange(store, 4)).toMatchObject({ reverted: true, records: 2 });
    expect(await damage(store)).toEqual([]);
  });

  it('names the later changes that rest on it, and changes nothing', async () => {
    const store = await open(...ground(), actor('b'));
    const number = await change(store, actor('b', { name: 'B' }), claim('claim-a', { text: 'Reworded' }));
    await write(store, actor('b', { name: 'Bee' }));
    const report = await revertChange(store, number);
    expect([report.reverted, later(report)]).toEqual([false, ['actor/b 3']]);
    expect(await view(store, 'claim', 'claim-a')).toMatchObject({ text: 'Reworded' });
    expect(await store.lastChange()).toBe(3);
  });

  it('names the records that refer to one it would take away', async () => {
    const store = await open(...ground());
    const number = await change(store, actor('b'));
    await write(store, statement('s', { speakers: ['b'] }));
    const report = await revertChange(store, number);
    expect(report).toMatchObject({ reverted: false, reason: 'rests', later: [] });
    expect('problems' in report && report.problems[0]!.message).toContain('statement/s');
    expect(await view(store, 'actor', 'b')).toMatchObject({ name: 'b' });
  });

  it('does nothing twice, and rehearses', async () => {
    const store = await open(actor('b'));
    const number = await change(store, actor('b', { name: 'B' }));
    expect(await revertChange(store, number, { rehearsal: true })).toEqual({
      reverted: true,
      change: null,
      records: 1,
    });
    expect(await store.lastChange()).toBe(2);
    expect(await revertChange(store, number)).toMatchObject({ change: 3 });
    expect(await revertChange(store, number)).toEqual({ reverted: true, change: null, records: 0 });
  });

  it('says why one cannot be undone at all', async () => {
    const store = await open(actor('a'));
    const report = await store.write([actor('b')], { kind: 'import', open: true });
    expect(await revertChange(store, report.written ? report.change! : 0)).toEqual({ reverted: false, reason: 'open' });
    expect(await revertChange(store, 7)).toEqual({ reverted: false, reason: 'absent' });
    expect(await revertChange(store, 0)).toEqual({ reverted: false, reason: 'absent' });
  });
});
