import type { ProofPlace } from '../log/check.ts';
import type { Key } from '../model/ids.ts';
import type { Finding, Store } from '../store/port.ts';
import { duplicateFindings } from './duplicates.ts';
import { sourcesWithTexts, textFindings } from './verify-stored.ts';

const BATCH = 500;

/**
 * Checks the whole graph: all that follows from the records, the records some at a time, and words beside the texts
 * that are stored of their sources; `progress` in words.
 */
export const checkGraph = async (
  store: Store,
  progress: (said: string) => void,
): Promise<{ checked: number; findings: Finding[] }> => {
  const findings: Finding[] = [];
  for (let part = await store.compare(); part !== null; part = await store.compare()) {
    findings.push(...part.findings);
    progress(`compared: ${part.step}`);
    if (part.ends) return { checked: 0, findings };
  }
  let checked = 0;
  let after: Key | null = null;
  do {
    const part = await store.check(after, BATCH);
    findings.push(...part.findings);
    checked += part.checked;
    progress(`${checked} records checked`);
    after = part.next;
  } while (after !== null);
  for (let place: ProofPlace | null = null, checkedLog = 0; ;) {
    const part = await store.proveLog(place, BATCH);
    findings.push(...part.findings);
    checkedLog += part.checked;
    progress(`the log of ${checkedLog} records gone back through`);
    place = part.next;
    if (place === null) break;
  }
  // What is damaged is told; what follows from it cannot be read.
  if (findings.some(({ kind }) => kind === undefined)) return { checked, findings };
  findings.push(...(await duplicateFindings(store)));
  for (const source of await sourcesWithTexts(store)) {
    findings.push(...(await textFindings(store, source)));
    progress(`compared with its texts: ${source}`);
  }
  return { checked, findings };
};
