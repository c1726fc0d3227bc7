import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checksum } from '../../src/store/embedded/checksums.ts';
import { longNames, shortNames } from '../../src/store/embedded/field-names.ts';
import { projectionOf } from '../../src/store/embedded/projection.ts';
import { TYPES } from '../../src/model/types.ts';
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
    .prepare(
      "INSERT INTO record (type, id, label, sorts, written, derived, written_sum, derived_sum) VALUES ('claim', 'a-b', ?, '[]', ?, ?, ?, ?)",
    )
    .run(label, written, derived, checksum(written), checksum('claim', 'a-b', label, null, derived));
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
      derived: shortNames(',"speakers":[]}'),
    });
    expect(shortNames(',"speakers":[]}')).toHaveLength(5);
    expect(stored(written, view)).toEqual({ view, label: 'Of' });
  });

  it('is what follows as far as the answer has what is written', () => {
    const written = '{"id":"a-b","text":"\u{1D11E} Of many words.","checks":[{"status":"verified"}],"note":null}';
    const rest = ',"check":null}],"note":null,"speakers":[]}';
    const view = `{"type":"claim","id":"a-b","label":"Of","text":"\u{1D11E} Of many words.","checks":[{"status":"verified"${rest}`;
    expect(projectionOf({ type: 'claim', id: 'a-b' }, written, view)).toEqual({
      label: 'Of',
      derived: `56|${shortNames(rest)}`,
    });
    expect(stored(written, view)).toEqual({ view, label: 'Of' });
    const [one, other] = ['{"id":"a-b","text":"Of many \u{1D11E}","n":1}', '"Of many \u{1D11E}","n":12}'];
    for (const answered of [other, other.replace('\u{1D11E}', '\u{1D11F}')]) {
      const longer = `{"type":"claim","id":"a-b","label":"Of","text":${answered}`;
      expect(stored(one, longer)).toEqual({ view: longer, label: 'Of' });
    }
  });

  it('has each name of the model in two characters, in any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fields, (json, own) => {
        for (const text of [json, JSON.stringify([own, { chains: [{ because: own, passage: json }] }])]) {
          expect(longNames(shortNames(text))).toBe(text);
          expect(longNames(text)).toBe(text);
        }
      }),
    );
    for (const { view } of Object.values(TYPES))
      for (const name of Object.keys(view.shape)) expect(shortNames(`,"${name}":`)).toHaveLength(2);
    expect(shortNames('{"chains":[{"because":[{"fact":"publishedBy"}]}]}').replace(/[^"]/g, '')).toBe('""');
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
