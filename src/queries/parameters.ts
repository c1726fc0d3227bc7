import { DictumError, type ErrorCode, type Fault } from '../model/errors.ts';
import { parameterMeant, valueMeant } from '../model/words-meant.ts';
import type { RawParameters } from '../store/port.ts';

export type { RawParameters };

/** Says that a value is wrong, in words that name the remedy. */
export class ParameterFault extends Error {
  readonly code: ErrorCode;
  constructor(detail: string, code: ErrorCode = 'invalid-value') {
    super(detail);
    this.code = code;
  }
}

/** A parameter: what it is for, its JSON Schema, and how the values given are read. */
export type Parameter<T = unknown> = {
  about: string;
  schema: object;
  /** It has to be given. */
  required?: true;
  /** Not called where the parameter was not given. @throws ParameterFault */
  read: (values: readonly string[]) => T;
};

export type Parameters = Readonly<Record<string, Parameter>>;
export type Read<P extends Parameters> = {
  [K in keyof P as P[K] extends { required: true } ? never : K]?: P[K] extends Parameter<infer T> ? T : never;
} & { [K in keyof P as P[K] extends { required: true } ? K : never]: P[K] extends Parameter<infer T> ? T : never };

/** How many parameters a request may have, how many values one of them, and how long a value may be. */
const MOST_PARAMETERS = 100;
export const MOST_VALUES = 1000;
const LONGEST_VALUE = 2000;

/** Where parameters belong that others have. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  asOf: ', which records, their revisions, provenance and bundles have; of the whole graph at a moment dictum checkout makes a store',
};

/**
 * Reads the parameters of a request.
 * @throws DictumError `invalid-parameters` naming every fault, those of unknown parameters with what was meant
 */
export const readParameters = <P extends Parameters>(raw: RawParameters, parameters: P): Read<P> => {
  const faults: Fault[] = [];
  const read: Record<string, unknown> = {};
  const count = Object.keys(raw).length;
  if (count > MOST_PARAMETERS)
    throw new DictumError(
      'invalid-parameters',
      `${count} parameters are more than a request may have; give ${MOST_PARAMETERS} at most`,
    );
  for (const [name, given] of Object.entries(raw)) {
    if (given === undefined) continue;
    if (!Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters);
      faults.push({
        parameter: name,
        code: 'unknown-parameter',
        detail: `unknown parameter${parameterMeant(name, known)}${ELSEWHERE[name] ?? ''}; parameters here: ${known.join(', ') || 'none'}`,
      });
      continue;
    }
    try {
      const values = [given].flat();
      // A variable that a script left empty would otherwise ask for everything.
      if (values.every((value) => value.trim() === ''))
        throw new ParameterFault('it is empty; give a value, or leave the parameter out');
      read[name] = parameters[name]!.read(values);
    } catch (error) {
      if (!(error instanceof ParameterFault)) throw error;
      faults.push({ parameter: name, code: error.code, detail: error.message });
    }
  }
  for (const [name, { about, required }] of Object.entries(parameters))
    if (required && raw[name] === undefined)
      faults.push({ parameter: name, code: 'invalid-value', detail: `missing; ${about}` });
  if (faults.length > 0) {
    const names = faults.map((fault) => ('parameter' in fault ? fault.parameter : '')).join(', ');
    throw new DictumError(
      'invalid-parameters',
      `${faults.length === 1 ? 'a parameter is' : `${faults.length} parameters are`} not understood: ${names}`,
      { faults },
    );
  }
  return read as Read<P>;
};

/** Parameters without those that are given as what leaving them out means, as generated clients send all of them. */
export const withoutDefaults = (raw: RawParameters, parameters: Parameters): RawParameters =>
  Object.fromEntries(
    Object.entries(raw).filter(([name, given]) => {
      const { default: otherwise } = (Object.hasOwn(parameters, name) ? parameters[name]!.schema : {}) as {
        default?: string | number | boolean;
      };
      return otherwise === undefined || given !== `${otherwise}`;
    }),
  );

/** A parameter that has to be given. */
export const required = <T>(parameter: Parameter<T>): Parameter<T> & { required: true } => ({
  ...parameter,
  required: true,
});

/** Parameters as the members of an object, as JSON Schema has them. */
export const asProperties = (parameters: Parameters): { properties: Record<string, object>; required: string[] } => ({
  properties: Object.fromEntries(
    Object.entries(parameters).map(([name, { about, schema }]) => [name, { description: about, ...schema }]),
  ),
  required: Object.keys(parameters).filter((name) => parameters[name]!.required),
});

/** The value of a parameter that is given once. */
export const single = (values: readonly string[]): string => {
  if (values.length !== 1) throw new ParameterFault(`given ${values.length} times; give it once`);
  return values[0]!;
};

/** Values of a parameter whose repetition or comma means "or". */
export const separated = (values: readonly string[]): string[] => {
  const all = values.flatMap((value) => value.split(',')).map((value) => value.trim());
  if (all.length > MOST_VALUES) throw new ParameterFault(`has ${all.length} values; give ${MOST_VALUES} at most`);
  const long = all.find((value) => value.length > LONGEST_VALUE);
  if (long !== undefined)
    throw new ParameterFault(`a value has ${long.length} characters; give ${LONGEST_VALUE} at most`);
  if (all.includes('')) throw new ParameterFault('a value is empty; give one, or leave the comma or the parameter out');
  return [...new Set(all)];
};

/** The schema of one of several values that are any text: it has something beside space, and no comma, which parts it from the next. */
export const ONE_OF_SEVERAL = { type: 'string', pattern: '^\\s*[^\\s,][^,]*$' };

/** The schema of a parameter with one or several values. */
export const several = (items: object): object => ({ type: 'array', minItems: 1, items });

export const text = (about: string, read: (value: string) => string = (value) => value): Parameter<string> => ({
  about,
  schema: { type: 'string', minLength: 1 },
  read: (values) => read(single(values)),
});

export const integer = (about: string, low: number, high: number, otherwise: number): Parameter<number> => ({
  about,
  schema: { type: 'integer', minimum: low, maximum: high, default: otherwise },
  read: (values) => {
    const value = single(values);
    if (!/^\d{1,9}$/.test(value) || Number(value) < low || Number(value) > high)
      throw new ParameterFault(`${JSON.stringify(value)} is not a whole number from ${low} to ${high}`);
    return Number(value);
  },
});

export const flag = (about: string): Parameter<boolean> => ({
  about,
  schema: { type: 'boolean', default: false },
  read: (values) => {
    const value = single(values);
    if (value !== 'true' && value !== 'false')
      throw new ParameterFault(`${JSON.stringify(value)} is neither true nor false`);
    return value === 'true';
  },
});

/** That a value is none of a closed set. */
export const notOneOf = (value: string, known: readonly string[], code?: ErrorCode): ParameterFault =>
  new ParameterFault(`${JSON.stringify(value)} is not one of ${known.join(', ')}${valueMeant(value, known)}`, code);

/** One or several words of a closed set. */
export const words = (
  about: string,
  known: readonly string[],
  code: ErrorCode = 'invalid-value',
): Parameter<string[]> => ({
  about,
  schema: several({ type: 'string', enum: known }),
  read: (values) => {
    const given = separated(values);
    for (const value of given) if (!known.includes(value)) throw notOneOf(value, known, code);
    return given;
  },
});

/** One word of a closed set; `otherwise`: what leaving it out means, null where that is no value of it. */
export const word = (
  about: string,
  known: readonly string[],
  otherwise: string | null,
  code: ErrorCode,
): Parameter<string> => ({
  about,
  schema: { type: 'string', enum: known, ...(otherwise !== null && { default: otherwise }) },
  read: (values) => {
    const value = single(values);
    if (!known.includes(value)) throw notOneOf(value, known, code);
    return value;
  },
});

/** The parameters of every list. */
export const paging = {
  limit: integer('How many records a page has at most', 1, 200, 50),
  cursor: text('Where the page begins: page.nextCursor of the page before it, with all other parameters the same'),
};
export const DEFAULT_LIMIT = 50;

/** What is wrong with one parameter, header or field of a form; `told`: of the request, where that is not the detail itself. */
export const invalidParameter = (parameter: string, detail: string, told = detail): DictumError =>
  new DictumError('invalid-parameters', told, { faults: [{ parameter, code: 'invalid-value', detail }] });

/** The same of a parameter whose value was not understood. */
export const notUnderstood = (parameter: string, detail: string): DictumError =>
  invalidParameter(parameter, detail, `a parameter is not understood: ${parameter}`);
