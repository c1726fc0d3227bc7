import { expect, it } from 'vitest';
import { keyText } from '../../src/model/ids.ts';
import { evidenceBundle } from '../../src/queries/bundle.ts';
import type { Store } from '../../src/store/port.ts';
import { PROGRAM, verdictOf } from '../support/bundles.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, merge, source } from '../support/world.ts';

const UNSIGNED = { program: PROGRAM, signer: null };

const textOf = async (store: Store, id: string): Promise<string> => {
  const bundle = await evidenceBundle(store, id, UNSIGNED);
  if ('movedTo' in bundle) throw new Error(`moved to ${bundle.movedTo}`);
  return bundle.text;
};
const names = (text: string): string[] =>
  JSON.parse(text).records.map(({ record }: { record: never }) => keyText(record));

onEveryEngine('an evidence bundle', (open) => {
  it('holds the statement and all that it refers to, directly or through others, and nothing else', async () => {
    const store = await open(...summit());
    const text = await textOf(store, 'said-by-a');
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
    ]);
    expect(verdictOf(text)).toMatchObject({
      unchanged: true,
      derivable: true,
      subject: 'statement/said-by-a',
      records: 26,
      signedBy: null,
    });
  });

  it('verifies for every statement', async () => {
    const store = await open(...summit());
    for (const id of ['said-by-a', 'said-by-b', 'said-by-both', 'concluded'])
      expect(verdictOf(await textOf(store, id)), id).toMatchObject({ unchanged: true, derivable: true });
  });

  it('is the same bytes while its records are, and others once one of them changes', async () => {
    const store = await open(...summit());
    const text = await textOf(store, 'said-by-a');
    await write(store, actor('somebody-else'));
    expect(await textOf(store, 'said-by-a')).toBe(text);
    await write(
      store,
      source('wire', { csl: { type: 'article-newspaper', title: 'Wire, corrected' }, publisher: 'newsroom' }),
    );
    const after = await textOf(store, 'said-by-a');
    expect(after).not.toBe(text);
    expect(verdictOf(after)).toMatchObject({ unchanged: true, derivable: true });
  });

  it('names a record that was merged, and refuses one that is not there', async () => {
    const store = await open(...summit());
    await write(store, merge('statement', 'old', 'said-by-a'));
    expect(await evidenceBundle(store, 'old', UNSIGNED)).toEqual({ movedTo: 'said-by-a' });
    await expect(evidenceBundle(store, 'nobody', UNSIGNED)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is of one state of the graph: it begins anew where that changed meanwhile, and gives up where it never stands still', async () => {
    const store = await open(...summit());
    const expected = await textOf(store, 'said-by-a');
    let changes = 0;
    const moving = (until: number): Store =>
      new Proxy(store, {
        get: (target, name) =>
          name === 'version'
            ? async () => String(changes < until ? ++changes : until)
            : (target[name as keyof Store] as () => unknown).bind(target),
      });
    expect(await evidenceBundle(moving(3), 'said-by-a', UNSIGNED)).toEqual({ text: expected });
    await expect(evidenceBundle(moving(Infinity), 'said-by-a', UNSIGNED)).rejects.toMatchObject({ code: 'overloaded' });
  });
});
