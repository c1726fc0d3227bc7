import { expect, it } from 'vitest';
import { textDigest } from '../../src/model/text.ts';
import { planPrune, pruneLog } from '../../src/log/prune.ts';
import { keyText } from '../../src/model/ids.ts';
import { bundleOf, forged, forgedEntries, MAKER, named, verdictOf } from '../support/bundles.ts';
import { onEveryEngine } from '../support/engines.ts';
import type { Json } from '../support/http.ts';
import { write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, check, claim, ground, merge, relation, source, statement, topic } from '../support/world.ts';

const names = (text: string): string[] =>
  JSON.parse(text).records.map(({ record }: { record: never }) => keyText(record));

onEveryEngine('an evidence bundle', (open) => {
  it('holds the statement and all that it refers to, directly or through others, and nothing else', async () => {
    const store = await open(...summit());
    const text = await bundleOf(store, 'said-by-a');
    expect(names(text)).toEqual([
      'region/city',
      'region/continent',
      'region/country-a',
      'region/country-b',
      'topic/energy',
      'topic/security',
      'actor/author',
      'actor/newsroom',
      'actor/press-b',
      'actor/speaker-a',
      'actor/speaker-b',
      'actor/state-a',
      'actor/state-b',
      'forum/forum-x',
      'forum/forum-y',
      'event/summit',
      'event/talks',
      'source/article',
      'source/report-b',
      'source/wire',
      'snapshot/copy',
      'citation/note-1',
      'citation/note-2',
      'passage/span-2',
      'claim/shared',
      'statement/said-by-a',
      'check/span-2-seen',
    ]);
    expect(verdictOf(text)).toMatchObject({
      unchanged: true,
      derivable: true,
      subject: 'statement/said-by-a',
      records: 27,
      signedBy: null,
    });
  });

  it('says who recorded the statement, or accepted it, and who changed it last, as of a moment too', async () => {
    const store = await open(...ground());
    const recordedIn = async (asOf: number | null = null): Promise<Json | null> => {
      const found = await store.bundle('s', MAKER, asOf);
      const text = (found as { text: string }).text;
      expect(verdictOf(text)).toMatchObject({ unchanged: true, derivable: true });
      return JSON.parse(text).recorded as Json | null;
    };
    await store.write([statement('s')], { by: 'Ada', comment: 'proposal p1 by Eve' });
    const first = { change: 2, at: expect.any(String), by: 'Ada', kind: 'write', comment: 'proposal p1 by Eve' };
    expect(await recordedIn()).toEqual({ first, last: first });
    for (let n = 0; n < 12; n++) await store.write([statement('s', { said: `20${10 + n}` })], { by: 'Grace' });
    expect(await recordedIn()).toMatchObject({ first, last: { change: 14, by: 'Grace', comment: null } });
    expect(await recordedIn(3)).toMatchObject({ first, last: { change: 3 } });
    expect(await recordedIn(2)).toEqual({ first, last: first });
    const now = '2026-03-01T00:00:00Z';
    await pruneLog(store, await planPrune(store, 5), { by: 'Ada', now });
    expect(await recordedIn()).toBeNull();
  });

  it('verifies for every statement', async () => {
    const store = await open(...summit());
    for (const id of ['said-by-a', 'said-by-b', 'said-by-both', 'concluded'])
      expect(verdictOf(await bundleOf(store, id)), id).toMatchObject({ unchanged: true, derivable: true });
  });

  it('is the same bytes of the same state of the graph, which it names, and of a later one as far as nothing in it changed', async () => {
    const store = await open(...summit());
    const text = await bundleOf(store, 'said-by-a');
    expect(await bundleOf(store, 'said-by-a')).toBe(text);
    const began = new Date().toISOString();
    await write(store, actor('somebody-else'));
    const [before, after] = [JSON.parse(text), JSON.parse(await bundleOf(store, 'said-by-a'))];
    const ended = new Date().toISOString();
    // Times of one form are in the order of their texts.
    expect(before.asOf.changed <= began && began <= after.asOf.changed && after.asOf.changed <= ended).toBe(true);
    expect(after.asOf.version).not.toBe(before.asOf.version);
    expect({ ...after, asOf: before.asOf, digest: before.digest }).toEqual(before);
    await write(
      store,
      source('wire', { csl: { type: 'article-newspaper', title: 'Wire, corrected' }, publisher: 'newsroom' }),
    );
    const later = await bundleOf(store, 'said-by-a');
    expect(JSON.parse(later).records).not.toEqual(before.records);
    expect(verdictOf(later)).toMatchObject({ unchanged: true, derivable: true });
  });

  it('is of one state of the graph, also while others change it', async () => {
    const store = await open(...summit());
    const writing = async (): Promise<void> => {
      for (let i = 0; i < 10; i++)
        await write(
          store,
          topic('energy', { broader: ['security'], description: `As of ${i}` }),
          claim('shared', { text: 'Both want a new order.', note: `As of ${i}` }),
        );
    };
    const reading = async (): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        const text = await bundleOf(store, 'said-by-a');
        const { records } = JSON.parse(text);
        const of = (type: string, id: string): Json =>
          records.find(({ record }: Json) => record.type === type && record.id === id).record;
        const [{ description }, { note }] = [of('topic', 'energy'), of('claim', 'shared')] as [Json, Json];
        if (description !== null) expect(note).toBe(description);
        expect(verdictOf(text).derivable).toBe(true);
      }
    };
    await Promise.all([writing(), reading()]);
  });

  it('has what was written of an ibid beside what it was resolved to', async () => {
    const { records } = JSON.parse(await bundleOf(await open(...summit()), 'said-by-a'));
    const { record, written } = records.find(({ record }: Json) => record.id === 'note-2');
    expect(record).toMatchObject({ source: 'report-b', accessed: '2025-02-28' });
    expect(written).toEqual({ source: null, accessed: null });
    const noted = records.filter(({ record: { type }, written: has }: Json) => has && type !== 'actor');
    expect(noted.map((entry: Json) => entry['record'].id)).toEqual(['copy', 'note-2', 'span-2']);
  });

  it('has the checks of its passages and of its quotations, each run of them, and what they are against', async () => {
    const words = (id: string, of: object, text: string) =>
      check(id, { of, snapshot: 'copy', span: textDigest(text), status: 'verified', method: 'exact' });
    const store = await open(
      ...summit(),
      words('span-4-again', { type: 'passage', id: 'span-4' }, 'new order'),
      words('order-seen', { type: 'statement', id: 'concluded' }, 'order'),
      words('elsewhere', { type: 'passage', id: 'span-3' }, 'new order'),
    );
    const text = await bundleOf(store, 'concluded');
    const inside = names(text);
    expect(inside.filter((name) => name.startsWith('check/'))).toEqual(['check/order-seen', 'check/span-4-again']);
    expect(inside).toContain('snapshot/copy');
    expect(verdictOf(text)).toMatchObject({ unchanged: true, derivable: true });
    // A check that is left out is missed, and one that nothing gathers is too much.
    const without = (id: string) =>
      forged(
        text,
        (records) =>
          void records.splice(
            records.findIndex((record) => record['id'] === id),
            1,
          ),
        null,
      );
    expect(verdictOf(without('span-4-again'))).toMatchObject({ code: 1, derivable: false });
    const elsewhere = forged(text, (records) => (named(records, 'check', 'span-4-again')['of'].id = 'span-3'), null);
    expect(verdictOf(elsewhere)).toMatchObject({ code: 1, derivable: false });
  });

  it('has the checks that were written into a passage beside those that it shows', async () => {
    const text = await bundleOf(await open(...summit()), 'said-by-a');
    const { record, written } = JSON.parse(text).records.find((entry: Json) => entry['record'].id === 'span-2');
    const { check: _none, ...carried } = record.checks.at(-1);
    expect(written).toEqual({ checks: [carried] });
    expect(record.checks.length).toBe(2);
    const invented = forgedEntries(
      text,
      (entries) => {
        const entry = entries.find((entry) => entry['record'].id === 'span-2')!;
        entry['written'].checks = [{ ...entry['written'].checks[0], checkedAt: '2030-01-01T00:00:00Z' }];
      },
      null,
    );
    expect(verdictOf(invented)).toMatchObject({ code: 1, derivable: false });
  });

  it('names a record that was merged, and refuses one that is not there', async () => {
    const store = await open(...summit());
    await write(store, merge('statement', 'old', 'said-by-a'));
    expect(await store.bundle('old', MAKER)).toEqual({ movedTo: 'said-by-a' });
    await expect(store.bundle('nobody', MAKER)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has what was known to dispute, correct or update the statement or its claims', async () => {
    const ends = (from: [string, string], to: [string, string]) => ({
      from: { type: from[0], id: from[1] },
      to: { type: to[0], id: to[1] },
    });
    const store = await open(
      ...ground(),
      claim('claim-b'),
      statement('one'),
      statement('other', { claims: ['claim-b'] }),
      statement('same-claim'),
      relation('b-corrects', { kind: 'corrects', ...ends(['statement', 'other'], ['statement', 'one']) }),
      relation('a-disputes', { kind: 'disputes', ...ends(['claim', 'claim-b'], ['claim', 'claim-a']) }),
      relation('c-updates', { kind: 'updates', ...ends(['statement', 'one'], ['statement', 'other']) }),
      relation('d-disputes-another', { ...ends(['statement', 'other'], ['statement', 'same-claim']) }),
      relation('agrees', { kind: 'agreesWith', ...ends(['claim', 'claim-b'], ['claim', 'claim-a']) }),
      relation('elsewhere', { kind: 'disputes', ...ends(['statement', 'other'], ['claim', 'claim-b']) }),
    );
    const text = await bundleOf(store, 'one');
    const { known, records } = JSON.parse(text);
    expect([known.count, known.relations.map(({ record }: Json) => record.id)]).toEqual([
      4,
      ['b-corrects', 'c-updates', 'a-disputes', 'd-disputes-another'],
    ]);
    expect(known.relations[0]).toMatchObject({
      record: { kind: 'corrects', from: { type: 'statement', id: 'other' }, to: { type: 'statement', id: 'one' } },
      labels: { 'statement/other': 'claim-b', 'statement/one': 'claim-a', 'actor/speaker-a': 'speaker-a' },
    });
    // Nothing that only these lead to is evidence.
    expect(records.map(({ record }: Json) => record.id)).not.toContain('other');
    expect(verdictOf(text)).toMatchObject({ unchanged: true, derivable: true });
    expect(JSON.parse(await bundleOf(store, 'other')).known.count).toBe(5);
  });

  it('names the first hundred of very many, and how many there are', async () => {
    const numbers = Array.from({ length: 120 }, (_, i) => String(i).padStart(3, '0'));
    const store = await open(
      ...ground(),
      statement('one'),
      ...numbers.map((n) => claim(`claim-${n}`)),
      ...numbers.map((n) =>
        relation(`r-${n}`, { from: { type: 'claim', id: `claim-${n}` }, to: { type: 'claim', id: 'claim-a' } }),
      ),
    );
    const { known } = JSON.parse(await bundleOf(store, 'one'));
    expect([known.count, known.relations.length, known.relations.at(-1).record.id]).toEqual([120, 100, 'r-099']);
  });
});
