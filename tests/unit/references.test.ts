import { describe, expect, it } from 'vitest';
import { TYPE_NAMES } from '../../src/model/ids.ts';
import { exactly } from '../../src/model/index-keys.ts';
import { referringIndexKey, edgeKindsOf } from '../../src/model/references.ts';
import { filtersOf } from '../../src/model/types.ts';

describe('the fields through which records hang together', () => {
  it('lead from each end to the same', () => {
    const ends = (direction: string) =>
      TYPE_NAMES.flatMap((name) =>
        edgeKindsOf(name)
          .filter((edgeKind) => edgeKind.direction === direction)
          .map(({ type, field }) => (direction === 'out' ? `${name}.${field} ${type}` : `${type}.${field} ${name}`)),
      );
    expect(ends('in').toSorted()).toEqual(ends('out').toSorted());
    expect(new Set(ends('in')).size).toBe(ends('in').length);
    expect(ends('in')).toContain('relation.from claim');
  });

  it('come out before in, by type and then by field', () => {
    expect(edgeKindsOf('source').map(({ direction, type, field }) => `${direction} ${type} ${field}`)).toEqual([
      'out actor publisher',
      'out actor authors',
      'out source status.notice',
      'out source restsOn.source',
      'in region broader.accordingTo',
      'in actor represents.source',
      'in actor belongsTo.source',
      'in source status.notice',
      'in source restsOn.source',
      'in snapshot source',
      'in membership source',
      'in citation source',
      'in passage source',
    ]);
    expect(edgeKindsOf('claim').map(({ type, field }) => `${type} ${field}`)).toEqual([
      'statement claims',
      'relation from',
      'relation to',
    ]);
  });

  it('are filed under a filter of the records that refer, or under an index key of their own', () => {
    for (const name of TYPE_NAMES) {
      const filters = new Set([...filtersOf(name).keys()].flatMap((filter) => [filter, exactly(filter)]));
      for (const { type, field } of edgeKindsOf(name).filter(({ direction }) => direction === 'out')) {
        const { filter, value } = referringIndexKey(name, field, { type, id: 'x' });
        expect([filter, value]).toEqual(filters.has(filter) ? [filter, 'x'] : [`refers.${field}`, `${type}/x`]);
      }
    }
  });
});
