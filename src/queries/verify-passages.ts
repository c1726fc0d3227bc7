import { DictumError } from '../model/errors.ts';
import { faultsOf } from '../model/faults.ts';
import type { TypeName } from '../model/ids.ts';
import { anyOf } from '../model/query.ts';
import { NORMALISATION } from '../model/text.ts';
import { TYPES } from '../model/types.ts';
import { locatorText, type PassageView } from '../model/types/passage.ts';
import { SourceText } from '../verify/source-text.ts';
import type { Check } from '../model/verify-checks.ts';
import { checkPassages, type PassageCheck } from '../verify/passages.ts';
import { CHECK_STATUSES, type CheckStatus } from '../model/verify-status.ts';
import type { Change, Problem, Store } from '../store/port.ts';
import { everything, idOf } from './verify-sources.ts';

/*
 * Checks the passages of a source against a copy of its text, and writes down what came of it.
 */

export type SourceCheck = {
  source: string;
  text: { digest: string; codePoints: number };
  passages: (PassageCheck & { locator: string })[];
  totals: Record<CheckStatus, number>;
};

/** Checks every passage of a source, in the order of their list. @throws DictumError `not-found`, `gone` */
export const checkSource = async (store: Store, id: string, text: SourceText): Promise<SourceCheck> => {
  const source = await idOf(store, { type: 'source', id });
  const passages: PassageView[] = [];
  for await (const passage of everything<PassageView>(store, 'passage', anyOf('source', source)))
    passages.push(passage);
  const checks = checkPassages(text, passages).map((check, i) => ({
    ...check,
    locator: locatorText(passages[i]!.locator),
  }));
  const totals = Object.fromEntries(
    CHECK_STATUSES.map((status) => [status, checks.filter((check) => check.status === status).length]),
  ) as SourceCheck['totals'];
  return { source, text: { digest: text.digest, codePoints: [...text.text].length }, passages: checks, totals };
};

/** What is to be known of a copy. */
export type Copy = {
  text: SourceText;
  bytes: string;
  retrieved: string;
  mediaType: string;
  url: string | null;
  storeText: boolean;
  checkedAt: string;
};

export type Recorded = { snapshot: string; isNew: boolean; recorded: number };

/** How many records are written at a time. */
const BATCH = 1000;

/** The same text of the same source is the same snapshot, whoever checks it again. */
const snapshotId = (source: string, digest: string): string => `${source.slice(0, 115)}-${digest.slice(0, 12)}`;

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

/** A snapshot that is there already stays as it is; only its text may be added. */
const snapshotOf = (id: string, source: string, copy: Copy, known: string | null): Change => {
  const text = copy.storeText ? { text: copy.text.text } : {};
  const digest = { algorithm: 'sha-256', normalisation: NORMALISATION, bytes: copy.bytes, text: copy.text.digest };
  const made = changeOf('snapshot', {
    id,
    source,
    retrieved: copy.retrieved,
    mediaType: copy.mediaType,
    digest,
    url: copy.url,
    ...text,
  });
  return known === null ? made : changeOf('snapshot', { ...(JSON.parse(known) as { id: string }), ...text });
};

/**
 * Writes the snapshot and, to each passage, what came of its check; a check against the same snapshot replaces the one
 * before. Batches are each whole, the snapshot is in the first.
 * @returns the id of the snapshot, whether it is new, and how many passages carry the check; or why a batch was not taken
 * @throws DictumError `invalid-value` where the copy does not fit a snapshot
 */
export const recordChecks = async (
  store: Store,
  { source, passages }: SourceCheck,
  copy: Copy,
): Promise<Recorded | { problems: Problem[] }> => {
  const snapshot = snapshotId(source, copy.text.digest);
  const checked = passages.filter(({ span }) => span !== null);
  const [known, ...written] = await store.written([
    { type: 'snapshot', id: snapshot },
    ...checked.map(({ id }) => ({ type: 'passage' as const, id })),
  ]);
  const changes = [
    snapshotOf(snapshot, source, copy, known!),
    ...checked.flatMap(({ span, status, method }, i): Change[] => {
      const json = written[i];
      if (json == null) return [];
      const passage = JSON.parse(json) as { id: string; checks: Check[] };
      const check: Check = { snapshot, status, method, checkedAt: copy.checkedAt, span: span! };
      return [
        changeOf('passage', {
          ...passage,
          checks: [...passage.checks.filter((other) => other.snapshot !== snapshot), check],
        }),
      ];
    }),
  ];
  for (let i = 0; i < changes.length; i += BATCH) {
    const report = await store.write(changes.slice(i, i + BATCH));
    if (!report.written) return { problems: report.problems };
  }
  return { snapshot, isNew: known == null, recorded: changes.length - 1 };
};
