import { TYPES } from '../model/types.ts';
import type { Related } from '../store/port.ts';
import { withRevision } from './revision.ts';

/** Records by type and id, as `included` holds them, as JSON. */
export const includedText = (related: readonly Related[]): string => {
  const byType = new Map<string, string[]>();
  for (const { type, id, json, revision } of related) {
    const { plural } = TYPES[type];
    byType.set(plural, [...(byType.get(plural) ?? []), `"${id}":${withRevision(json, revision)}`]);
  }
  return `{${[...byType].map(([plural, records]) => `"${plural}":{${records.join(',')}}`).join(',')}}`;
};
