import { readFileSync } from 'node:fs';

/*
 * A program in TypeScript that uses every route of the API description by the client, each parameter by its example.
 */

type Json = Record<string, any>;

const valueOf = ({ example, schema }: Json): unknown => example ?? schema.examples?.[0];
/** A cursor is cut from the page before it, and these ask for text. */
const LEFT_OUT = new Set(['cursor', 'style', 'locale', 'layout']);

const given = (parameters: readonly Json[], where: string, isAll: boolean): Json =>
  Object.fromEntries(
    parameters
      .filter((each) => each['in'] === where && (isAll || where === 'path' || each['required']))
      .filter((each) => valueOf(each) !== undefined && (each['required'] || !LEFT_OUT.has(each['name'])))
      .map((each) => [each['name'], valueOf(each)]),
  );

/** Params of a call in the words of the program. */
const paramsOf = (parameters: readonly Json[], isAll: boolean): string => {
  const parts = { path: given(parameters, 'path', isAll), query: given(parameters, 'query', isAll) };
  return JSON.stringify(Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)));
};

/** The program; run, it asks the service at its first argument at all routes that only read, and prints how many answered. */
export const everyRoute = (): { program: string; reads: number } => {
  const { paths } = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as { paths: Record<string, Json> };
  const reads: string[] = [];
  const writes: string[] = [];
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { parameters = [], responses, security, requestBody }] of Object.entries<Json>(operations)) {
      const isJson = responses['200']?.content?.['application/json'] !== undefined;
      if (method === 'get' && isJson && (security ?? []).length === 0) {
        reads.push(`await count(dictum.get(${[JSON.stringify(path), paramsOf(parameters, false)].join(', ')}));`);
        // Together not all go with one another; that they have these types is enough.
        writes.push(`void (() => dictum.get(${[JSON.stringify(path), paramsOf(parameters, true)].join(', ')}));`);
      } else {
        const body = requestBody === undefined ? '' : ', body: {} as never';
        const params = `params: ${paramsOf(parameters, false)}`;
        writes.push(`void (() => dictum.http.${method.toUpperCase()}(${JSON.stringify(path)}, { ${params}${body} }));`);
      }
    }
  const program = `
import { createClient } from 'dictum-client';
const dictum = createClient({ url: process.argv[2]! });
let answered = 0;
const count = async (asked: Promise<object>): Promise<void> => {
  await asked;
  answered += 1;
};
${reads.join('\n')}
${writes.join('\n')}
const [whole] = (await dictum.get('/v1/statements', { query: { limit: 1 } })).data;
const speakers: string[] = whole!.speakers;
const [some] = (await dictum.get('/v1/statements', { query: { limit: 1, fields: ['speakers'] } })).data;
const perhaps: string[] | undefined = some!.speakers;
// @ts-expect-error what is asked for in part may lack it
const surely: string[] = some!.speakers;
// @ts-expect-error there is no such parameter
void (() => dictum.get('/v1/statements', { query: { speker: ['wang-yi'] } }));
// @ts-expect-error there is no such field
void (() => dictum.get('/v1/statements', { query: { fields: ['speker'] } }));
// @ts-expect-error there is no such path
void (() => dictum.get('/v1/statement'));
// @ts-expect-error it needs words
void (() => dictum.get('/v1/search'));
// @ts-expect-error no problem has such a code
void ((problem: import('dictum-client').Problem) => problem.code === 'nonsense');
void [perhaps, surely];
console.log(answered, speakers.length);
`;
  return { program, reads: reads.length };
};
