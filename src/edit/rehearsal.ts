import { setImmediate as nextTurn } from 'node:timers/promises';
import { mapInTurns } from '../in-turns.ts';
import { keyText, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { EVIDENCE_BY_REGION } from '../model/index-keys.ts';
import type { EvidenceChange } from '../store/rehearsed.ts';
import type { Store, WriteReport } from '../store/port.ts';
import { differences, type Difference } from './differences.ts';
import { hiddenFields } from './operations.ts';

/*
 * What a write would do that is only tried: how records as they are written would differ, which answers would follow,
 * and which links of regions with forums would come and go.
 */

/** How many records are told of each kind; how many differ is told in any case. */
const MOST = 200;

type Written = Extract<WriteReport, { written: true }>;

const parsed = (json: string | null | undefined): object | null => (json == null ? null : (JSON.parse(json) as object));

const linkOf = ({ region, forum }: EvidenceChange): string => `${region} ${forum}`;

/** The links that would have their first evidence, or lose their last. */
const linksThatChange = async (store: Store, evidence: readonly EvidenceChange[]) => {
  const changes = new Map<string, number>();
  for (const each of evidence) changes.set(linkOf(each), (changes.get(linkOf(each)) ?? 0) + each.change);
  const [come, go]: [object[], object[]] = [[], []];
  for (const [link, change] of changes) {
    const [region, forum] = link.split(' ') as [string, string];
    const rules = await store.values(EVIDENCE_BY_REGION, `${link} `, null, MOST);
    const before = rules.reduce((sum, { count }) => sum + count, 0);
    if (before === 0 && change > 0) come.push({ region, forum });
    if (before > 0 && before + change <= 0) go.push({ region, forum });
  }
  return { come, go };
};

/** Answers of a rehearsal. */
export const rehearsalAnswer = async (store: Store, report: Written, texts: boolean): Promise<object> => {
  const { created, updated, unchanged, deleted, merged, recorded = [], remarks = [] } = report;
  const { answers, evidence } = report.rehearsed ?? { answers: [], evidence: [] };
  // What a thread handed over was read in the turn that this would go on in.
  await nextTurn();
  const written = new Map(recorded.map(({ key, before, after }) => [keyText(key), { before, after }]));
  const told = (
    key: Key,
    before: object | null,
    after: object | null,
  ): { type: string; id: string; differs: Difference[] } => ({
    type: key.type,
    id: key.id,
    differs: differences(before, after, hiddenFields(key, texts)),
  });
  // Of what was written itself only what is derived beside it.
  const compared = await mapInTurns(answers, ({ key, before, after }) => {
    const isWritten = written.has(keyText(key));
    const names = Object.keys(TYPES[key.type].derived.shape);
    const of = (json: string | null): object | null => {
      const view = parsed(json);
      return view === null || !isWritten
        ? view
        : Object.fromEntries(Object.entries(view).filter(([name]) => names.includes(name)));
    };
    const change = told(key, of(before), of(after));
    return change.differs.length === 0 ? null : change;
  });
  const derived = compared.filter((change) => change !== null);
  return {
    dryRun: true,
    counts: { created, updated, unchanged, deleted, merged },
    changes: await mapInTurns(recorded.slice(0, MOST), ({ key, before, after }) => ({
      ...told(key, parsed(before?.written), parsed(after?.written)),
      ...(after?.movedTo != null && { mergedInto: after.movedTo }),
      ...(after !== null && after.written === null && after.movedTo === null && { deleted: true }),
    })),
    derived: { count: derived.length, records: derived.slice(0, MOST) },
    links: await linksThatChange(store, evidence),
    remarks: remarks.map(({ key, pointer, message }) => ({ type: key.type, id: key.id, pointer, detail: message })),
  };
};
