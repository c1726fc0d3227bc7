import { anyOf } from '../model/query.ts';
import type { SnapshotView } from '../model/types/snapshot.ts';
import type { QuoteCheck } from '../verify/quotes.ts';
import type { Finding, Questions, Store } from '../store/port.ts';
import { recordChecks, type NotTaken, type Outcome } from './record-checks.ts';
import {
  checkIn,
  outcomesOf,
  totalsOf,
  wantedOf,
  type SourceCheck,
  type Totals,
  type Wanted,
} from './verify-passages.ts';
import { ALL_SNAPSHOTS, everything, storedText, textsOf } from './verify-sources.ts';

/*
 * Checks passages and quotes against the texts that are stored of their sources, of which one is held at a time. Words
 * have to stand in one of a source's texts; those that do not stand in the latest are told as such.
 */

/** In which text something was found, or else the latest, in which it was not. */
type InText = { snapshot: string; notInLatest: boolean };
export type StoredCheck = {
  source: string;
  /** The snapshots whose texts were looked through, the latest first. */
  snapshots: string[];
  passages: (SourceCheck['passages'][number] & InText)[];
  totals: Totals;
  quotes: (QuoteCheck & InText)[];
  quoteTotals: Totals;
};

/** What is to be recorded against each snapshot. */
type Run = { snapshot: string; outcomes: Outcome[] };

const isFound = ({ status }: { status: string }): boolean => status === 'verified';

/** What was found in this text and in no later one; the rest as it was. */
const better = <C extends { status: string }>(
  best: (C & InText)[],
  checks: readonly C[],
  snapshot: string,
): (C & InText)[] =>
  best.map((known, i) =>
    isFound(known) || !isFound(checks[i]!) ? known : { ...checks[i]!, snapshot, notInLatest: true },
  );

/** Checks all that there is of a source; null where none of its texts is stored. @throws DictumError `not-found`, `gone` */
export const checkStored = async (
  store: Questions,
  id: string,
): Promise<{ wanted: Wanted; check: StoredCheck; runs: Run[] } | null> => {
  const wanted = await wantedOf(store, id);
  const runs: Run[] = [];
  let best: Pick<StoredCheck, 'passages' | 'quotes'> | null = null;
  for (const { source, snapshot } of await textsOf(store, wanted.source, ALL_SNAPSHOTS)) {
    if (best !== null && [...best.passages, ...best.quotes].every(isFound)) break;
    const stored = await storedText(store, { source, snapshot });
    if (stored === null) continue;
    const checks = checkIn(stored.text, wanted);
    if (best === null) {
      const told = { snapshot, notInLatest: false };
      best = {
        passages: checks.passages.map((check) => ({ ...check, ...told })),
        quotes: checks.quotes.map((check) => ({ ...check, ...told })),
      };
      runs.push({ snapshot, outcomes: outcomesOf(checks) });
      continue;
    }
    best = {
      passages: better(best.passages, checks.passages, snapshot),
      quotes: better(best.quotes, checks.quotes, snapshot),
    };
    const here = (check: InText): boolean => check.snapshot === snapshot;
    const outcomes = outcomesOf({ passages: best.passages.filter(here), quotes: best.quotes.filter(here) });
    runs.push({ snapshot, outcomes });
  }
  if (best === null) return null;
  const { passages, quotes } = best;
  return {
    wanted,
    check: {
      source: wanted.source,
      snapshots: runs.map(({ snapshot }) => snapshot),
      passages,
      totals: totalsOf(passages),
      quotes,
      quoteTotals: totalsOf(quotes),
    },
    runs,
  };
};

/** Records what came of it, at one time; also that words were missed in a later text than the one that has them. */
export const recordStored = async (
  store: Store,
  runs: readonly Run[],
  checkedAt: string,
): Promise<{ recorded: number } | NotTaken> => {
  let recorded = 0;
  for (const { snapshot, outcomes } of runs) {
    const done = await recordChecks(store, snapshot, checkedAt, outcomes);
    if ('problems' in done) return done;
    recorded += done.recorded;
  }
  return { recorded };
};

/** The sources of which a text is stored, in order of id. */
export const sourcesWithTexts = async (store: Questions): Promise<string[]> => {
  const sources = new Set<string>();
  for await (const { source } of everything<SnapshotView>(store, 'snapshot', anyOf('textStored', 'true')))
    sources.add(source);
  return [...sources].sort();
};

/** What of a source does not stand in the texts that are stored of it, and what stands there otherwise than it is recorded. */
export const textFindings = async (store: Questions, source: string): Promise<Finding[]> => {
  const found = await checkStored(store, source);
  if (found === null) return [];
  const texts = found.check.snapshots.join(', ');
  const findings: Finding[] = [];
  const add = (where: string, words: string, check: InText & { status: string; reason: string | null }): void => {
    if (check.status === 'ambiguous') return;
    if (!isFound(check))
      findings.push({
        where,
        kind: 'rule',
        message: `${words} does not stand in the texts of ${source} that are stored (${texts}): ${check.reason}`,
        remedy: `correct it, or store the text that has it: dictum verify --source ${source} --file … --record --store-text`,
      });
    else if (check.notInLatest)
      findings.push({
        where,
        kind: 'advice',
        message: `${words} stands in the text of ${check.snapshot}, but not in the latest, ${found.check.snapshots[0]}`,
        remedy: 'nothing has to be done; the document was changed since',
      });
  };
  found.check.passages.forEach((check, i) => {
    // A digest without a place tells whether a text has it, and not that none has.
    if (check.span !== null && found.wanted.passages[i]!.selectors.length > 0)
      add(`passage/${check.id}`, 'the span', check);
  });
  for (const check of found.check.quotes) add(`statement/${check.statement}`, JSON.stringify(check.exact), check);
  return findings;
};
