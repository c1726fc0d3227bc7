import { describe, expect, it } from 'vitest';
import { graph } from '../../bench/generate.ts';
import { parseRecord } from '../../src/ingest/records.ts';
import { keyText, refsOf } from '../../src/model/ids.ts';
import { stancesOf, type ClaimLink } from '../../src/model/stance.ts';
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

  it('hold claims that somebody denies or doubts, and people who changed what they hold', () => {
    type Said = { said: string | null; speakers: string[]; claims: ClaimLink[] };
    const statements = [...graph(10_000)]
      .filter(({ type }) => type === 'statement')
      .map(({ record }) => record as unknown as Said);
    const stances = statements.flatMap(({ speakers, claims }) =>
      stancesOf(claims).map(({ claim, stance }) => ({ held: `${speakers[0]!} ${claim}`, claim, stance })),
    );
    const share = stances.filter(({ stance }) => stance !== 'affirms').length / stances.length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.15);
    expect(new Set(stances.map(({ stance }) => stance)).size).toBe(3);
    const positions = new Set(stances.map(({ held, stance }) => `${held} ${stance}`));
    const holders = new Set(stances.map(({ held }) => held));
    expect(positions.size - holders.size).toBeGreaterThan(5);
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
