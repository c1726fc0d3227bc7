import type { Change } from '../../src/store/port.ts';
import { actor, citation, claim, passage, source, statement, topic } from './world.ts';

export const SIZE = 60;

/** A graph of which every record says, and every statement's place in the order shows, which revision it is of. */
export const revision = (of: number): Change[] => {
  const mark = `revision ${of}`;
  const numbers = Array.from({ length: SIZE }, (_, i) => i);
  return [
    topic('t-0', { description: mark }),
    topic('t-1', { description: mark, broader: of % 2 === 0 ? ['t-0'] : [] }),
    actor('speaker-a', { description: mark }),
    source('wire', { description: mark, csl: { type: 'webpage' } }),
    ...numbers.flatMap((i) => [
      source(`s-${i}`, { description: mark, csl: { type: 'webpage' } }),
      citation(`n-${i}`, { source: of % 2 === 0 ? 'wire' : `s-${i}`, locator: mark }),
      passage(`p-${i}`, { source: `s-${i}`, locator: { section: mark }, citations: [`n-${i}`] }),
      claim(`c-${i}`, { text: `${mark} of claim ${i}`, note: mark }),
      statement(`st-${i}`, {
        claims: [`c-${i}`],
        passages: [`p-${i}`],
        topics: ['t-1'],
        note: mark,
        said: `20${String((of + i) % 100).padStart(2, '0')}`,
      }),
    ]),
  ];
};
