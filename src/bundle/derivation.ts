import type { z } from 'zod';
import type { BaseView, Look, Report } from '../model/define.ts';
import { deriveView } from '../model/derive.ts';
import { gatheredAmong } from '../model/gathering.ts';
import { keyText, mapRefs, refPaths, type Key } from '../model/ids.ts';
import { ALL_TYPES, TYPES } from '../model/types.ts';
import { canonical, compareKeys, type AnyBundle, type BundledRecord } from './format.ts';
import type { BundleFault } from './text.ts';

/*
 * Whether the records of a bundle are whole: each fits the model, refers only to others inside, is needed, and is what
 * deriving it from the others gives.
 */

const viewRefs = new Map(ALL_TYPES.map(({ name, view }) => [name, refPaths(view)]));

/** Everything that a record refers to, by JSON pointer. */
export const referencesIn = (view: BaseView): { key: Key; pointer: string }[] => {
  const found: { key: Key; pointer: string }[] = [];
  mapRefs(view, viewRefs.get(view.type)!, (key, pointer) => {
    found.push({ key: { ...key }, pointer });
    return undefined;
  });
  return found;
};

const show = (value: unknown): string => (value === undefined ? 'not there' : canonical(value).slice(0, 120));

/** The pointers at which two JSON values differ. */
const differences = (
  given: unknown,
  made: unknown,
  pointer = '',
): { pointer: string; given: unknown; made: unknown }[] => {
  if (canonical(given ?? null) === canonical(made ?? null) && (given === undefined) === (made === undefined)) return [];
  if (
    typeof given !== 'object' ||
    typeof made !== 'object' ||
    given === null ||
    made === null ||
    Array.isArray(given) !== Array.isArray(made)
  )
    return [{ pointer, given, made }];
  const [one, other] = [given as Record<string, unknown>, made as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((step) =>
    differences(one[step], other[step], `${pointer}/${step}`),
  );
};

/** A record of a bundle, and what was written in fields that it has something derived in. */
type Derived = { view: BaseView; written: Record<string, unknown> };

const fault = (key: Key, pointer: string, message: string): BundleFault => ({
  where: `${keyText(key)}${pointer && ` ${pointer}`}`,
  message,
});

/** The written fields of a type that its answer has something derived in. */
export const stoodInFor = (type: BaseView['type']): string[] =>
  Object.keys(TYPES[type].derived.shape).filter((field) => Object.hasOwn(TYPES[type].written.shape, field));

/** What was written of a record, as far as its answer and what stands beside it tell. */
const writtenOf = ({ view, written }: Derived): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(view).filter(([field]) => Object.hasOwn(TYPES[view.type].written.shape, field))),
  ...written,
});

/** What a record has that the model does not, or the other way round. */
const shapeFaults = ({ view, written }: Derived): BundleFault[] => {
  if (!Object.hasOwn(TYPES, view.type)) return [fault(view, '/type', 'the model has no such type')];
  const parsed = TYPES[view.type].view.safeParse(view);
  if (!parsed.success)
    return parsed.error.issues.map((issue) =>
      fault(view, issue.path.map((step) => `/${String(step)}`).join(''), issue.message),
    );
  const others = differences(view, parsed.data).map(({ pointer, given }) =>
    fault(view, pointer, `the model has no such value: ${show(given)}`),
  );
  return [
    ...others,
    ...Object.entries(written).flatMap(([field, value]) => {
      const isOne = stoodInFor(view.type).includes(field);
      return isOne && isWrittenSo(TYPES[view.type].written.shape[field] as z.ZodType, value)
        ? []
        : [fault(view, `/${field}`, `this cannot have been written in it: ${show(value)}`)];
    }),
  ];
};

const isWrittenSo = (schema: z.ZodType, value: unknown): boolean => {
  const parsed = schema.safeParse(value);
  return parsed.success && differences(value, parsed.data).length === 0;
};

type Views = ReadonlyMap<string, BaseView>;
/** What each record gathers among those inside, by its address, in order of id. */
type Gatherings = ReadonlyMap<string, BaseView[]>;

/** References that lead out of the bundle, and records that nothing leads to. */
const referenceFaults = (subject: Key, views: Views, gathered: Gatherings): BundleFault[] => {
  const faults: BundleFault[] = [];
  const reached = new Set([keyText(subject)]);
  for (const text of reached) {
    for (const { key, pointer } of views.has(text) ? referencesIn(views.get(text)!) : []) {
      if (!views.has(keyText(key)))
        faults.push(fault(views.get(text)!, pointer, `refers to ${keyText(key)}, which is not in the bundle`));
      reached.add(keyText(key));
    }
    for (const view of gathered.get(text) ?? []) reached.add(keyText(view));
  }
  for (const [text, view] of views)
    if (!reached.has(text)) faults.push(fault(view, '', 'nothing in the bundle refers to it'));
  return faults;
};

/** Derives a record anew from its own fields and the records inside; what differs was not derived from them. */
const derivationFaults = (derived: Derived, views: Views, gathered: Gatherings): BundleFault[] => {
  const { view } = derived;
  // An answer that leaves a field out cannot be derived from itself.
  if (TYPES[view.type].unanswered.length > 0) return [];
  const faults: BundleFault[] = [];
  const look: Look = (type, id): any => views.get(keyText({ type, id })) ?? null;
  const report: Report = (pointer, message) => void faults.push(fault(view, pointer, message));
  const made = deriveView(view, writtenOf(derived), look, report, {
    gathered: (from) => (gathered.get(keyText(view)) ?? []).filter(({ type }) => type === from) as any[],
  });
  for (const { pointer, given, made: expected } of differences(view, made))
    faults.push(fault(view, pointer, `it is ${show(given)}, but the records inside give ${show(expected)}`));
  return faults;
};

/** Everything that is wrong with the records of a bundle whose digests hold, by the model of this program. */
export const recordFaults = ({ subject, records }: AnyBundle): BundleFault[] => {
  const list = records.map(({ record, written = {} }: BundledRecord): Derived => ({
    view: record as BaseView,
    written,
  }));
  const order = list.flatMap(({ view }, i) =>
    i > 0 && compareKeys(list[i - 1]!.view, view) > 0
      ? [fault(view, '', 'it does not stand in the order of type and id')]
      : [],
  );
  const shapes = [...order, ...list.flatMap(shapeFaults)];
  if (shapes.length > 0) return shapes;
  const views = new Map(list.map(({ view }) => [keyText(view), view]));
  const gathered = gatheredAmong([...views.values()]);
  const references = referenceFaults(subject, views, gathered);
  return references.length > 0 ? references : list.flatMap((derived) => derivationFaults(derived, views, gathered));
};
