import type { Key } from '../model/ids.ts';
import { REBUILD } from '../store/check.ts';
import type { Finding, Store } from '../store/port.ts';

const BATCH = 500;

/** Checks the whole graph, some records at a time. */
export const checkGraph = async (
  store: Store,
  progress: (checked: number) => void,
): Promise<{ checked: number; findings: Finding[] }> => {
  const findings: Finding[] = [];
  let after: Key | null = null;
  let checked = 0;
  let expected = 0;
  for (;;) {
    const part = await store.check(after, BATCH);
    findings.push(...part.findings);
    checked += part.checked;
    expected += part.expectedPostings;
    progress(checked);
    if (part.next === null) {
      if (part.storedPostings !== expected) {
        findings.push({
          where: 'the index',
          message: `records are filed ${part.storedPostings} times, and should be ${expected} times`,
          remedy: REBUILD,
        });
      }
      return { checked, findings };
    }
    after = part.next;
  }
};
