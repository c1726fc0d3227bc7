import { z } from 'zod';
import { fieldMeant, valueMeant } from './words-meant.ts';
import { withArticle } from './suggest.ts';
import { fieldsAt, fieldWithin, formsAt, objectForm, objectIn, valueAt } from './schema-at.ts';

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
    return issue.keys.slice(0, MOST).map((name) => {
      const meant = fieldMeant(name, known);
      const within = meant === '' ? fieldWithin(schema, issue.path, raw, name) : null;
      const where = within === null ? meant : `; it stands in ${within}`;
      return { pointer: `${pointer}/${name}`, message: `unknown field${where}; fields here: ${known.join(', ')}` };
    });
  }
  const given = valueAt(raw, issue.path);
  const text = shortened(JSON.stringify(given) ?? 'nothing');
  const oneOf = (known: readonly string[]): string =>
    given === undefined
      ? `missing; give one of ${known.join(', ')}`
      : `${text} is not one of ${known.join(', ')}${valueMeant(typeof given === 'string' ? given : text, known)}`;
  if (issue.code === 'invalid_value') return [{ pointer, message: oneOf(issue.values.map(String)) }];
  if (issue.code === 'invalid_type')
    return [
      {
        pointer,
        message:
          given === undefined
            ? `missing; give ${withArticle(issue.expected)}`
            : `${text} is not ` +
              `${withArticle(issue.expected)}${formWanted(issue.expected, given, formsAt(schema, issue.path, raw))}`,
      },
    ];
  // Of a form that none has there is nothing to compare with.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return faultsOfUnion(schema, issue, raw);
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return [{ pointer, message: oneOf(valuesOf(formsAt(schema, issue.path.slice(0, -1), raw), issue.discriminator)) }];
  if (issue.code === 'too_big' || issue.code === 'too_small')
    return [{ pointer, message: sizeFault(issue, given, text) }];
  if (issue.code === 'invalid_format' || issue.code === 'custom')
    return [{ pointer, message: `${given === undefined ? 'missing;' : `${text}:`} ${issue.message}` }];
  return [{ pointer, message: issue.message }];
};

/** How much is too much or too little: of a text its characters, of a list its items, of a number the number itself. */
const sizeFault = (issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, given: unknown, text: string): string => {
  const isMost = issue.code === 'too_big';
  const bound = Number(isMost ? issue.maximum : issue.minimum);
  if (typeof given === 'string')
    return isMost
      ? `${given.length} characters are more than ${bound}; shorten it, or say it in several`
      : 'it is empty; write something, or leave it out';
  if (Array.isArray(given))
    return isMost
      ? `${given.length} are more than ${bound}; leave some out`
      : given.length === 0
        ? 'none is given; give one or more'
        : `${given.length} are fewer than ${bound}; give more`;
  return `${text} is ${isMost ? 'more' : 'less'} than ${bound}; give ${bound} or ${isMost ? 'less' : 'more'}`;
};

/** The values that a field has in several objects that it tells apart. */
const valuesOf = (forms: readonly z.core.$ZodType[], field: string): string[] =>
  forms.flatMap((form) =>
    form instanceof z.ZodObject && form.shape[field] instanceof z.ZodLiteral
      ? [...(form.shape[field] as z.ZodLiteral<string>).values]
      : [],
  );

const scalar = (given: unknown): boolean => typeof given === 'string' || typeof given === 'number';

/** How a value of another type is to be written, where that can be told. */
const formWanted = (expected: string, given: unknown, forms: readonly z.core.$ZodType[]): string => {
  const object = objectIn(forms);
  if (expected === 'object') return object === null ? '' : `; write it as ${objectForm(object, given)}`;
  if (expected === 'array') {
    const array = forms.find((form) => form instanceof z.ZodArray);
    const item = array === undefined ? [] : formsAt(array.element, [], given);
    const items = objectIn(item);
    if (scalar(given))
      return `; write it as a list: [${items === null || item.length > 1 ? given : objectForm(items, given)}]`;
    return given !== null && typeof given === 'object' ? '; write it as a list: [{ … }]' : '';
  }
  if (expected === 'boolean') return '; write true or false, without quotation marks';
  if (expected === 'number' || expected === 'int')
    return typeof given === 'string' && /^\d+$/.test(given) ? `; write it without quotation marks: ${given}` : '';
  if (expected !== 'string') return '';
  // YAML and JSON read 2025 as a number and yes as a truth value.
  if (typeof given === 'number' || typeof given === 'boolean') return `; put quotation marks around it: "${given}"`;
  if (typeof given !== 'object' || given === null) return '';
  const [only, ...others] = Object.values(given);
  return only !== undefined && others.length === 0 && scalar(only) ? `; write it alone: ${only}` : '';
};

/**
 * What is wrong by the one of several forms that was probably meant: that of an object for an object, else the first.
 */
const faultsOfUnion = (schema: z.ZodType, issue: z.core.$ZodIssueInvalidUnion, raw: unknown): Fault[] => {
  const otherType = issue.errors.map((errors) =>
    errors.find((each) => each.code === 'invalid_type' && each.path.length === 0),
  );
  const fits = otherType.indexOf(undefined);
  const plain = otherType.findIndex((each) => each?.code === 'invalid_type' && each.expected !== 'object');
  const at = fits === -1 ? Math.max(plain, 0) : fits;
  return (issue.errors[at] ?? []).flatMap((each) =>
    faultsOfIssue(schema, { ...each, path: [...issue.path, ...each.path] }, raw),
  );
};
