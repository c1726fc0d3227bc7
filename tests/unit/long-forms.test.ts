import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../src/ingest/records.ts';
import { mapRefs, refsOf } from '../../src/model/ids.ts';
import { periodOf } from '../../src/model/periods.ts';
import { TYPES } from '../../src/model/types.ts';

const faults = (raw: object): string[] => {
  const parsed = parseRecord('actor', { id: 'a', kind: 'person', name: 'A', ...raw });
  return 'faults' in parsed ? parsed.faults.map(({ pointer, message }) => `${pointer} ${message}`) : [];
};

describe('a period', () => {
  it.each([
    [{ period: '2019/2022' }, { period: '2019/2022', from: '2019', to: '2022', ended: true }],
    [
      { from: '2019', to: '2022' },
      { period: '2019/2022', from: '2019', to: '2022', ended: true },
    ],
    [{ from: '2019' }, { period: '2019/..', from: '2019', to: null, ended: false }],
    [{ to: '2022-01' }, { period: '../2022-01', from: null, to: '2022-01', ended: true }],
    [{ period: '2001/' }, { period: '2001/', from: '2001', to: null, ended: true }],
    [{ period: '/2001' }, { period: '/2001', from: null, to: '2001', ended: true }],
    [{ period: '1991-12-26/..' }, { period: '1991-12-26/..', from: '1991-12-26', to: null, ended: false }],
    [{ period: '2019' }, { period: '2019', from: '2019', to: '2019', ended: true }],
    [{}, { period: null, from: null, to: null, ended: false }],
    // An end that an interval may not have.
    [{ from: '199X' }, { period: null, from: '199X', to: null, ended: false }],
  ])('is answered whole, however it was written: %j', (given, answered) => {
    expect(periodOf(given)).toEqual(answered);
  });
});

describe('a link that says more', () => {
  const { refs } = TYPES.actor;
  const record = { represents: [{ actor: 'x', source: 's' }], belongsTo: ['a', { actor: 'b', source: 't' }] };

  it('refers as the short one does, and to its source', () => {
    expect(refsOf(record, refs)).toEqual([
      { type: 'actor', id: 'x' },
      { type: 'source', id: 's' },
      { type: 'actor', id: 'a' },
      { type: 'actor', id: 'b' },
      { type: 'source', id: 't' },
    ]);
  });

  it('is led elsewhere at its own place', () => {
    const pointers: string[] = [];
    const copy = structuredClone(record);
    mapRefs(copy, refs, ({ id }, pointer) => {
      pointers.push(pointer);
      return `${id}-2`;
    });
    expect(copy).toEqual({
      represents: [{ actor: 'x-2', source: 's-2' }],
      belongsTo: ['a-2', { actor: 'b-2', source: 't-2' }],
    });
    expect(pointers).toContain('/belongsTo/0');
    expect(pointers).toContain('/belongsTo/1/actor');
  });
});

describe('what does not fit', () => {
  it.each([
    [{ name: 5 }, '/name 5 is not a string; put quotation marks around it: "5"'],
    [{ name: { nam: 'A' } }, '/name/name missing; give a string'],
    [{ name: { name: 'A', langauge: 'ru' } }, '/name/langauge unknown field (did you mean language?)'],
    [{ name: { name: 'A', language: 'russisch!' } }, '/name/language "russisch!": use a BCP 47 language tag'],
    [{ alternativeNames: [{ name: 'A', kind: 'formal' }] }, '/alternativeNames/0/kind "formal" is not one of official'],
    [{ belongsTo: [{ actor: 'b', perod: '2001/' }] }, '/belongsTo/0/perod unknown field (did you mean period?)'],
    [{ belongsTo: [{ actor: 'b', id: 'b' }] }, '/belongsTo/0/id unknown field (did you mean actor?)'],
    [{ successorOf: 'b' }, '/successorOf "b" is not an array; write it as a list: [b]'],
    [{ belongsTo: [{ actor: 'b', period: '2022/2019' }] }, '/belongsTo/0/period "2022/2019": 2022/2019 ends before'],
  ])('is told by the form that was meant: %j', (raw, start) => {
    expect(faults(raw).join('\n')).toContain(start);
  });
});
