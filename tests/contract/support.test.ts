import { expect, it } from 'vitest';
import { SHOWN_ROOTS } from '../../src/model/support.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, citation, claim, passage, source, statement } from '../support/world.ts';

/** A paper with a passage whose footnote cites `cites`, and a statement of `claim-a` recorded in it. */
const paper = (id: string, cites: string): Change[] => [
  source(id),
  citation(`n-${id}`, { source: cites }),
  passage(`p-${id}`, { source: id, citations: [`n-${id}`] }),
  statement(`s-${id}`, { passages: [`p-${id}`] }),
];

onEveryEngine('support of a claim', (open) => {
  it('counts statements, passages, sources at the end of the evidence, publishers and independent roots', async () => {
    const store = await open(...summit());
    expect(await store.support('shared')).toEqual({
      statements: 2,
      passages: 2,
      sources: 2,
      publishers: 2,
      independentRoots: 2,
      roots: ['report-a', 'wire'],
    });
  });

  it('rests on the source that it is recorded in where there is no footnote', async () => {
    const store = await open(...summit());
    expect(await store.support('outlook')).toEqual({
      statements: 1,
      passages: 1,
      sources: 1,
      publishers: 1,
      // What other sentences of the article cite is none of it.
      independentRoots: 1,
      roots: ['article'],
    });
  });

  it('follows every step to the end, rings included', async () => {
    const rests = (id: string, ...on: string[]) =>
      source(id, { restsOn: on.map((each) => ({ source: each, how: 'cites' })) });
    const store = await open(
      actor('speaker-a'),
      claim('claim-a'),
      rests('a', 'b', 'c'),
      rests('b', 'c'),
      rests('c', 'a', 'd'),
      rests('d'),
      rests('apart', 'd'),
      passage('passage-a', { source: 'a' }),
      statement('s'),
    );
    expect(await store.support('claim-a')).toMatchObject({ independentRoots: 1, roots: ['d'] });
  });

  it('finds one root under ten papers that repeat one wire, and a second once one of them has another source', async () => {
    const papers = Array.from({ length: 10 }, (_, i) => `paper-${i}`);
    const store = await open(
      actor('speaker-a'),
      claim('claim-a'),
      source('wire'),
      source('witness'),
      ...papers.flatMap((id) => paper(id, 'wire')),
    );
    expect(await store.support('claim-a')).toEqual({
      statements: 10,
      passages: 10,
      sources: 1,
      publishers: 0,
      independentRoots: 1,
      roots: ['wire'],
    });
    await write(store, citation('n-paper-3', { source: 'witness' }));
    expect(await store.support('claim-a')).toMatchObject({
      sources: 2,
      independentRoots: 2,
      roots: ['wire', 'witness'],
    });
  });

  it('has the roots that it had and those of what comes, one statement after another', async () => {
    const store = await open(
      actor('speaker-a'),
      claim('claim-a'),
      source('wire'),
      source('witness'),
      source('copy', { restsOn: [{ source: 'wire', how: 'cites' }] }),
    );
    const expected: [string, string[]][] = [
      ['copy', ['wire']],
      ['witness', ['wire', 'witness']],
      ['wire', ['wire', 'witness']],
    ];
    for (const [cited, roots] of expected) {
      await write(store, ...paper(`by-${cited}`, cited));
      expect(await store.support('claim-a')).toMatchObject({ independentRoots: roots.length, roots });
      expect(await findings(store)).toEqual([]);
    }
  });

  it('counts all roots, and names the first in order of id', async () => {
    const wires = Array.from({ length: SHOWN_ROOTS + 5 }, (_, i) => `wire-${String(i).padStart(3, '0')}`);
    const store = await open(
      actor('speaker-a'),
      claim('claim-a'),
      ...wires.toReversed().map((id) => source(id)),
      ...wires.toReversed().flatMap((wire) => paper(`on-${wire}`, wire)),
    );
    expect(await store.support('claim-a')).toMatchObject({
      independentRoots: wires.length,
      roots: wires.slice(0, SHOWN_ROOTS),
    });
  });

  it('is nothing for a claim that nobody expressed, or that is not there', async () => {
    const store = await open(...summit(), claim('unsaid'));
    const nothing = { statements: 0, passages: 0, sources: 0, publishers: 0, independentRoots: 0, roots: [] };
    expect(await store.support('unsaid')).toEqual(nothing);
    expect(await store.support('absent')).toEqual(nothing);
  });
});
