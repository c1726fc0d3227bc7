import { TIME_UNITS } from '../model/time-units.ts';
import { object, refTo, type Json } from './openapi-parts.ts';

/** What a list tells beside its records, by name. */
export const besideLists: Record<string, Json> = {
  Facets: {
    description: 'For each facet asked for: its values with the greatest counts first, 100 at most.',
    type: 'object',
    additionalProperties: {
      type: 'array',
      maxItems: 100,
      items: refTo('FacetCount'),
    },
  },
  FacetCount: {
    description: 'A value of a facet: the id of a record or another value, its name, and how many records have it.',
    ...object({ id: { type: 'string' }, label: { type: 'string' }, count: { type: 'integer' } }),
  },
  FacetTotals: {
    description: 'For each facet asked for: how many values it has in all, and where all of them are.',
    type: 'object',
    additionalProperties: object({ values: { type: 'integer' }, all: { type: 'string' } }),
  },
  Histogram: {
    description:
      'How many records of the whole filtered list begin in each unit of time that has some, in order. A record counts once, by the earliest moment that its time may be of, in UTC.',
    ...object({
      field: { type: 'string' },
      unit: { type: 'string', enum: TIME_UNITS },
      buckets: {
        type: 'array',
        items: object({
          key: { type: 'string', description: 'The unit: 2025, 2025-Q1, 2025-02 or 2025-02-20.' },
          from: { type: 'string', description: 'Its first day, as the filter by time takes it.' },
          to: { type: 'string', description: 'Its last day.' },
          count: { type: 'integer' },
        }),
      },
      imprecise: { type: 'integer', description: 'How many of these records may also be in a later unit.' },
      undated: {
        type: 'integer',
        description: 'How many records have no time, or one of which the beginning is open or not known.',
      },
    }),
  },
};
