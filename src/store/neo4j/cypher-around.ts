/*
 * What a write has to know of the records around those that it changes.
 */
import { GATHERING, REFERENCE_TYPES } from './relationships.ts';

const REFERENCE = REFERENCE_TYPES.join('|');

/** Who refers to some records, those first that were there first; an ibid's resolved source is not a reference of its own. */
export const REFERRERS = `
  UNWIND range(0, size($addresses) - 1) AS i
  MATCH (:Address {address: $addresses[i]})<-[x:${REFERENCE}]-(s:Address)
  WHERE x.resolved IS NULL
  WITH DISTINCT i, s ORDER BY i, s.number
  RETURN s.address AS address`;

/** What some records gather. */
export const GATHERED = `
  UNWIND $addresses AS wanted
  MATCH (:Address {address: wanted})<-[:${GATHERING.join('|')}]-(s:Address)
  RETURN DISTINCT s.address AS address`;

/** The snapshots of some sources that have a text. */
export const TEXTS = `
  UNWIND $addresses AS wanted
  MATCH (source:Address {address: wanted})<-[:SNAPSHOT_OF]-(s:Snapshot {textStored: true})
  RETURN source.id AS source, s.id AS snapshot, s.retrieved AS retrieved`;
