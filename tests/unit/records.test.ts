import { describe, expect, it } from 'vitest';
import type { TypeName } from '../../src/model/ids.ts';
import { parseRecord } from '../../src/ingest/records.ts';
import { textDigest } from '../../src/model/text.ts';

const STATEMENT = { id: 's', mode: 'readout', speakers: ['x'], claims: ['c'], passages: ['p'] };
const SOURCE = { id: 's', csl: { type: 'book' } };

const faults = (type: TypeName, raw: unknown): string[] => {
  const parsed = parseRecord(type, raw);
  return 'faults' in parsed ? parsed.faults.map(({ pointer, message }) => `${pointer}: ${message}`) : [];
};

/** What is wrong, the record, the place, and words that the remedy has. */
const FAULTS: [string, TypeName, unknown, string, string[]][] = [
  [
    'an unknown field',
    'statement',
    { ...STATEMENT, speeker: 'x' },
    '/speeker',
    ['unknown field', 'did you mean speakers?', 'fields here: id, mode'],
  ],
  [
    'an unknown field that nothing is like',
    'claim',
    { id: 'c', text: 't', zzzzzzzzz: 1 },
    '/zzzzzzzzz',
    ['unknown field; fields here: id, text, note'],
  ],
  [
    'an unknown field within a list',
    'actor',
    { id: 'a', kind: 'person', name: 'n', represents: [{ actor: 'b' }, { actor: 'c', ofice: 'o' }] },
    '/represents/1/ofice',
    ['did you mean office?', 'fields here: actor, office, acting, period, from, to, source'],
  ],
  [
    'an unknown field of one of several forms',
    'passage',
    { id: 'p', source: 's', selectors: [{ type: 'TextPositionSelector', start: 0, end: 1, ends: 2 }] },
    '/selectors/0/ends',
    ['did you mean end?'],
  ],
  [
    'a form that there is not',
    'passage',
    { id: 'p', source: 's', selectors: [{ type: 'XPathSelector' }] },
    '/selectors/0/type',
    [],
  ],
  [
    'a word that is not one of those',
    'statement',
    { ...STATEMENT, mode: 'read-out' },
    '/mode',
    ['"read-out" is not one of direct-quote', 'did you mean readout?'],
  ],
  ['no word at all', 'statement', { ...STATEMENT, mode: undefined }, '/mode', ['direct-quote']],
  [
    'a date that is none',
    'statement',
    { ...STATEMENT, said: '2025-02-30' },
    '/said',
    ['"2025-02-30"', 'there is no such day: February 2025 has 28 days'],
  ],
  [
    'a date in another form',
    'event',
    { id: 'e', name: 'n', date: '20.02.2025' },
    '/date',
    ['write it as 2025-02-20', 'EDTF'],
  ],
  ['a date as a number', 'statement', { ...STATEMENT, said: 2025 }, '/said', ['2025 is not a string']],
  ['a missing field', 'claim', { id: 'c' }, '/text', ['missing; give a string']],
  [
    'a missing list',
    'statement',
    { id: 's', mode: 'readout', speakers: ['x'], claims: ['c'] },
    '/passages',
    ['missing; give an array'],
  ],
  ['an empty list that needs an item', 'statement', { ...STATEMENT, claims: [] }, '/claims', []],
  [
    'a text in place of a list',
    'statement',
    { ...STATEMENT, topics: 'energy' },
    '/topics',
    ['"energy" is not an array'],
  ],
  ['null in place of a text', 'claim', { id: 'c', text: null }, '/text', ['null is not a string']],
  ['an empty text', 'claim', { id: 'c', text: '  ' }, '/text', []],
  ['a text with U+0000', 'region', { id: 'r', name: 'a\0b' }, '/name', ['cannot hold U+0000']],
  [
    'a text with half a character',
    'source',
    { ...SOURCE, csl: { type: 'book', title: 'a\ud800b' } },
    '/csl/title',
    ['half of a surrogate pair'],
  ],
  ['an id in upper case', 'claim', { id: 'Claim', text: 't' }, '/id', ['lower-case letters, digits and hyphens']],
  [
    'a reference that is no id',
    'statement',
    { ...STATEMENT, speakers: ['x', 'Not An Id'] },
    '/speakers/1',
    ['"Not An Id"', 'lower-case'],
  ],
  ['no id', 'claim', { text: 't' }, '/id', ['missing']],
  [
    'a digest of the wrong length',
    'passage',
    { id: 'p', source: 's', digest: { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: 'abc' } },
    '/digest/span',
    [],
  ],
  ['a text in place of a record', 'claim', 'text', '', ['"text" is not an object']],
  ['nothing in place of a record', 'claim', null, '', ['null is not an object']],
  ['a list in place of a record', 'claim', [], '', ['[] is not an object']],
  ['a deletion that is not meant', 'claim', { id: 'c', deleted: false }, '/deleted', ['false is not one of true']],
  ['a deletion with further fields', 'claim', { id: 'c', deleted: true, text: 't' }, '/text', ['unknown field']],
  ['a merge into no id', 'claim', { id: 'c', mergedInto: 'No Id' }, '/mergedInto', ['lower-case']],
  ['a merge into itself', 'claim', { id: 'c', mergedInto: 'c' }, '/mergedInto', ['cannot be merged into itself']],
  [
    'a relation from what it cannot be from',
    'relation',
    { id: 'r', kind: 'disputes', from: { type: 'actor', id: 'a' }, to: { type: 'claim', id: 'c' }, author: 'a' },
    '/from/type',
    ['"actor" is not one of claim, statement'],
  ],
];

describe('a record that is not taken', () => {
  it.each(FAULTS)('has %s', (_what, type, raw, pointer, words) => {
    const found = faults(type, raw);
    expect(found).toHaveLength(1);
    expect(found[0]!.startsWith(`${pointer}: `), found[0]).toBe(true);
    for (const word of words) expect(found[0]).toContain(word);
  });

  it('has everything that is wrong with it named at once', () => {
    expect(
      faults('statement', { ...STATEMENT, mode: 'x', said: 'y', speakers: ['Z'], stray: 1 }).map(
        (fault) => fault.split(':')[0],
      ),
    ).toEqual(['/mode', '/speakers/0', '/said', '/stray']);
  });
});

describe('a record that is taken', () => {
  it('has what was left out filled in, and texts in NFC without white space at the ends', () => {
    expect(parseRecord('claim', { id: 'c', text: ' cafe\u0301 ' })).toEqual({
      change: { key: { type: 'claim', id: 'c' }, record: { id: 'c', text: 'caf\u00e9', note: null }, mergedInto: null },
    });
  });

  it('comes in the order of its schema, whatever the order it was given in', () => {
    const [one, other] = [
      parseRecord('claim', { id: 'c', text: 't', note: 'n' }),
      parseRecord('claim', { note: 'n', text: 't', id: 'c' }),
    ];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('may be a deletion or a merge', () => {
    expect(parseRecord('claim', { id: 'c', deleted: true })).toEqual({
      change: { key: { type: 'claim', id: 'c' }, record: null, mergedInto: null },
    });
    expect(parseRecord('claim', { id: 'c', mergedInto: 'd' })).toEqual({
      change: { key: { type: 'claim', id: 'c' }, record: null, mergedInto: 'd' },
    });
  });
});

describe('a snapshot with its text', () => {
  const SNAPSHOT = { id: 's', source: 'd', retrieved: '2025-02-28', mediaType: 'text/plain' };

  it('has the digest that is made from it where none is given, and keeps one that is', () => {
    const digest = { algorithm: 'sha-256', normalisation: 'dictum-text-1', bytes: null, text: textDigest('边界') };
    expect(parseRecord('snapshot', { ...SNAPSHOT, text: '边界' })).toMatchObject({ change: { record: { digest } } });
    const other = { ...digest, text: textDigest('other') };
    expect(parseRecord('snapshot', { ...SNAPSHOT, text: '边界', digest: other })).toMatchObject({
      change: { record: { digest: other } },
    });
  });

  it('needs one where there is no text', () => {
    expect(faults('snapshot', SNAPSHOT)).toEqual([
      '/digest: missing; give the text, or a digest of it: { algorithm: sha-256, normalisation: dictum-text-1, text: … }',
    ]);
  });
});
