import { expect, it } from 'vitest';
import { CHAINS_SHOWN } from '../../src/model/chains.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed, view, write } from '../support/store.ts';
import { anyOf } from '../../src/model/query.ts';
import { citation, claim, passage, source, statement, actor } from '../support/world.ts';

const PAPERS = 1_500;
const numbered = (name: string, i: number): string => `${name}-${String(i).padStart(4, '0')}`;
const papers = [...Array(PAPERS).keys()];

/** One statement that each of many papers prints; every third of them in a footnote of a digest, the last of all too. */
const widelyReported = () => [
  actor('speaker-a'),
  claim('claim-a'),
  source('digest'),
  ...papers.map((i) => source(numbered('paper', i), { publisher: 'speaker-a' })),
  citation('note', { source: numbered('paper', PAPERS - 1) }),
  ...papers.map((i) => passage(numbered('span', i), { source: numbered('paper', i) })),
  passage('last', { source: 'digest', citations: ['note'] }),
  statement('reported', { passages: [...papers.map((i) => numbered('span', i)), 'last'] }),
];

onEveryEngine('the chains of a statement', (open) => {
  it('are all counted and found by, though its answer shows the first of them', async () => {
    const store = await open();
    const records = widelyReported();
    for (let at = 0; at < records.length; at += 1000) await write(store, ...records.slice(at, at + 1000));
    const answer = await view(store, 'statement', 'reported');
    expect(answer.chainCount).toBe(PAPERS + 1);
    expect(answer.chains.map(({ passage: of }: { passage: string }) => of)).toEqual(
      papers.slice(0, CHAINS_SHOWN).map((i) => numbered('span', i)),
    );
    expect(answer.withoutFootnote).toBe(false);
    expect(answer.citations).toEqual(['note']);
    expect(answer.citedSources).toEqual([numbered('paper', PAPERS - 1)]);
    expect(answer.restsOn).toHaveLength(PAPERS);
    // Four ids for each paper, not the facts of all chains.
    expect(JSON.stringify(answer).length).toBeLessThan(PAPERS * 60);
    for (const [filter, value] of [
      ['restsOn', numbered('paper', PAPERS - 2)],
      ['source', 'digest'],
      ['passage', 'last'],
      ['citedSource', numbered('paper', PAPERS - 1)],
      ['has', 'citation'],
    ] as const)
      expect([filter, await listed(store, 'statement', { where: [anyOf(filter, value)] })]).toEqual([
        filter,
        ['reported'],
      ]);
    expect((await store.support('claim-a')).independentRoots).toBe(PAPERS);
  });
});
