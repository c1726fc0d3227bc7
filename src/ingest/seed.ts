import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { keyText } from '../model/ids.ts';
import { valueMeant } from '../model/words-meant.ts';
import { ALL_TYPES, typeByPlural } from '../model/types.ts';
import type { Change, Mention, Problem, Store, WriteOptions, WriteReport } from '../store/port.ts';
import { withMeant } from '../store/meant.ts';
import { readDataFiles, type DataText } from './data-files.ts';
import { comparedWith, FileWriter, type Compared, type Left } from './file-writer.ts';
import { parseRecord } from './records.ts';
import { Refused, withoutRefused, type Place, type Refusal } from './refused.ts';
import { yamlFaults } from './yaml-faults.ts';

/** Tells of a place in a record that somebody wrote. */
type Refuse = (pointer: string, message: string) => Refusal;
type SeedRecord = { change: Change; place: Place; refuse: Refuse };
/**
 * What a data file holds; `named` are all records in it that have an id, also those that cannot be read, which `unread` has
 * by their address; `isWhole`: whether the file could be read to its end.
 */
type Read = {
  entries: SeedRecord[];
  refusals: Refusal[];
  named: { record: string; place: Place }[];
  unread: Map<string, Refuse>;
  mentions: Mention[];
  isWhole: boolean;
};

/** Reads data files as changes, and tells everything that is wrong in any of them. */
const readSeed = (files: readonly DataText[]): Read => {
  const read = files.map(readDataFile);
  const entries = read.flatMap((file) => file.entries);
  return {
    entries,
    refusals: [...read.flatMap((file) => file.refusals), ...duplicates(read.flatMap((file) => file.named))],
    named: read.flatMap((file) => file.named),
    unread: new Map(read.flatMap((file) => [...file.unread])),
    mentions: read.flatMap((file) => file.mentions),
    isWhole: read.every((file) => file.isWhole),
  };
};

const readDataFile = ({ file, text }: DataText): Read => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (node: unknown): number => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line || 1;
  const refusals: Refusal[] = yamlFaults(document, lines, text).map((fault) => ({
    file,
    record: 'the file',
    pointer: '',
    ...fault,
  }));
  const isWhole = refusals.length === 0;
  const found: Read = { entries: [], refusals, named: [], unread: new Map(), mentions: [], isWhole };
  const refuse = (node: unknown, record: string, pointer: string, message: string): unknown =>
    refusals.push({ file, line: lineOf(node), record, pointer, message });
  if (!isWhole || document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return found;
  if (!isMap(document.contents)) {
    refuse(document.contents, 'the file', '', 'a data file is a map from type names to lists of records');
    return found;
  }
  for (const { key, value } of document.contents.items) {
    const plural = String(key);
    const type = typeByPlural(plural);
    const known = ALL_TYPES.map((each) => each.plural);
    if (type === undefined)
      refuse(key, 'the file', `/${plural}`, `unknown type${valueMeant(plural, known)}; types: ${known.join(', ')}`);
    else if (!isSeq(value)) {
      const isDashed = String(isMap(value) ? value.items[0]?.key : value).startsWith('-');
      const remedy = isDashed ? '; put a space behind the - that begins an item of it' : '';
      refuse(key, 'the file', `/${plural}`, `a list of records has to stand here${remedy}`);
    } else {
      value.items.forEach((node, i) => {
        let raw: unknown;
        try {
          raw = (node as Node).toJS(document);
        } catch (error) {
          // Aliases of aliases, by which a few lines would fill the memory.
          refuse(node, `${plural}[${i}]`, '', `not taken: ${(error as Error).message}; write it out`);
          return;
        }
        const id = (raw as { id?: unknown } | null)?.id;
        const record = typeof id === 'string' ? `${type.name}/${id}` : `${plural}[${i}]`;
        if (typeof id === 'string') found.named.push({ record, place: { file, line: lineOf(node) } });
        const parsed = parseRecord(type.name, raw);
        const at = (pointer: string): Node => nodeAt(document, [plural, i, ...pointer.split('/').slice(1)], node);
        const refusal: Refuse = (pointer, message) => ({ file, line: lineOf(at(pointer)), record, pointer, message });
        if ('change' in parsed)
          found.entries.push({ change: parsed.change, place: { file, line: lineOf(node) }, refuse: refusal });
        else {
          const key = { type: type.name, id: typeof id === 'string' ? id : record };
          for (const { pointer, message } of parsed.faults) refusals.push(refusal(pointer, message));
          found.unread.set(keyText(key), refusal);
          found.mentions.push(...parsed.references.map((reference) => ({ key, ...reference })));
        }
      });
    }
  }
  return found;
};

/** The deepest node that a path leads to. */
const nodeAt = (document: Document, path: readonly (string | number)[], otherwise: Node): Node => {
  for (let length = path.length; length > 2; length--) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return node;
  }
  return otherwise;
};

const duplicates = (named: Read['named']): Refusal[] => {
  const first = new Map<string, Place>();
  return named.flatMap(({ record, place }): Refusal[] => {
    const other = first.get(record);
    first.set(record, other ?? place);
    return other
      ? [
          {
            ...place,
            record,
            pointer: '/id',
            message: `the id is taken by ${other.file}:${other.line}; ids are unique within their type`,
          },
        ]
      : [];
  });
};

/** `remarks`: what was taken, but somebody should know. */
type Seeded = Omit<Extract<WriteReport, { written: true }>, 'remarks'> & { left: Left[]; remarks?: Refusal[] };

/** `force`: what the files say is written whatever others changed since; `by`: who writes. */
export type SeedOptions = Pick<WriteOptions, 'rehearsal' | 'note' | 'by'> & { force?: boolean };

/**
 * Writes the records of the data files under a path into a store: all of them or none. What is in the store already
 * and equal is left as it is; what is in the store and not in the files stays, and so does what others changed since
 * the files wrote it: `left` are the records where both did. A rehearsal writes nothing.
 * @throws Refused with everything that is wrong, each with file, line, path and remedy; nothing is written then
 */
export const seed = async (store: Store, path: string, options: SeedOptions = {}): Promise<Seeded> =>
  seedFiles(store, path, await readDataFiles(path), options);

/** The records of the data files under a path. @throws Refused naming what cannot be read */
export const changesIn = async (path: string): Promise<Change[]> => {
  const { entries, refusals } = readSeed(await readDataFiles(path));
  if (refusals.length > 0) throw new Refused(refusals);
  return entries.map(({ change }) => change);
};

/** What seeding would do with each record of the data files under a path. @throws Refused naming what cannot be read */
export const planSeed = async (store: Store, path: string): Promise<Compared[]> =>
  comparedWith(store, await changesIn(path));

/** Writes data files that were read already. */
export const seedFiles = async (
  store: Store,
  path: string,
  files: readonly DataText[],
  { rehearsal = false, note, force = false, by = null }: SeedOptions,
): Promise<Seeded> => {
  const { entries, refusals, unread, mentions, isWhole } = readSeed(files);
  const byKey = new Map(entries.map((entry) => [keyText(entry.change.key), entry]));
  // With something refused already the rest is only rehearsed, so that one report names all that is wrong.
  const report = await new FileWriter(store, { kind: 'seed', by, comment: path, force }).write(
    [...byKey.values()].map(({ change }) => change),
    { ...(note !== undefined && { note }), rehearsal: rehearsal || refusals.length > 0, mentions },
  );
  const told = ({ key, pointer, message }: Problem): Refusal => {
    const refuse = unread.get(keyText(key)) ?? byKey.get(keyText(key))?.refuse;
    return refuse?.(pointer, message) ?? { file: path, line: 1, record: keyText(key), pointer, message };
  };
  if (report.written && refusals.length === 0) {
    const { remarks = [], ...done } = report;
    return remarks.length === 0 ? done : { ...done, remarks: remarks.map(told) };
  }
  const sound = report.written ? [] : withoutRefused(report.problems, new Set(unread.keys()));
  // What a file was not read to may be what others refer to.
  const problems = isWhole ? sound : sound.filter(({ missing }) => missing === undefined);
  throw new Refused([...refusals, ...(await withMeant(store, problems)).map(told)]);
};
