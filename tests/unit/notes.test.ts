import CSL from 'citeproc';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { placed, type Cite, type Note } from '../../src/references/notes.ts';
import { asText } from '../../src/references/styles.ts';
import type { Work } from '../../src/references/work.ts';

/*
 * What a footnote is after those before it: worked out here, and by citeproc when it is given all of them at once.
 */

const note = (...cites: Cite[]): Note => ({ marker: '1', cites });
const positions = (...notes: Note[]) =>
  placed(notes).map(({ cites }) => cites.map(({ position }) => position).join(' '));

describe('the position of a cite', () => {
  it('is an ibid directly after the same work, at the same place or at another', () => {
    expect(
      positions(
        note({ id: 'a' }),
        note({ id: 'a' }),
        note({ id: 'a', locator: '12' }),
        note({ id: 'a', locator: '12', label: 'page' }),
        note({ id: 'a', locator: '12', label: 'section' }),
        note({ id: 'a' }),
        note({ id: 'b' }),
        note({ id: 'a' }),
      ),
    ).toEqual([
      'first',
      'ibid',
      'ibid-with-locator',
      'ibid',
      'ibid-with-locator',
      // Nothing says that it means the place before.
      'subsequent',
      'first',
      'subsequent',
    ]);
  });

  it('looks at the cite before it in the same note, and at no note of several works', () => {
    expect(
      positions(note({ id: 'a' }, { id: 'a', locator: '3' }, { id: 'b' }), note({ id: 'b' }), note({ id: 'b' })),
    ).toEqual(['first ibid-with-locator first', 'subsequent', 'ibid']);
  });
});

describe('footnotes one by one', () => {
  const require = createRequire(import.meta.url);
  const locales = require('@citation-js/plugin-csl/lib/locales.json') as Record<string, string>;
  const style = (
    require('@citation/csl-style-chicago-fullnote-bibliography-with-ibid') as { default: { content: string } }
  ).default.content;
  const works = ['a', 'b', 'c'].map((id): Work => ({
    id,
    type: 'book',
    title: `Book ${id}`,
    author: [{ family: `Fam${id}`, given: 'Ann' }],
  }));

  it('are what citeproc makes of all of them together', () => {
    type Whole = {
      rebuildProcessorState(citations: object[], format: string, uncited: string[]): [string, number, string][];
    };
    const engine = new CSL.Engine(
      { retrieveLocale: (name) => locales[name], retrieveItem: (id) => works.find((work) => work.id === id) },
      style,
      'en-US',
      true,
    ) as InstanceType<typeof CSL.Engine> & Whole;
    const cite = fc.record(
      { id: fc.constantFrom('a', 'b', 'c'), locator: fc.constantFrom('4', '9') },
      { requiredKeys: ['id'] },
    );
    const sequence = fc.array(fc.array(cite, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sequence, (notes) => {
        const together = engine.rebuildProcessorState(
          notes.map((cites, i) => ({
            citationID: String(i),
            citationItems: cites.map((each) => ({ ...each })),
            properties: { noteIndex: i + 1 },
          })),
          'text',
          [],
        );
        const apart = asText(
          { works, notes: placed(notes.map((cites) => ({ marker: null, cites }))).map((n) => ({ ...n, marker: '1' })) },
          { style: 'chicago-notes-bibliography', locale: 'en-US', layout: 'footnotes', markup: 'text' },
        );
        expect(apart.trimEnd().split('\n')).toEqual(together.map(([, , text]) => `1. ${text}`));
      }),
      { numRuns: 60 },
    );
  });
});
