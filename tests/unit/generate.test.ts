import { describe, expect, it } from 'vitest';
import { graph } from '../../bench/generate.ts';
import { parseRecord } from '../../src/ingest/records.ts';
import { keyText, refsOf } from '../../src/model/ids.ts';
import { TYPES } from '../../src/model/types.ts';

const STATEMENTS = 300;
const lines = [...graph(STATEMENTS)];

describe('the graphs that measurements are made on', () => {
  it('are the same for the same numbers, and others for another seed', () => {
    expect([...graph(STATEMENTS)]).toEqual(lines);
    expect([...graph(STATEMENTS, 1)]).not.toEqual(lines);
  });

  it('hold as many statements as were asked for, and each id once', () => {
    expect(lines.filter(({ type }) => type === 'statement')).toHaveLength(STATEMENTS);
    expect(new Set(lines.map(({ type, record }) => `${type}/${record.id}`)).size).toBe(lines.length);
  });

  it('hold records of every type, valid, each after those that it refers to', () => {
    const seen = new Set<string>();
    for (const { type, record } of lines) {
      const parsed = parseRecord(type, record);
      expect('faults' in parsed ? parsed.faults : [], `${type}/${record.id}`).toEqual([]);
      for (const key of refsOf(structuredClone(record), TYPES[type].refs))
        expect(seen, `${type}/${record.id}`).toContain(keyText(key));
      seen.add(`${type}/${record.id}`);
    }
    expect(Object.keys(TYPES).filter((type) => !lines.some((line) => line.type === type))).toEqual([]);
  });
});
