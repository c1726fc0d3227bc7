import { expect, it } from 'vitest';
import type { Key, TypeName } from '../../src/model/ids.ts';
import { onEveryEngine } from '../support/engines.ts';
import { view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, deletion, merge, region, topic } from '../support/world.ts';

const key = (type: TypeName, id: string): Key => ({ type, id });

onEveryEngine('reading', (open) => {
  it('tells what stands at each address, in the order asked', async () => {
    const store = await open(claim('there'), claim('old'), claim('gone'));
    await write(store, merge('claim', 'old', 'there'), deletion('claim', 'gone'));
    const asked = ['gone', 'absent', 'there', 'old', 'there'].map((id) => key('claim', id));
    const { readings } = await store.read(asked);
    expect(readings.map((reading) => reading.key)).toEqual(asked);
    expect(readings.map((reading) => reading.state)).toEqual(['deleted', 'absent', 'found', 'moved', 'found']);
    expect(readings[3]).toEqual({ state: 'moved', key: key('claim', 'old'), to: 'there' });
  });

  it('tells the labels of records, in the order asked, and none of what is none', async () => {
    const store = await open(
      claim('there', { text: 'It is there.' }),
      claim('old'),
      claim('gone'),
      topic('subject', { name: 'Subject' }),
    );
    await write(store, merge('claim', 'old', 'there'), deletion('claim', 'gone'));
    const asked = [
      key('claim', 'gone'),
      key('topic', 'subject'),
      key('claim', 'absent'),
      key('claim', 'there'),
      key('claim', 'old'),
      key('topic', 'there'),
      key('claim', 'there'),
    ];
    expect(await store.labels(asked)).toEqual([null, 'Subject', null, 'It is there.', null, null, 'It is there.']);
    expect(await store.labels([])).toEqual([]);
  });

  it('keeps ids of different types apart', async () => {
    const store = await open(region('same', { name: 'Region' }), topic('same', { name: 'Topic' }));
    expect([(await view(store, 'region', 'same')).label, (await view(store, 'topic', 'same')).label]).toEqual([
      'Region',
      'Topic',
    ]);
    expect((await store.read([key('claim', 'same')])).readings).toEqual([
      { state: 'absent', key: key('claim', 'same') },
    ]);
  });

  it('answers nothing when nothing is asked', async () => {
    expect(await (await open(...summit())).read([])).toEqual({ readings: [], related: [] });
  });

  it('gives the written fields and the derived ones', async () => {
    const store = await open(...summit());
    expect(await view(store, 'citation', 'note-2')).toEqual({
      type: 'citation',
      id: 'note-2',
      label: '[2] Ibid.',
      marker: '2',
      source: 'report-b',
      accessed: '2025-02-28',
      locator: null,
      ibidOf: 'note-1',
      section: null,
      works: [],
      statuses: [],
      ibidChain: ['note-1'],
      publisher: 'press-b',
      publisherSides: ['state-b'],
      publisherSidesInTurn: [],
      citedAuthors: [],
      // What the cited report rests on.
      citedRoots: [
        {
          source: 'wire',
          through: [],
          authors: [],
          publisher: 'newsroom',
          publisherSides: ['newsroom'],
          publisherSidesInTurn: [],
          statuses: [],
        },
      ],
    });
  });

  it('keeps any text as it was written, in NFC', async () => {
    const text = '  \u{1f600} "quoted" \\ back\tslash \u2028 e\u0301 \u05d0\u200f\u0627 \ufdfa end';
    const store = await open(claim('it', { text }));
    expect((await view(store, 'claim', 'it')).text).toBe(text.trim().normalize());
  });

  it('answers a record with its new fields after a change', async () => {
    const store = await open(claim('it', { text: 'before' }));
    await write(store, claim('it', { text: 'after' }));
    expect((await view(store, 'claim', 'it')).text).toBe('after');
  });
});
