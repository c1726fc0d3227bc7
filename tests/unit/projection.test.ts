import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { projectionOf } from '../../src/store/embedded/projection.ts';
import { makeTables } from '../../src/store/embedded/schema.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';

const database = openDatabase(':memory:', { readOnly: false, logged: false });
makeTables(database);
afterAll(() => database.close());

/** What a database answers that stores an answer beside what is written. */
const stored = (written: string, view: string): { view: string; label: string | null } => {
  const { label, derived } = projectionOf({ type: 'claim', id: 'a-b' }, written, view);
  database.exec('DELETE FROM record');
  database
    .prepare("INSERT INTO record (type, id, label, sorts, written, derived) VALUES ('claim', 'a-b', ?, '[]', ?, ?)")
    .run(label, written, derived);
  return database.prepare('SELECT view, label FROM record').get();
};

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('{', '","text":', '😀{', '}', '\\', '"', '\u{10FFFF}', '\u0007'),
);
const fields = fc.dictionary(fc.constantFrom('text', 'note', 'topics'), fc.oneof(text, fc.array(text), fc.object()));

describe('an answer that is stored without what is written', () => {
  it('is read as it was, whatever it says', () => {
    fc.assert(
      fc.property(text, fields, fields, fc.boolean(), (label, own, derived, isReplaced) => {
        const written = JSON.stringify({ id: 'a-b', ...own });
        const view = JSON.stringify({
          type: 'claim',
          id: 'a-b',
          label,
          ...own,
          ...(isReplaced ? derived : { derived }),
        });
        expect(stored(written, view).view).toBe(view);
        expect(stored(written, view).label).toBe(JSON.parse(view).label);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no more room than what is derived', () => {
    const written = '{"id":"a-b","text":"Of many words.","note":null}';
    const view = '{"type":"claim","id":"a-b","label":"Of","text":"Of many words.","note":null,"speakers":[]}';
    expect(projectionOf({ type: 'claim', id: 'a-b' }, written, view)).toEqual({
      label: 'Of',
      derived: ',"speakers":[]}',
    });
    expect(stored(written, view)).toEqual({ view, label: 'Of' });
  });

  it('is whole where a derived field stands in for a written one, or nothing is written', () => {
    const view = '{"type":"claim","id":"a-b","label":"Of","text":"Of few words."}';
    const key = { type: 'claim', id: 'a-b' };
    expect(projectionOf(key, '{"id":"a-b","text":"Of many words."}', view)).toEqual({ label: 'Of', derived: view });
    const quoting = view.replace('"Of"', '"Of \\"this\\""');
    expect(projectionOf(key, '{"id":"a-b","text":"Of few words."}', quoting)).toEqual({
      label: 'Of "this"',
      derived: quoting,
    });
    expect(projectionOf(key, null, null)).toEqual({ label: null, derived: null });
  });
});
