import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { independentRoots, type RestsOn } from '../support/roots.ts';

const links = (...texts: string[]): RestsOn[] => texts.map((text) => ({ from: text[0]!, to: text[1]! }));
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What one source leads to, itself included. */
const reach = (from: string, among: readonly RestsOn[]): Set<string> => {
  const reached = new Set([from]);
  for (const at of reached) for (const link of among) if (link.from === at) reached.add(link.to);
  return reached;
};

/** The same question answered slowly: a root is what leads back from everything that it leads to. */
const slowly = (start: readonly string[], among: readonly RestsOn[]): string[] => {
  const all = [...new Set(start.flatMap((id) => [...reach(id, among)]))];
  const last = all.filter((id) => [...reach(id, among)].every((target) => reach(target, among).has(id)));
  return [...new Set(last.map((id) => [...reach(id, among)].sort()[0]!))].sort();
};

describe('independent roots', () => {
  it.each<[string, string[], RestsOn[], string[]]>([
    ['are none of nothing', [], links('ab'), []],
    ['are sources themselves where nothing is known of them', ['a', 'b'], [], ['a', 'b']],
    ['are the end of a chain', ['a'], links('ab', 'bc', 'cd'), ['d']],
    ['count once where two chains end in one source', ['a', 'b'], links('ac', 'bc'), ['c']],
    ['are both ends of a fork', ['a'], links('ab', 'ac'), ['b', 'c']],
    ['are one for a ring, by its first id', ['c'], links('cb', 'ba', 'ac'), ['a']],
    ['are what a ring rests on outside of it', ['a'], links('ab', 'ba', 'bc'), ['c']],
    ['are one for a source that rests on itself', ['a'], links('aa'), ['a']],
    ['are two for two rings', ['a', 'c'], links('ab', 'ba', 'cd', 'dc'), ['a', 'c']],
    ['are one for a ring that leads to another', ['a'], links('ab', 'ba', 'ac', 'cd', 'dc'), ['c']],
    ['leave out links that nothing leads to', ['a'], links('ab', 'ef'), ['b']],
    ['are one where a source rests on another of the start', ['a', 'b'], links('ab'), ['b']],
    ['take a repeated link once', ['a'], links('ab', 'ab'), ['b']],
  ])('%s', (_what, start, among, expected) => {
    expect(independentRoots(start, among)).toEqual(expected);
  });

  it('are one for ten papers that repeat one wire', () => {
    const papers = Array.from({ length: 10 }, (_, i) => `paper-${i}`);
    expect(
      independentRoots(
        papers,
        papers.map((from) => ({ from, to: 'wire' })),
      ),
    ).toEqual(['wire']);
  });

  it('are found at the end of a very long chain', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => ({ from: `s-${i}`, to: `s-${i + 1}` }));
    expect(independentRoots(['s-0'], chain)).toEqual(['s-50000']);
  });

  it('are those that the slow answer gives, in any graph', () => {
    const link = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) });
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.array(link, { maxLength: 12 }),
        fc.constantFrom(1, 2, 100),
        (start, among, most) => {
          expect(independentRoots(start, among, most)).toEqual(slowly(start, among));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
