import { expect, it } from 'vitest';
import { CHAINS_SHOWN, chainsOfPassage } from '../../src/model/chains.ts';
import type { BaseView, Look } from '../../src/model/define.ts';
import { deriveView } from '../../src/model/derive.ts';
import { keyText } from '../../src/model/ids.ts';
import type { ActorView } from '../../src/model/types/actor.ts';
import type { PassageView } from '../../src/model/types/passage.ts';
import type { StatementView } from '../../src/model/types/statement.ts';
import type { Change } from '../../src/store/port.ts';
import { actor, claim, passage, source, statement } from '../support/world.ts';

/** The answers for records, in an order in which each refers to what stands before it. */
const derived = (changes: readonly Change[]): Map<string, BaseView> => {
  const views = new Map<string, BaseView>();
  const look: Look = <V extends BaseView>(type: V['type'], id: string) =>
    (views.get(`${type}/${id}`) ?? null) as V | null;
  for (const { key, record } of changes)
    views.set(
      keyText(key),
      deriveView(key, record!, look, (pointer, message) => {
        throw new Error(`${keyText(key)}${pointer} ${message}`);
      }),
    );
  return views;
};

const PAPERS = 6_000;
const papers = [...Array(PAPERS).keys()];

it('a statement in thousands of documents shows the first of its chains, and the others are made from answers', () => {
  const views = derived([
    actor('ministry', { kind: 'institution' }),
    claim('claim-a'),
    ...papers.map((i) => source(`paper-${i}`, { publisher: 'ministry' })),
    ...papers.map((i) => passage(`span-${i}`, { source: `paper-${i}` })),
    statement('reported', { speakers: ['ministry'], passages: papers.map((i) => `span-${i}`) }),
  ]);
  const reported = views.get('statement/reported') as StatementView;
  expect(reported).toMatchObject({ chainCount: PAPERS, withoutFootnote: true, directness: ['own-side'] });
  expect(reported.restsOn).toHaveLength(PAPERS);
  // Ids of each paper and its passage, and not the facts of every chain.
  expect(JSON.stringify(reported).length).toBeLessThan(PAPERS * 60);

  const of = { statement: reported, speakers: [views.get('actor/ministry') as ActorView], event: null, tellers: [] };
  const chains = papers.flatMap((i) => chainsOfPassage(of, views.get(`passage/span-${i}`) as PassageView));
  expect(chains).toHaveLength(PAPERS);
  expect(chains.slice(0, CHAINS_SHOWN)).toEqual(reported.chains);
  expect(chains.at(-1)).toMatchObject({ passage: `span-${PAPERS - 1}`, directness: 'own-side' });
});
