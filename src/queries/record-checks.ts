import { createHash } from 'node:crypto';
import { DictumError } from '../model/errors.ts';
import { faultsOf } from '../model/faults.ts';
import type { Key, TypeName } from '../model/ids.ts';
import { NORMALISATION } from '../model/text.ts';
import { TYPES } from '../model/types.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';
import type { SourceText } from '../verify/source-text.ts';
import type { Change, Problem, Store } from '../store/port.ts';

/*
 * Writes down what came of checks: the snapshot of the text that was looked in, and a record for each check. Nothing that
 * is there is written anew, so that two who record at once lose nothing of each other's.
 */

/** What is to be known of a copy. */
export type Copy = {
  text: SourceText;
  bytes: string;
  retrieved: string;
  mediaType: string;
  url: string | null;
  storeText: boolean;
};

/** What came of looking for some words of a record. */
export type Outcome = { of: Key; span: string; status: CheckStatus; method: Method | null };

/** Why a write was not taken. */
export type NotTaken = { problems: Problem[] };

/** How many records are written at a time. */
const BATCH = 1000;

/** The same text of the same source is the same snapshot, whoever checks it again. */
const snapshotId = (source: string, digest: string): string => `${source.slice(0, 115)}-${digest.slice(0, 12)}`;

/** @throws DictumError `invalid-value` where the record does not fit its schema */
const changeOf = (type: TypeName, raw: { id: string } & Record<string, unknown>): Change => {
  const { written } = TYPES[type];
  const parsed = written.safeParse(raw);
  if (!parsed.success) {
    const faults = faultsOf(written, parsed.error, raw).map(({ pointer, message }) => ({
      pointer,
      code: 'invalid-value' as const,
      detail: message.slice(0, 300),
    }));
    throw new DictumError('invalid-value', `the ${type} cannot be written`, { faults });
  }
  return { key: { type, id: raw.id }, record: parsed.data, mergedInto: null };
};

/**
 * Writes the snapshot of a copy, unless it is there; then only its text may be added.
 * @returns its id, and whether it is new; or why it was not taken
 * @throws DictumError `invalid-value` where the copy does not fit a snapshot
 */
export const recordSnapshot = async (
  store: Store,
  source: string,
  copy: Copy,
): Promise<{ snapshot: string; isNew: boolean } | NotTaken> => {
  const id = snapshotId(source, copy.text.digest);
  const text = copy.storeText ? { text: copy.text.text } : {};
  const digest = { algorithm: 'sha-256', normalisation: NORMALISATION, bytes: copy.bytes, text: copy.text.digest };
  const { retrieved, mediaType, url } = copy;
  const made = changeOf('snapshot', { id, source, retrieved, mediaType, digest, url, ...text });
  const report = await store.write([{ ...made, onlyIfAbsent: true }], { kind: 'verify' });
  if (!report.written) return report;
  const isNew = report.created > 0;
  if (!isNew && copy.storeText) {
    const [known] = await store.written([{ type: 'snapshot', id }]);
    const stored = known == null ? null : (JSON.parse(known) as { id: string; text: string | null });
    if (stored?.text === null) {
      const added = await store.write([changeOf('snapshot', { ...stored, ...text })], { kind: 'verify' });
      if (!added.written) return added;
    }
  }
  return { snapshot: id, isNew };
};

/** Two runs never share an id, but for one that finds the same at the same instant. */
const checkId = (of: Key, fields: object): string =>
  `${of.id.slice(0, 111)}-${createHash('sha256')
    .update(JSON.stringify([of.type, of.id, fields]))
    .digest('hex')
    .slice(0, 16)}`;

/**
 * Writes a check for each outcome, in batches that are each whole.
 * @returns how many were written; or why a batch was not taken
 */
export const recordChecks = async (
  store: Store,
  snapshot: string,
  checkedAt: string,
  outcomes: readonly Outcome[],
): Promise<{ recorded: number } | NotTaken> => {
  const changes = outcomes.map(({ of: { type, id }, span, status, method }): Change => {
    const fields = { snapshot, status, method, checkedAt, span };
    return changeOf('check', { id: checkId({ type, id }, fields), of: { type, id }, ...fields });
  });
  for (let i = 0; i < changes.length; i += BATCH) {
    const report = await store.write(changes.slice(i, i + BATCH), { kind: 'verify' });
    if (!report.written) return report;
  }
  return { recorded: changes.length };
};
