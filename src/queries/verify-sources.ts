import type { BaseView } from '../model/define.ts';
import type { Key, TypeName } from '../model/ids.ts';
import { anyOf, listQuery, type Condition, type ListQuery } from '../model/query.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SnapshotView } from '../model/types/snapshot.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Clock } from '../verify/clock.ts';
import { checkPassages } from '../verify/passages.ts';
import { SourceText, type Range } from '../verify/source-text.ts';
import type { Questions } from '../store/port.ts';
import { readRecord } from './record.ts';
import type { Spoken } from './verify-answer.ts';

/*
 * What verification reads: stored texts, one at a time since each may be large; passages and where they stand in a text;
 * and whose statements they are of.
 */

/** How many records are read at a time where all of a source's are wanted. */
const PAGE = 1000;
/** How many texts of a source are looked through for a quotation, the latest first. */
const SNAPSHOTS = 10;
/** The same for all that was recorded of it. */
export const ALL_SNAPSHOTS = PAGE;

export const listOf = (type: TypeName, where: readonly Condition[], more: Partial<ListQuery> = {}): ListQuery =>
  listQuery(type, PAGE, { where, ...more });

/** The id of a record that has to be there; that of the one it was merged into. @throws DictumError `not-found`, `gone` */
export const idOf = async (store: Questions, key: Key): Promise<string> => {
  const found = await readRecord(store, key);
  return 'movedTo' in found ? idOf(store, { type: key.type, id: found.movedTo }) : key.id;
};

/** All records of a list. */
export async function* everything<V extends BaseView>(
  store: Questions,
  type: TypeName,
  ...where: Condition[]
): AsyncGenerator<V> {
  for (let after: ListQuery['after'] = null, more = true; more;) {
    const page = await store.list(listOf(type, where, { after }));
    for (const { json } of page.rows) yield JSON.parse(json) as V;
    const last = page.rows.at(-1);
    more = page.more && last !== undefined;
    after = last === undefined ? null : { key: last.key, id: last.id };
  }
}

/** A stored text, and of which snapshot of which source it is. */
export type StoredText = { source: string; snapshot: string; text: SourceText };

/** The text of a snapshot; null where none is stored. */
export const storedText = async (
  store: Questions,
  { source, snapshot }: { source: string; snapshot: string },
): Promise<StoredText | null> => {
  const [written] = await store.written([{ type: 'snapshot', id: snapshot }]);
  const text = written == null ? null : (JSON.parse(written) as { text: string | null }).text;
  return text === null ? null : { source, snapshot, text: new SourceText(text) };
};

const isStored = anyOf('textStored', 'true');

/**
 * The snapshots of a source whose texts are stored, the latest first: of a quotation that is asked for the first few,
 * of a check as many as a source may have.
 */
export const textsOf = async (
  store: Questions,
  source: string,
  limit = SNAPSHOTS,
): Promise<{ source: string; snapshot: string }[]> => {
  const where = [anyOf('source', source), isStored];
  const { rows } = await store.list(listOf('snapshot', where, { descending: true, limit }));
  return rows.map(({ id, json }) => ({ source: (JSON.parse(json) as SnapshotView).source, snapshot: id }));
};

/** Those of some sources of which a text is stored. */
export const sourcesWithText = async (store: Questions, sources: readonly string[]): Promise<Set<string>> => {
  const counts = await store.counts(
    sources.map((source) => ({ type: 'snapshot', where: [anyOf('source', source), isStored], range: null })),
  );
  return new Set(sources.filter((_, i) => counts[i]! > 0));
};

/** Passages with the speakers of the statements that are recorded in them, and what came of checking them. */
export const spokenIn = async (store: Questions, passages: readonly PassageView[]): Promise<Spoken[]> => {
  if (passages.length === 0) return [];
  const speakers = new Map<string, Set<string>>(passages.map(({ id }) => [id, new Set()]));
  for await (const statement of everything<StatementView>(store, 'statement', anyOf('passage', ...speakers.keys()))) {
    for (const id of statement.passages) for (const speaker of statement.speakers) speakers.get(id)?.add(speaker);
  }
  return passages.map(({ id, label, verification }) => ({
    id,
    label,
    speakers: [...speakers.get(id)!].sort(),
    verification,
  }));
};

/** Where the words are said to stand. */
export type Named = { source: string; speaker: string | null; passage: PassageView | null };

/** The passages of a source, and those among them that the words are said to stand in; read once for all of its texts. */
export type Passages = { all: PassageView[]; own: ReadonlySet<string> };

export const passagesFor = async (
  store: Questions,
  { source, speaker, passage }: Named,
  clock: Clock,
): Promise<Passages> => {
  const all: PassageView[] = [];
  for await (const each of everything<PassageView>(store, 'passage', anyOf('source', source))) {
    if (all.push(each) % PAGE === 0) clock();
  }
  if (speaker === null) return { all, own: new Set(passage === null ? [] : [passage.id]) };
  const own = new Set<string>();
  const speaking = [anyOf('source', source), anyOf('speaker', speaker)];
  for await (const { id } of everything<PassageView>(store, 'passage', ...speaking))
    if (passage === null || passage.id === id) own.add(id);
  return { all, own };
};

/** Where passages of one source stand in a text, all looked for together, so that no two take one place. */
export const positionsIn = (text: SourceText, passages: readonly PassageView[]): Map<string, Range> =>
  new Map(
    checkPassages(text, passages).flatMap(({ id, position, status }) =>
      position !== null && (status === 'verified' || status === 'repaired') ? [[id, position] as const] : [],
    ),
  );
