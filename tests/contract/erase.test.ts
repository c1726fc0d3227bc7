import { expect, it } from 'vitest';
import { erase } from '../../src/log/erase.ts';
import { statementsOn } from '../../src/log/rests-on.ts';
import { lackingAt, recordsAt } from '../../src/log/checkout.ts';
import { revertChange } from '../../src/log/revert.ts';
import { FileWriter } from '../../src/ingest/file-writer.ts';
import { changesPage } from '../../src/queries/changes.ts';
import type { Key } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, findings, listed, view, write } from '../support/store.ts';
import { actor, check, claim, ground, snapshot, source, statement } from '../support/world.ts';

const A: Key = { type: 'actor', id: 'a' };
const BY = { by: 'cli:ada' };

/** All that the log and what is beside it tell, as one text. */
const everything = async (store: Store): Promise<string> =>
  JSON.stringify([
    await store.changes({ limit: 100, perSet: 100, open: true }),
    await store.entries('file', null),
    await store.scan(null, 100),
    (await changesPage(store, {})).items,
  ]);

onEveryEngine('erasing', (open) => {
  it('takes a field out of what stands, of every earlier state, of search and of what files said', async () => {
    const store = await open();
    const said = (...changes: Parameters<FileWriter['write']>[0]) =>
      new FileWriter(store, { kind: 'seed' }).write(changes);
    await said(actor('a', { description: 'Zweisamkeit', name: 'Anna' }));
    await write(store, actor('a', { description: 'Zweisamkeit again', name: 'Anne' }));
    await write(store, actor('a', { description: 'other', name: 'Anne' }));
    await said(actor('a', { description: 'Zweisamkeit', name: 'Anna', sameAs: ['https://example.org/anna'] }));
    expect(await erase(store, A, { field: 'description', ...BY })).toEqual({
      erased: true,
      from: 1,
      to: 4,
      revisions: 4,
    });
    expect(await everything(store)).not.toContain('Zweisamkeit');
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anne', description: null });
    expect(await listed(store, 'actor', byFilter('q', 'zweisamkeit'))).toEqual([]);
    const then = await store.asOf(2, 'read', [A]);
    expect(JSON.parse((then.readings[0] as { json: string }).json)).toMatchObject({ name: 'Anne', description: null });
    const { sets } = await store.changes({ newestFirst: true, limit: 1, perSet: 1 });
    expect(sets[0]).toMatchObject({
      kind: 'erase',
      by: 'cli:ada',
      records: 0,
      comment: 'actor/a description is erased',
    });
    const [revision] = (await store.revisions({ key: A, before: 4, limit: 1 })).revisions;
    expect(revision).toMatchObject({
      number: 3,
      before: { erased: ['description'] },
      after: { erased: ['description'] },
    });
    expect(await findings(store)).toEqual([]);
    expect(await revertChange(store, 3)).toEqual({ reverted: false, reason: 'erased' });
    await write(store, actor('a', { name: 'Anna' }));
    expect(await findings(store)).toEqual([]);
  });

  it('takes a whole record out, and says so of moments in which it was needed', async () => {
    const store = await open(
      ...ground(),
      snapshot('snapshot-a', { text: 'Geheimes Wort', of: 'Geheimes Wort' }),
      statement('s'),
    );
    await write(store, check('c', { of: { type: 'passage', id: 'passage-a' } }));
    const key: Key = { type: 'snapshot', id: 'snapshot-a' };
    const refused = await erase(store, key, BY);
    expect(refused).toMatchObject({ erased: false, problems: [{ message: expect.stringContaining('check/c') }] });
    expect(await everything(store)).toContain('Geheimes');
    await write(store, { key: { type: 'check', id: 'c' }, record: null, mergedInto: null });
    expect(await erase(store, key, BY)).toMatchObject({ erased: true, from: 1, to: 3 });
    expect(await everything(store)).not.toContain('Geheimes');
    const erased = { code: 'erased', context: { recordType: 'snapshot', id: 'snapshot-a' } };
    await expect(store.asOf(2, 'read', [key])).rejects.toMatchObject(erased);
    await expect(store.asOf(2, 'read', [{ type: 'check', id: 'c' }])).rejects.toMatchObject(erased);
    await expect(recordsAt(store, 2).next()).rejects.toMatchObject({ code: 'erased' });
    expect([...(await lackingAt(store, 1))]).toEqual([['snapshot/snapshot-a', 'is erased']]);
    expect((await lackingAt(store, 3)).size).toBe(1);
    expect((await lackingAt(store, 4)).size).toBe(0);
    expect((await store.asOf(4, 'read', [key])).readings[0]).toMatchObject({ state: 'deleted' });
    expect((await store.asOf(1, 'read', [{ type: 'source', id: 'source-a' }])).readings[0]).toMatchObject({
      state: 'found',
    });
    expect(await findings(store)).toEqual([]);
  });

  it('does not let a record be without what it has to have, but takes away what it was before', async () => {
    const store = await open(...ground(), claim('claim-b', { text: 'Falsch' }));
    const key: Key = { type: 'claim', id: 'claim-b' };
    await write(store, claim('claim-b', { text: 'Richtig' }));
    expect(await erase(store, key, { field: 'text', ...BY })).toMatchObject({
      erased: false,
      problems: [{ message: expect.stringContaining('--earlier') }],
    });
    expect(await erase(store, key, { field: 'text', earlier: true, ...BY })).toMatchObject({
      erased: true,
      from: 1,
      to: 1,
    });
    expect(await everything(store)).not.toContain('Falsch');
    expect(await view(store, 'claim', 'claim-b')).toMatchObject({ text: 'Richtig' });
    await expect(store.asOf(1, 'read', [key])).rejects.toMatchObject({ code: 'erased' });
    expect([...(await lackingAt(store, 1))]).toEqual([['claim/claim-b', 'is erased']]);
    expect((await store.asOf(2, 'read', [key])).readings[0]).toMatchObject({ state: 'found' });
    expect(await findings(store)).toEqual([]);
    await expect(erase(store, { type: 'claim', id: 'nobody' }, BY)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names the statements whose evidence a record is in', async () => {
    const store = await open(
      ...ground(),
      source('apart'),
      statement('s'),
      statement('t'),
      actor('b', { represents: [{ actor: 'speaker-a' }] }),
    );
    expect(await statementsOn(store, { type: 'source', id: 'source-a' })).toEqual({
      statements: ['s', 't'],
      more: false,
    });
    expect(await statementsOn(store, { type: 'source', id: 'apart' })).toEqual({ statements: [], more: false });
  });
});
