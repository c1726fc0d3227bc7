import type { TypeName } from '../model/ids.ts';
import { includePathsOf, parseInclude } from '../model/includes.ts';
import { didYouMean } from '../model/suggest.ts';
import { capital } from '../model/text.ts';
import { type Parameter, ParameterFault, separated, several } from './parameters.ts';

/** What refers in something; a path goes on from there into the record that it refers to, so that not all paths can be named. */
export const includeSchema = (of: string, fields: readonly string[]): object => {
  if (fields.length === 0) return { type: 'string', minLength: 1 };
  const further = { type: 'string', pattern: `^(${fields.join('|').replaceAll('.', '\\.')})\\.[a-zA-Z.]+$` };
  return { title: `${of}Include`, type: 'string', anyOf: [{ type: 'string', enum: fields }, further] };
};

/** Reads which records that are referred to are wanted in the same answer. */
export const includeParameter = (type: TypeName): Parameter<string[][]> => ({
  about: `Records that these fields refer to, under "included", each once. Fields: ${[...includePathsOf(type).keys()].join(', ') || 'none'}; a path goes on from there, as in passages.citations`,
  schema: several(includeSchema(capital(type), [...includePathsOf(type).keys()])),
  read: (values) =>
    separated(values).map((path) => {
      const parsed = parseInclude(type, path);
      if ('hops' in parsed) return parsed.hops;
      throw includeFault(path, parsed);
    }),
});

/** Says where a path of references leaves the model. */
export const includeFault = (
  path: string,
  { unknown, known }: { unknown: string; known: string[] },
): ParameterFault => {
  const where = known.length === 0 ? 'the path leads no further' : `references there: ${known.join(', ')}`;
  return new ParameterFault(
    `${JSON.stringify(path)}: there is no reference ${unknown}${didYouMean(unknown, known)}; ${where}`,
    'unknown-include',
  );
};
