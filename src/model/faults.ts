import { z } from 'zod';
import { didYouMean } from './suggest.ts';

type Fault = { pointer: string; message: string };

/** How many unknown fields of one value are told: each is compared with those that are known. */
const MOST = 100;

/** What is wrong with a value that a schema refused: where in it, and the remedy in words. */
export const faultsOf = (schema: z.ZodType, error: z.ZodError, raw: unknown): Fault[] =>
  error.issues.flatMap((issue) => faultsOfIssue(schema, issue, raw));

/** What is quoted of a value in a message. */
const shortened = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 200)}…`);

const faultsOfIssue = (schema: z.ZodType, issue: z.core.$ZodIssue, raw: unknown): Fault[] => {
  const pointer = issue.path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path, raw);
    return issue.keys.slice(0, MOST).map((name) => ({
      pointer: `${pointer}/${name}`,
      message: `unknown field${fieldMeant(name, known)}; fields here: ${known.join(', ')}`,
    }));
  }
  if (issue.code === 'invalid_value') {
    const given = valueAt(raw, issue.path);
    const known = issue.values.map(String);
    return [
      {
        pointer,
        message: `${JSON.stringify(given) ?? 'nothing'} is not one of ${known.join(', ')}${didYouMean(String(given), known)}`,
      },
    ];
  }
  if (issue.code === 'invalid_type' && valueAt(raw, issue.path) === undefined)
    return [{ pointer, message: `missing; give ${article(issue.expected)}` }];
  if (issue.code === 'invalid_type') {
    const given = valueAt(raw, issue.path);
    const text = JSON.stringify(given);
    // YAML and JSON read 2025 as a number and yes as a truth value.
    const unquoted = issue.expected === 'string' && (typeof given === 'number' || typeof given === 'boolean');
    const remedy = unquoted
      ? `; put quotation marks around it: "${text}"`
      : issue.expected === 'array' && typeof given === 'string'
        ? `; write it as a list: [${given}]`
        : '';
    return [{ pointer, message: `${text} is not ${article(issue.expected)}${remedy}` }];
  }
  // Of a form that none has there is nothing to compare with.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return faultsOfUnion(schema, issue, raw);
  if (issue.code === 'invalid_format' || issue.code === 'custom')
    return [
      { pointer, message: `${shortened(JSON.stringify(valueAt(raw, issue.path)) ?? 'nothing')}: ${issue.message}` },
    ];
  return [{ pointer, message: issue.message }];
};

/** What is wrong by the one of several forms that was probably meant: that of an object for an object, else the first. */
const faultsOfUnion = (schema: z.ZodType, issue: z.core.$ZodIssueInvalidUnion, raw: unknown): Fault[] => {
  const given = valueAt(raw, issue.path);
  const forms = optionsAt(schema, issue.path, raw);
  const isObject = typeof given === 'object' && given !== null;
  const at = Math.max(
    forms.findIndex((form) => form instanceof z.ZodObject === isObject),
    0,
  );
  return (issue.errors[at] ?? []).flatMap((each) =>
    faultsOfIssue(schema, { ...each, path: [...issue.path, ...each.path] }, raw),
  );
};

/** What people call fields that have another name here; the first of these that the record has was meant. */
const ALSO_CALLED = new Map<string, readonly string[]>(
  Object.entries({
    date: ['said', 'accessed', 'retrieved', 'checkedAt', 'from'],
    when: ['said', 'date', 'accessed', 'retrieved', 'from'],
    time: ['said', 'date', 'retrieved', 'checkedAt'],
    who: ['speakers', 'participants', 'author', 'member'],
    actor: ['speakers', 'participants', 'member', 'author'],
    title: ['name', 'text', 'csl'],
    label: ['name', 'text'],
    url: ['csl', 'sameAs'],
    link: ['csl', 'sameAs'],
    number: ['marker'],
    place: ['locatedIn', 'locator'],
    page: ['locator'],
    quotation: ['quotes', 'exact'],
    words: ['exact', 'quotes'],
    id: ['claim', 'actor', 'region', 'source', 'passage'],
    state: ['actor', 'member', 'belongsTo'],
    text: ['exact', 'name'],
    language: ['from'],
    quote: ['quotes', 'exact'],
    kind: ['mode'],
    type: ['kind', 'mode'],
    comment: ['note'],
    parent: ['broader', 'partOf', 'belongsTo'],
    lang: ['language'],
    term: ['period', 'represents'],
    since: ['period', 'from'],
    until: ['period', 'to'],
    surname: ['familyName'],
    doi: ['identifiers'],
    wikidata: ['identifiers'],
    archive: ['archived'],
    predecessor: ['successorOf'],
  }),
);

const fieldMeant = (name: string, known: readonly string[]): string => {
  const meant = ALSO_CALLED.get(name.toLowerCase())?.find((field) => known.includes(field));
  return meant === undefined ? didYouMean(name, known) : ` (did you mean ${meant}?)`;
};

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );

/** The forms that a value at a path may have. */
const optionsAt = (schema: z.core.$ZodType, path: readonly PropertyKey[], raw: unknown): readonly z.core.$ZodType[] => {
  const [step, ...rest] = path;
  if (schema instanceof z.ZodUnion && step === undefined) return schema.options;
  if (schema instanceof z.ZodObject && step !== undefined)
    return optionsAt(schema.shape[step as string], rest, valueAt(raw, [step]));
  if (schema instanceof z.ZodArray && step !== undefined) return optionsAt(schema.element, rest, valueAt(raw, [step]));
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? optionsAt(innerType, path, raw) : [];
};

/** The names of the fields that a schema has at a path. */
const fieldsAt = (schema: z.core.$ZodType, path: readonly PropertyKey[], raw: unknown): string[] => {
  if (schema instanceof z.ZodObject) {
    const [step, ...rest] = path;
    return step === undefined
      ? Object.keys(schema.shape)
      : fieldsAt(schema.shape[step as string], rest, valueAt(raw, [step]));
  }
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, path.slice(1), valueAt(raw, path.slice(0, 1)));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find(
      (candidate) =>
        candidate instanceof z.ZodObject &&
        candidate.safeParse(raw).error?.issues.every((issue) => issue.code === 'unrecognized_keys'),
    );
    return option ? fieldsAt(option, path, raw) : [];
  }
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.core.$ZodType[]).flatMap((option) => fieldsAt(option, path, raw));
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? fieldsAt(innerType, path, raw) : [];
};
