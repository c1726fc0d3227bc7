import { expect, it } from 'vitest';
import { independentRoots } from '../../src/model/roots.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, citation, claim, passage, source, statement } from '../support/world.ts';

const byEnds = (links: readonly { from: string; to: string }[]): string[] => links.map(({ from, to }) => `${from} > ${to}`).toSorted();

/** A paper with a passage whose footnote cites `cites`, and a statement of `claim-a` recorded in it. */
const paper = (id: string, cites: string): Change[] => [
  source(id), citation(`n-${id}`, { source: cites }), passage(`p-${id}`, { source: id, citations: [`n-${id}`] }), statement(`s-${id}`, { passages: [`p-${id}`] }),
];

onEveryEngine('support of a claim', (open) => {
  it('counts statements, passages, cited sources and publishers', async () => {
    const store = await open(...summit());
    expect(await store.support('shared')).toEqual({
      statements: 2, passages: 2, citedSources: ['report-a', 'report-b'], publishers: ['ministry-a', 'press-b'], restsOn: ['report-a', 'report-b'], links: [{ from: 'report-b', to: 'wire' }],
    });
  });

  it('rests on the source that it is recorded in where there is no footnote', async () => {
    const store = await open(...summit());
    const support = await store.support('outlook');
    expect(support).toMatchObject({ statements: 1, passages: 1, citedSources: [], publishers: [], restsOn: ['article'] });
    expect(byEnds(support.links)).toEqual(['article > report-a', 'article > report-b', 'report-b > wire']);
  });

  it('follows every step to the end, rings included', async () => {
    const rests = (id: string, ...on: string[]) => source(id, { restsOn: on.map((each) => ({ source: each, how: 'cites' })) });
    const store = await open(
      actor('speaker-a'), claim('claim-a'), rests('a', 'b', 'c'), rests('b', 'c'), rests('c', 'a', 'd'), rests('d'), rests('apart', 'd'), passage('passage-a', { source: 'a' }), statement('s'),
    );
    const { restsOn, links } = await store.support('claim-a');
    expect([restsOn, byEnds(links)]).toEqual([['a'], ['a > b', 'a > c', 'b > c', 'c > a', 'c > d']]);
    expect(independentRoots(restsOn, links)).toEqual(['d']);
  });

  it('finds one root under ten papers that repeat one wire, and a second once one of them has another source', async () => {
    const papers = Array.from({ length: 10 }, (_, i) => `paper-${i}`);
    const store = await open(actor('speaker-a'), claim('claim-a'), source('wire'), source('witness'), ...papers.flatMap((id) => paper(id, 'wire')));
    const roots = async () => {
      const { restsOn, links } = await store.support('claim-a');
      return independentRoots(restsOn, links);
    };
    expect(await store.support('claim-a')).toMatchObject({ statements: 10, passages: 10, citedSources: ['wire'] });
    expect(await roots()).toEqual(['wire']);
    await write(store, citation('n-paper-3', { source: 'witness' }));
    expect(await roots()).toEqual(['wire', 'witness']);
  });

  it('is nothing for a claim that nobody expressed, or that is not there', async () => {
    const store = await open(...summit(), claim('unsaid'));
    const nothing = { statements: 0, passages: 0, citedSources: [], publishers: [], restsOn: [], links: [] };
    expect(await store.support('unsaid')).toEqual(nothing);
    expect(await store.support('absent')).toEqual(nothing);
  });
});
