import { z } from 'zod';
import { normalised } from './normalise.ts';
import { Id, refPaths, type RefPath, type TypeName } from './ids.ts';
import { timeKey } from './time-order.ts';

/** What every answer carries, whatever its type. */
export type BaseView = { type: TypeName; id: string; label: string };

/** Reads the answers that a record refers to while it is derived: only what its own reference fields name. */
export type Look = <V extends BaseView>(type: TypeName, id: string) => V | null;

/** Reports something wrong with the record that is being derived: where in it, and the remedy. */
export type Report = (pointer: string, message: string) => void;

/**
 * What a derivation may say of its record beside what is wrong with it. `rule`: it would not be taken today; said of a
 * record that is created or changed it refuses the write, and of what is stored it is told by `dictum check`, so that
 * what an earlier version took stays valid. `advise`: it is taken, but somebody should look at it; told with the
 * write, and by `dictum check`.
 */
export type Remarks = { rule: Report; advise: Report };

/**
 * That records of this type gather those of another which refer to them by a field: what they are derived from too,
 * though they do not refer to it. Those are derived before them, and so may not look at them. `shownIn`: a list of the
 * answer which shows them with their id under the name of their type; what they refer to there is their own reference.
 * `isOwn`: they are something by themselves, and do not go where this one goes.
 */
export type Gathering = { from: TypeName; through: string; shownIn?: string; isOwn?: true };
/** The records of a type that the one which is derived gathers, in order of id. */
export type Gathered = <V extends BaseView>(from: TypeName) => V[];

/** What else a derivation is given. */
export type Further = Remarks & { gathered: Gathered };

/** A text of a record, and the field that holds it. */
export type FieldText = readonly [field: string, text: string, language?: string | null];

/** A link between a forum and a region that a record is evidence for, and the rule that says so. */
export type ForumRegionEvidence = { forum: string; region: string; rule: string };

/**
 * A filter whose values are read off the record: each value is an index key that the record is filed under. Where values
 * are numbers in order, `atLeast` names the parameter that asks for one of them or a greater one; `old` are values that
 * an earlier version had: they can be asked for, and no facet tells them any more. Values that `endsIn` a type end in
 * the id of a record of it, behind a space.
 */
export type ValueFilter<V> = {
  about: string;
  values: (view: V) => readonly string[];
  /** Values that match only without `exact=true`: what lies above the record's own values in a hierarchy. */
  broader?: (view: V) => readonly string[];
  /** Taken over by other types alone, where `inherited` says so: no record of this type is filed under it. */
  forHeirs?: true;
  /** Asked by what a parameter means in terms of others, and by no parameter of its own. */
  within?: true;
} & (
  | { ref: TypeName }
  | { oneOf: readonly string[]; atLeast?: string; old?: readonly string[] }
  | { text: 'words' | 'whole'; read?: Reading; endsIn?: TypeName }
  | Whether
);

/**
 * How what people give for a value is filed, where that is not as they give it; null for what can be no value, with the
 * remedy.
 */
export type Reading = { as: (text: string) => string | null; remedy: string };

/**
 * A filter that is true or false. Records are filed only where it is true, so that others can make it so; the rest are
 * those where it is false. `absent`: they are filed only where it is false, since it mostly is not.
 */
type Whether = { whether: true; absent?: 'true' };
export const IS_TRUE: readonly string[] = ['true'];
export const IS_FALSE: readonly string[] = [];
/** The value that every record has which a filter tells apart from what another filter says of it. */
export const APART = '';

/** Whether a time is given without `~`, `?` or `%`, and with ends that are known. */
export const isCertain = (date: string | null): boolean => date !== null && !/[~?%]|^\/|\/$/.test(date);

/** The filter by whether a time is certain, of every type that has a range. */
const certain = <V>({ about, date }: RangeFilter<V>): ValueFilter<V> => ({
  about: `Whether it is known when ${about}: without ~, ? or %, and with ends that are known`,
  whether: true,
  absent: 'true',
  values: (view) => (isCertain(date(view)) ? [] : ['false']),
});

/**
 * A filter over a time (EDTF): the parameters that name its ends, and the sort by it, which is the first of its type,
 * since a range is a span of that order.
 */
export type RangeFilter<V> = {
  about: string;
  /** What was in a time, in words: "statements that were made". */
  during: string;
  from: string;
  to: string;
  sort: string;
  date: (view: V) => string | null;
};

/**
 * Filters that records of this type take over from the records of another that refer to them; `about` says what they
 * mean here, where the words of the other type do not. `heirs`: which of those that the other refers to take them over,
 * where not all do.
 */
export type Inherited = {
  from: TypeName;
  through: string;
  filters: Readonly<Record<string, string>>;
  about?: string;
  heirs?: (view: any) => readonly string[];
};

/** Everything the service knows of a record type. One file under `types/` defines one. */
export type RecordType<W extends z.ZodRawShape = z.ZodRawShape, D extends z.ZodRawShape = z.ZodRawShape, V = any> = {
  name: TypeName;
  plural: string;
  about: string;
  /** What is written: the record as a data file or an NDJSON line gives it. */
  written: z.ZodObject<W, z.core.$strict>;
  /** What is derived from it and from what it refers to, and never typed in. */
  derived: z.ZodObject<D>;
  /** The answer: the written fields and the derived ones; a derived field stands in for a written one of its name. */
  view: z.ZodObject<z.ZodRawShape>;
  /** Written fields that answers leave out, since they are large: `Store.written` reads them. */
  unanswered: readonly string[];
  /** A record as people give it, with what they may leave out since it follows from the rest. */
  completed: (raw: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /**
   * Written fields that say more of what they refer to (`refOr`), of which answers have the ids alone, and the field of
   * the answer that has all.
   */
  long: Readonly<Record<string, string>>;
  refs: RefPath[];
  label: (record: any, look: Look) => string;
  derive: (record: any, look: Look, report: Report, further: Further) => any;
  gathers: readonly Gathering[];
  filters: Record<string, ValueFilter<V>>;
  range: RangeFilter<V> | null;
  inherited: readonly Inherited[];
  /** Sort names to sort keys; the first is the order that a list has when none is asked for. */
  sorts: Record<string, (view: V) => string>;
  /**
   * The order of a list that is narrowed to one value of some filters, where none is asked for and the first of all
   * would be no order that a reader knows.
   */
  within: { filters: readonly string[]; sort: string } | null;
  /** Names that search ranks first and type-ahead completes. */
  names: (view: V) => readonly FieldText[];
  /** Further text that search finds. */
  texts: (view: V) => readonly FieldText[];
  evidence: (view: V) => ForumRegionEvidence[];
};

type Written<W extends z.ZodRawShape> = z.output<z.ZodObject<W>>;
type View<W extends z.ZodRawShape, D extends z.ZodRawShape, U extends string = never> = BaseView &
  Omit<Written<W>, keyof D | U> &
  z.output<z.ZodObject<D>>;

/** Puts a record type together; see `RecordType` for the parts. */
export const defineType = <
  const N extends TypeName,
  W extends z.ZodRawShape,
  D extends z.ZodRawShape,
  const U extends string = never,
>(type: {
  name: N;
  plural: string;
  about: string;
  written: W;
  derived: D;
  unanswered?: readonly U[];
  completed?: (raw: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  long?: Readonly<Record<string, string>>;
  label: (record: Written<W> & { id: string }, look: Look) => string;
  derive: (
    record: Written<W> & { id: string },
    look: Look,
    report: Report,
    further: Further,
  ) => z.output<z.ZodObject<D>>;
  filters?: Record<string, ValueFilter<View<W, D, U>>>;
  range?: RangeFilter<View<W, D, U>>;
  inherited?: readonly Inherited[];
  gathers?: readonly Gathering[];
  /** Beside that by its time, where it has a range. */
  sorts?: Record<string, (view: View<W, D, U>) => string>;
  within?: { filters: readonly string[]; sort: string };
  names?: (view: View<W, D, U>) => readonly FieldText[];
  texts?: (view: View<W, D, U>) => readonly FieldText[];
  evidence?: (view: View<W, D, U>) => ForumRegionEvidence[];
}): RecordType<W & { id: typeof Id }, D, View<W, D, U>> => {
  const written = z.strictObject({ id: Id, ...type.written }).describe(type.about);
  const derived = z.object(type.derived);
  const range = type.range ?? null;
  const unanswered: readonly string[] = type.unanswered ?? [];
  const fields = Object.fromEntries(
    Object.entries(written.shape as Record<string, z.ZodType>).filter(
      ([name]) => name !== 'id' && !unanswered.includes(name),
    ),
  );
  return {
    ...type,
    written: written,
    derived,
    view: z
      .object({
        type: z.literal(type.name),
        id: Id,
        label: z.string().describe('A short text to show for the record.'),
        ...fields,
        ...derived.shape,
        // Not derived, and so no part of what is stored of an answer: added when it is given.
        revision: z
          .int()
          .optional()
          .describe('The number of the change set that last changed what is written of the record; If-Match takes it.'),
      })
      .describe(type.about),
    unanswered,
    completed: type.completed ?? ((raw) => raw),
    long: type.long ?? {},
    refs: refPaths(written),
    filters: { ...type.filters, ...(range && { certain: certain(range) }) },
    range,
    sorts: { ...(range && { [range.sort]: (view) => timeKey(range.date(view)) }), ...type.sorts },
    within: type.within ?? null,
    inherited: type.inherited ?? [],
    gathers: type.gathers ?? [],
    names: type.names ?? (() => []),
    texts: type.texts ?? (() => []),
    evidence: type.evidence ?? (() => []),
  };
};

/** The answer type of a record type. */
export type ViewOf<T> = T extends RecordType<any, any, infer V> ? V : never;

/**
 * The values of a filter that no record has by itself: a sum over others, which every write keeps (see
 * src/store/roots.ts).
 */
export const kept = (): string[] => [];

// ---- schema pieces that several types share ----

/** Text as an engine can store and order it: NFC, whole characters, no U+0000. */
export const AnyText = z
  .string()
  // Not zod's own, which takes time by the square of the longest run of marks.
  .overwrite((text) => normalised(text, 'NFC'))
  .refine(
    (text) => !/[\0\p{Surrogate}]/u.test(text),
    'a text cannot hold U+0000 or half of a surrogate pair; take it out',
  );
export const Text = AnyText.trim().min(1);
export const Name = Text.max(500).describe('The name as the field writes it.');
export const Prose = Text.max(20_000);
export const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
export const list = <T extends z.ZodType>(schema: T, description: string) =>
  z.array(schema).default([]).describe(description);

/** The texts of those fields that have one. */
export const given = (
  fields: readonly (readonly [string, string | null | undefined, (string | null)?])[],
): FieldText[] => fields.flatMap(([field, text, language]) => (text ? [[field, text, language ?? null] as const] : []));
