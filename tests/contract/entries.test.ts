import { expect, it } from 'vitest';
import { onEveryEngine } from '../support/engines.ts';
import { contents } from '../support/store.ts';
import { rememberedIn } from '../../src/store/entries.ts';
import { actor, ground, snapshot, topic } from '../support/world.ts';

/*
 * What the service keeps for itself beside the graph.
 */

const HOUR_MS = 3_600_000;

onEveryEngine('entries', (open) => {
  it('are found by their space and name, in order of name', async () => {
    const store = await open();
    await store.keepEntries([
      { space: 'token', name: 'b', value: '{"n":2}' },
      { space: 'token', name: 'a', value: '{"n":1}' },
      { space: 'answer', name: 'a', value: 'other' },
    ]);
    expect(await store.entries('token', null)).toEqual([
      { name: 'a', value: '{"n":1}', expires: null },
      { name: 'b', value: '{"n":2}', expires: null },
    ]);
    expect(await store.entries('token', ['b', 'c'])).toEqual([{ name: 'b', value: '{"n":2}', expires: null }]);
    expect(await store.entries('token-use', null)).toEqual([]);
  });

  it('take the place of those of the same name, and go where their value is null', async () => {
    const store = await open();
    await store.keepEntries([{ space: 'token', name: 'a', value: 'old' }]);
    await store.keepEntries([{ space: 'token', name: 'a', value: 'new' }]);
    expect(await store.entries('token', null)).toEqual([{ name: 'a', value: 'new', expires: null }]);
    await store.keepEntries([{ space: 'token', name: 'a', value: null }]);
    expect(await store.entries('token', null)).toEqual([]);
  });

  it('are not there any more once their time has come', async () => {
    const store = await open();
    const later = Date.now() + HOUR_MS;
    await store.keepEntries([
      { space: 'answer', name: 'gone', value: 'x', expires: Date.now() - 1 },
      { space: 'answer', name: 'there', value: 'y', expires: later },
    ]);
    expect(await store.entries('answer', null)).toEqual([{ name: 'there', value: 'y', expires: later }]);
    expect(await store.entries('answer', ['gone'])).toEqual([]);
  });

  it('are no part of the graph: its version, its export and its check stay as they were', async () => {
    const store = await open(actor('a'));
    const [version, text] = [await store.version(), await contents(store)];
    await store.keepEntries([{ space: 'token', name: 'a', value: 'x' }]);
    expect([await store.version(), await contents(store)]).toEqual([version, text]);
    for (let done = await store.compare(); done !== null; done = await store.compare())
      expect(done.findings).toEqual([]);
  });

  it('are still there when all is derived anew', async () => {
    const store = await open(actor('a'));
    await store.keepEntries([{ space: 'token', name: 'a', value: 'x' }]);
    for (let done = await store.migrate({ anew: true }); done !== null; done = await store.migrate());
    expect(await store.entries('token', null)).toEqual([{ name: 'a', value: 'x', expires: null }]);
  });
});

onEveryEngine('a write that is made once', (open) => {
  const once = (name = 'key') => ({ name, print: 'p', status: 201, expires: Date.now() + HOUR_MS });

  it('is remembered with its change set, and not made again', async () => {
    const store = await open();
    const report = await store.write([actor('a')], { once: once() });
    expect(report).toMatchObject({ written: true, change: 1 });
    const [entry] = await store.entries('answer', ['key']);
    expect(rememberedIn(entry!.value)).toEqual({ print: 'p', status: 201, change: 1 });
    // Whatever the second one is, also where it could not be written.
    expect(await store.write([actor('b')], { once: once(), expected: new Map([['actor/a', 99]]) })).toEqual({
      written: false,
      problems: [],
      repeated: entry!.value,
    });
    expect(await store.lastChange()).toBe(1);
    expect((await store.read([{ type: 'actor', id: 'b' }])).readings).toMatchObject([{ state: 'absent' }]);
  });

  it('is not remembered where it was refused or rehearsed, and is where it changed nothing', async () => {
    const store = await open(actor('a'));
    await store.write([topic('x', { broader: ['nowhere'] })], { once: once('refused') });
    await store.write([topic('x')], { once: once('stale'), expected: new Map([['actor/a', 99]]) });
    await store.write([topic('x')], { once: once('tried'), rehearsal: true });
    expect(await store.entries('answer', null)).toEqual([]);
    await store.write([actor('a')], { once: once('same') });
    const [entry] = await store.entries('answer', ['same']);
    expect(rememberedIn(entry!.value).change).toBeNull();
  });

  it('is one of several that come at once', async () => {
    const store = await open();
    const reports = await Promise.all([1, 2, 3].map((n) => store.write([actor(`a${n}`)], { once: once() })));
    expect(reports.filter(({ written }) => written)).toHaveLength(1);
    expect(await store.lastChange()).toBe(1);
  });
});

onEveryEngine('fields that a write leaves out', (open) => {
  it('stay as they are stored, where the record is', async () => {
    const TEXT = 'We will keep the peace.';
    const store = await open(...ground(), snapshot('kept', { of: TEXT, text: TEXT }));
    const without = { ...snapshot('kept', { of: TEXT, note: 'Read again.' }), keeps: ['text'] };
    expect(await store.write([without, { ...snapshot('new', { of: TEXT }), keeps: ['text'] }])).toMatchObject({
      updated: 1,
      created: 1,
    });
    const written = await store.written([
      { type: 'snapshot', id: 'kept' },
      { type: 'snapshot', id: 'new' },
    ]);
    expect(written.map((json) => JSON.parse(json!))).toMatchObject([
      { note: 'Read again.', text: TEXT },
      { note: null, text: null },
    ]);
  });
});

onEveryEngine('a rehearsal', (open) => {
  it('tells in detail which answers and which evidence would change', async () => {
    const store = await open(topic('wide'), topic('narrow', { broader: ['wide'] }));
    const report = await store.write([topic('wide', { name: 'Wider' })], { rehearsal: true, detailed: true });
    if (!report.written) throw new Error('refused');
    const labelIn = (json: string | null): unknown => (JSON.parse(json!) as { label: string }).label;
    expect(
      report.rehearsed!.answers.map(({ key, before, after }) => [key.id, labelIn(before), labelIn(after)]),
    ).toEqual([['wide', 'wide', 'Wider']]);
    expect(report.rehearsed!.evidence).toEqual([]);
    expect((await store.write([topic('wide')], { rehearsal: true })) as object).not.toHaveProperty('rehearsed');
  });
});
