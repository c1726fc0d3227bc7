import { McpServer, ResourceTemplate, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { DictumError } from '../model/errors.ts';
import { TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { valueMeant } from '../model/words-meant.ts';
import { TYPES } from '../model/types.ts';
import { asProperties, type Parameters } from '../queries/parameters.ts';
import { readRecord } from '../queries/record.ts';
import { autocomplete } from '../queries/autocomplete.ts';
import { asParameters } from './bounds.ts';
import type { Context } from './items.ts';
import { PROMPTS } from './prompts.ts';
import { PROPOSALS } from './proposals.ts';
import { PROPOSE, type Propose } from './propose.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools.ts';

/*
 * The Model Context Protocol over the queries: it reads, and never writes. Who may propose has two tools more: one
 * whose records wait for people, and one that tells what became of them.
 */

const INSTRUCTIONS =
  'Dictum records who said what, where, and on what evidence. Every sentence that a tool gives has an address and the state of its evidence: pass both on with it. directness says how near the evidence stands to the speaker (counterpart: only the other side reports it); verification says whether words were found in a text. Begin with search to learn ids.';

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Answers may gain members. */
const Answer = z.looseObject({
  data: z.array(z.looseObject({})).optional(),
  left: z.int().min(0).max(1_000_000_000).nullable().optional(),
  nextCursor: z.string().nullable().optional(),
});

/** A JSON Schema as the library takes one; what is given is checked where it is read. */
const standard = (schema: Record<string, unknown>): StandardSchemaWithJSON<Record<string, unknown>> => ({
  '~standard': {
    version: 1 as const,
    vendor: 'dictum',
    validate: (value: unknown) => ({ value: value as Record<string, unknown> }),
    jsonSchema: { input: () => schema, output: () => schema },
  },
});

/** The arguments of a tool as JSON Schema; they are read as the parameters of a request are, so that they are refused in the same words. */
const inputOf = (parameters: Parameters): StandardSchemaWithJSON<Record<string, unknown>> =>
  standard({ type: 'object', ...asProperties(parameters), additionalProperties: false });

/** How an error is told: as the interface tells it. What is not known to be the asker's keeps its words to the log. */
type Problem = (error: unknown) => object;

/** Runs a tool; its answer in both forms: some clients give a model the one, some the other, and each has all of it. */
const answering =
  (problem: Problem, run: (given: Record<string, unknown>) => Promise<object>) =>
  async (given: Record<string, unknown>) => {
    try {
      const answer = (await run(given)) as z.output<typeof Answer>;
      return { structuredContent: answer, content: [{ type: 'text' as const, text: JSON.stringify(answer) }] };
    } catch (error) {
      return { isError: true, content: [{ type: 'text' as const, text: JSON.stringify(problem(error)) }] };
    }
  };

const register = (server: McpServer, context: Context, problem: Problem, tool: Tool): void => {
  const { name, title, description, parameters, run } = tool;
  server.registerTool(
    name,
    { title, description, inputSchema: inputOf(parameters), outputSchema: Answer, annotations: READS },
    answering(problem, (given) => run(context, asParameters(given, parameters))),
  );
};

/** The type that a resource names, in the plural of addresses or in the singular of records. */
const typeIn = (word: string): TypeName => {
  const type = TYPE_NAMES.find((name) => name === word || TYPES[name].plural === word);
  if (type === undefined)
    throw new DictumError('not-found', `there is no type ${word}${valueMeant(word, TYPE_NAMES)}`, {
      context: { recordType: word, id: '' },
    });
  return type;
};

/** The record of a resource as JSON, wherever it was merged to. */
const resource = async ({ store }: Context, type: TypeName, id: string): Promise<string> => {
  const record = await readRecord(store, { type, id });
  return 'movedTo' in record ? resource({ store, base: '' }, type, record.movedTo) : record.json;
};

/** A server of the protocol for one request or one connection; `propose` where whoever asks may propose. */
export const mcpServer = (
  context: Context,
  version: string,
  problem: Problem,
  propose: Propose | null = null,
): McpServer => {
  const server = new McpServer({ name: 'dictum', title: 'Dictum', version }, { instructions: INSTRUCTIONS });
  for (const tool of TOOLS) register(server, context, problem, tool);
  if (propose !== null) {
    register(server, context, problem, PROPOSALS);
    server.registerTool(
      PROPOSE.name,
      {
        title: PROPOSE.title,
        description: PROPOSE.description,
        inputSchema: standard(PROPOSE.schema),
        outputSchema: Answer,
        annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      },
      answering(problem, (given) => PROPOSE.run(propose, given)),
    );
  }
  const complete = {
    type: (typed: string) => TYPE_NAMES.map((name) => TYPES[name].plural).filter((plural) => plural.startsWith(typed)),
    id: async (typed: string) => {
      if (typed === '') return [];
      const { suggestions } = await autocomplete(context.store, { q: typed, limit: '20' });
      return suggestions.map(({ id }) => id);
    },
  };
  server.registerResource(
    'record',
    new ResourceTemplate('dictum://{type}/{id}', { list: undefined, complete }),
    { title: 'A record', description: 'Any record, by type and id', mimeType: 'application/json' },
    async (uri, variables) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: await resource(context, typeIn(String(variables['type'])), String(variables['id'])),
        },
      ],
    }),
  );
  for (const { name, title, description, arguments: argsSchema, text } of PROMPTS)
    server.registerPrompt(name, { title, description, argsSchema }, (given) => ({
      messages: [{ role: 'user', content: { type: 'text', text: text(given as Record<string, string | undefined>) } }],
    }));
  return server;
};
