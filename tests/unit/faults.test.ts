import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../src/model/faults.ts';
import type { TypeName } from '../../src/model/ids.ts';
import { TYPES } from '../../src/model/types.ts';

/** What is told of a record, as "pointer: message". */
const told = (type: TypeName, fields: object): string[] => {
  const { written } = TYPES[type];
  const raw = { id: 'x', ...fields };
  const { error } = written.safeParse(raw);
  return error === undefined ? [] : faultsOf(written, error, raw).map((each) => `${each.pointer}: ${each.message}`);
};

const STATEMENT = { mode: 'analysis', speakers: ['a'], claims: ['k'], passages: ['p'] };
const SOURCE = { csl: { type: 'webpage' } };
const PERSON = { kind: 'person', name: 'x' };

describe('what is told of a faulty record', () => {
  it.each<[TypeName, object, string]>([
    [
      'source',
      { ...SOURCE, status: 'retracted' },
      '/status: "retracted" is not an object; write it as { kind: retracted }',
    ],
    [
      'statement',
      { ...STATEMENT, quotes: ['words'] },
      '/quotes/0: "words" is not an object; write it as { passage: …, exact: … }',
    ],
    ['actor', { ...PERSON, represents: 's' }, '/represents: "s" is not an array; write it as a list: [{ actor: s }]'],
    ['actor', { ...PERSON, represents: ['s'] }, '/represents/0: "s" is not an object; write it as { actor: s }'],
    ['actor', { ...PERSON, belongsTo: 's' }, '/belongsTo: "s" is not an array; write it as a list: [s]'],
    [
      'source',
      { ...SOURCE, archived: 'https://e.org/x' },
      '/archived: "https://e.org/x" is not an array; write it as a list: [{ url: https://e.org/x }]',
    ],
    ['source', { csl: 'A title' }, '/csl: "A title" is not an object; write it as { type: … }'],
    [
      'citation',
      { marker: '1', works: [{ ibidOf: 'c' }] },
      '/works/0/ibidOf: "c" is not an object; write it as { citation: c }',
    ],
    ['citation', { marker: 1, source: 's' }, '/marker: 1 is not a string; put quotation marks around it: "1"'],
    ['event', { name: 'x', place: ['y'] }, '/place: ["y"] is not a string; write it alone: y'],
    [
      'statement',
      { ...STATEMENT, speakers: [{ actor: 'a' }] },
      '/speakers/0: {"actor":"a"} is not a string; write it alone: a',
    ],
    [
      'passage',
      { source: 's', locator: { paragraph: '4' } },
      '/locator/paragraph: "4" is not a number; write it without quotation marks: 4',
    ],
    [
      'actor',
      { ...PERSON, familyNameFirst: 'yes' },
      '/familyNameFirst: "yes" is not a boolean; write true or false, without quotation marks',
    ],
    ['statement', { ...STATEMENT, claims: [] }, '/claims: none is given; give one or more'],
    [
      'statement',
      { ...STATEMENT, quotes: [{ passage: 'p', exact: 'word '.repeat(300).trim() }] },
      '/quotes/0/exact: 1499 characters are more than 1000; shorten it, or say it in several',
    ],
    ['claim', { text: ' ' }, '/text: it is empty; write something, or leave it out'],
    [
      'source',
      { csl: { type: 'book', issued: { 'date-parts': [[1999, 1, 2, 3]] } } },
      '/csl/issued/date-parts/0: 4 are more than 3; leave some out',
    ],
    ['passage', { source: 's', locator: { paragraph: 0 } }, '/locator/paragraph: 0 is less than 1; give 1 or more'],
    ['actor', { name: 'x' }, '/kind: missing; give one of person, state, institution, group'],
    [
      'passage',
      { source: 's', selectors: [{ exact: 'x' }] },
      '/selectors/0/type: missing; give one of TextPositionSelector, TextQuoteSelector',
    ],
    [
      'passage',
      { source: 's', selectors: [{ type: 'TextQuote' }] },
      '/selectors/0/type: "TextQuote" is not one of TextPositionSelector, TextQuoteSelector (did you mean TextQuoteSelector?)',
    ],
  ])('names the form that is wanted: %s %j', (type, fields, fault) => {
    expect(told(type, fields)).toEqual([fault]);
  });

  it.each<[TypeName, object, string, string]>([
    ['statement', { ...STATEMENT, date: '2025' }, '/date', ' (did you mean said?)'],
    ['statement', { ...STATEMENT, stance: 'denies' }, '/stance', '; it stands in claims: [{ stance }]'],
    ['statement', { ...STATEMENT, claims: [{ name: 'k' }] }, '/claims/0/name', ' (did you mean claim?)'],
    [
      'statement',
      { ...STATEMENT, claims: [{ claim: 'k', type: 'denies' }] },
      '/claims/0/type',
      ' (did you mean stance?)',
    ],
    ['statement', { ...STATEMENT, capacity: 's' }, '/capacity', ' (did you mean speakingFor?)'],
    ['citation', { marker: '1', source: 's', paragraph: 4 }, '/paragraph', ' (did you mean locator?)'],
    ['passage', { source: 's', paragraph: 4 }, '/paragraph', ' (did you mean locator?)'],
    ['passage', { source: 's', sentence: 4 }, '/sentence', '; it stands in locator: { sentence }'],
    ['passage', { source: 's', exact: 'x' }, '/exact', '; it stands in selectors: [{ exact }]'],
    ['source', { ...SOURCE, url: 'https://e.org/x' }, '/url', ' (did you mean csl.URL?)'],
    ['source', { ...SOURCE, doi: '10.1000/1' }, '/doi', ' (did you mean identifiers.doi?)'],
    ['actor', { ...PERSON, office: 'Envoy' }, '/office', '; it stands in represents: [{ office }]'],
    ['actor', { ...PERSON, lastName: 'y' }, '/lastName', ' (did you mean familyName?)'],
    ['event', { name: 'x', end: '2025' }, '/end', ' (did you mean date?)'],
    ['claim', { text: 'x', name: 'y' }, '/name', ' (did you mean text?)'],
    ['membership', { member: 'x', forum: 'f', source: 's', kind: 'observer' }, '/kind', ' (did you mean status?)'],
  ])('names the field that was meant: %s %j', (type, fields, pointer, meant) => {
    expect(told(type, fields).find((fault) => fault.startsWith(`${pointer}: unknown field`))).toContain(
      `${pointer}: unknown field${meant}; fields here: `,
    );
  });

  it.each<[TypeName, object, string]>([
    ['actor', { kind: 'country', name: 'x' }, '(did you mean state?)'],
    ['actor', { kind: 'organisation', name: 'x' }, '(did you mean institution?)'],
    ['statement', { ...STATEMENT, mode: 'quote' }, '(did you mean direct-quote?)'],
    ['statement', { ...STATEMENT, claims: [{ claim: 'k', stance: 'rejects' }] }, '(did you mean denies?)'],
    ['source', { ...SOURCE, status: { kind: 'withdrawn' } }, '(did you mean retracted?)'],
    ['source', { csl: { type: 'newspaper' } }, '(did you mean article-newspaper?)'],
    [
      'relation',
      { kind: 'contradicts', from: { type: 'claim', id: 'a' }, to: { type: 'claim', id: 'b' }, author: 'x' },
      '(did you mean disputes?)',
    ],
  ])('names the value that was meant: %s %j', (type, fields, meant) => {
    const faults = told(type, fields);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(meant);
  });

  it.each([
    ['2025-02-30', 'there is no such day: February 2025 has 28 days'],
    ['2025-02-20/2025-02-30', 'there is no such day: February 2025 has 28 days'],
    ['2025-13-01', 'there is no month 13 (2025-13-01)'],
    ['2025-02-20T25:00Z', 'there is no such time of day: 25:00'],
    ['20.02.2025', 'write it as 2025-02-20'],
    ['20/02/2025', 'write it as 2025-02-20'],
    ['02/20/2025', 'write it as 2025-02-20'],
    ['2025/02/20', 'write it as 2025-02-20'],
    ['20250220', 'write it as 2025-02-20'],
    ['2025-2-5', 'write it as 2025-02-05'],
    ['20 February 2025', 'write it as 2025-02-20'],
    ['Feb. 20, 2025', 'write it as 2025-02-20'],
    ['February 2025', 'write it as 2025-02'],
    ['30 February 2025', 'there is no such day: February 2025 has 28 days'],
    ['2025-02-20 10:00', 'write it as 2025-02-20T10:00'],
    ['c. 1990', 'write it as 1990~'],
    ['1990s', 'write it as 199X'],
    ['2020-2022', 'write it as 2020/2022'],
    ['2020 – 2022', 'write it as 2020/2022'],
    ['since 2020', 'write it as 2020/..'],
    ['2020-', 'write it as 2020/..'],
    ['until 2022', 'write it as ../2022'],
    ['now', 'write the day itself'],
    ['03/04/2025', 'use EDTF, levels 0 and 1'],
    ['Smarch 2025', 'use EDTF, levels 0 and 1'],
    ['May be 2025', 'use EDTF, levels 0 and 1'],
  ])('says of %j how a time is written', (said, remedy) => {
    const faults = told('statement', { ...STATEMENT, said });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('/said: ');
    expect(faults[0]).toContain(remedy);
  });
});
