import { referencesIn, stoodInFor } from '../bundle/derivation.ts';
import { bundleText, MOST_BYTES, type Bundle, type Content } from '../bundle/format.ts';
import type { BaseView } from '../model/define.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import { anyOf } from '../model/query.ts';
import { referringIndexKey } from '../model/references.ts';
import { TYPES } from '../model/types.ts';
import { CORRECTING } from '../model/types/relation.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { BundleMaker, Evidence, Part, Questions, State } from '../store/port.ts';
import { readRecord } from './record.ts';
import type { Deed, Recorded } from './recorded.ts';
import { everything } from './verify-sources.ts';

/** How many records are read at once: what is too much is found before much of it is read. */
const AT_ONCE = 200;

/** How many relations a bundle has at most that dispute, correct or update what it is the evidence of. */
const KNOWN_SHOWN = 100;

/** What a record takes in a bundle beside itself: its digest, and one for each of its fields. */
const digestBytes = (view: BaseView): number => 100 + 25 * Object.keys(view).length;

const tooLarge = (id: string): DictumError =>
  new DictumError(
    'bundle-too-large',
    `the evidence of statement ${id} takes more than ${MOST_BYTES / 2 ** 20} MiB, which is the most that a bundle may; read it in pages: /v1/statements/${id}/provenance`,
    { context: { recordType: 'statement', id } },
  );

/** Counts what a bundle takes. @throws DictumError `bundle-too-large` */
type Take = (bytes: number) => void;

const counting = (id: string): Take => {
  let taken = 0;
  return (bytes) => {
    taken += bytes;
    if (taken > MOST_BYTES) throw tooLarge(id);
  };
};

/** What some records gather: records of other types that say something about them, as checks do. */
async function* gatheredBy(store: Questions, views: readonly BaseView[]): AsyncGenerator<BaseView> {
  for (const type of new Set(views.map((view) => view.type)))
    for (const { from, through } of TYPES[type].gathers) {
      const filed = views.filter((view) => view.type === type).map((view) => referringIndexKey(from, through, view));
      yield* everything(store, from, anyOf(filed[0]!.filter, ...filed.map(({ value }) => value)));
    }
}

/** A statement and the records that it refers to and gathers, directly or through others. */
const closureOf = async (store: Questions, statement: BaseView, take: Take): Promise<BaseView[]> => {
  const known = new Set([keyText(statement)]);
  const views = [statement];
  const waiting: Key[] = [];
  const follow = (view: BaseView): void => {
    for (const { key } of referencesIn(view)) {
      if (known.has(keyText(key))) continue;
      known.add(keyText(key));
      waiting.push(key);
    }
  };
  const enter = (view: BaseView, json: string): void => {
    take(Buffer.byteLength(json) + digestBytes(view));
    views.push(view);
    follow(view);
  };
  follow(statement);
  for (let last = [statement]; last.length > 0 || waiting.length > 0;) {
    for await (const view of gatheredBy(store, last)) {
      if (known.has(keyText(view))) continue;
      known.add(keyText(view));
      enter(view, JSON.stringify(view));
    }
    const keys = waiting.splice(0, AT_ONCE);
    const { readings } = keys.length === 0 ? { readings: [] } : await store.read(keys);
    const found = readings.flatMap((reading) => (reading.state === 'found' ? [reading.json] : []));
    last = found.map((json) => JSON.parse(json) as BaseView);
    last.forEach((view, i) => enter(view, found[i]!));
  }
  return views;
};

/** The records with what was written in fields where their answers have what was derived. */
const withWritten = async (store: Questions, views: readonly BaseView[]): Promise<Content['entries']> => {
  const stoodIn = views.filter(({ type }) => stoodInFor(type).length > 0);
  const texts = new Map<BaseView, string | null>();
  for (let i = 0; i < stoodIn.length; i += AT_ONCE) {
    const part = stoodIn.slice(i, i + AT_ONCE);
    const found = await store.written(part.map(({ type, id }) => ({ type, id })));
    part.forEach((view, at) => texts.set(view, found[at]!));
  }
  return views.map((record) => {
    const given = JSON.parse(texts.get(record) ?? '{}') as Record<string, unknown>;
    const view = record as unknown as Record<string, unknown>;
    const others = stoodInFor(record.type).filter(
      (field) => Object.hasOwn(given, field) && JSON.stringify(given[field]) !== JSON.stringify(view[field]),
    );
    return others.length === 0
      ? { record }
      : { record, written: Object.fromEntries(others.map((field) => [field, given[field]])) };
  });
};

/** The relations that dispute, correct or update a statement or its claims, or that these do so by. */
const knownOf = async (store: Questions, { id, claims }: StatementView, take: Take): Promise<Bundle['known']> => {
  const kind = anyOf('kind', ...CORRECTING);
  const parts: Part[] = [
    { type: 'relation', where: [kind, anyOf('statement', id)], sort: 'id' },
    {
      type: 'relation',
      where: [kind, anyOf('claim', ...claims), { filter: 'statement', any: [], none: [id] }],
      sort: 'id',
    },
  ];
  const [counts, { rows }] = await Promise.all([
    store.counts(parts.map(({ type, where }) => ({ type, where, range: null }))),
    store.sequence(parts, null, KNOWN_SHOWN, null),
  ]);
  const records = rows.map(({ json }) => JSON.parse(json) as BaseView);
  const keys = new Map(records.flatMap(referencesIn).map(({ key }) => [keyText(key), key]));
  const found = await store.labels([...keys.values()]);
  const labels = new Map([...keys.keys()].map((name, i) => [name, found[i]!]));
  const relations = records.map((record) => ({
    record: record as BaseView & { type: 'relation' },
    labels: Object.fromEntries(referencesIn(record).map(({ key }) => [keyText(key), labels.get(keyText(key))!])),
  }));
  take(Buffer.byteLength(JSON.stringify(relations)));
  return { count: counts.reduce((sum, count) => sum + count, 0), relations };
};

const deedForm = ({ number, at, by, kind, comment }: Deed) => ({ change: number, at, by, kind, comment });

const recordedForm = (recorded: Recorded | null): Bundle['recorded'] =>
  recorded && { first: deedForm(recorded.first), last: deedForm(recorded.last) };

/**
 * The evidence bundle of a statement, of the state of the graph that the questions are asked of.
 * @throws DictumError `not-found`, `gone`, `bundle-too-large`
 */
export const evidenceBundle = async (
  store: Questions & { state(): Promise<State>; recorded(key: Key): Promise<Recorded | null> },
  id: string,
  { made, address }: BundleMaker,
): Promise<Evidence> => {
  const found = await readRecord(store, { type: 'statement', id });
  if ('movedTo' in found) return found;
  const take = counting(id);
  take(Buffer.byteLength(found.json));
  const statement = JSON.parse(found.json) as StatementView;
  const known = await knownOf(store, statement, take);
  const views = await closureOf(store, statement, take);
  const text = bundleText({
    subject: { type: 'statement', id },
    made,
    asOf: await store.state(),
    known,
    recorded: recordedForm(await store.recorded({ type: 'statement', id })),
    address: `${address}/v1/statements/${id}/bundle`,
    entries: await withWritten(store, views),
  });
  if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge(id);
  return { text };
};
