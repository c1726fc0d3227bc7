import { Command } from 'commander';
import type { Propose } from '../mcp/propose.ts';
import { CATALOGUE, DictumError } from '../model/errors.ts';
import { Proposals } from '../proposals/proposals.ts';
import { RELEASE } from '../store/model-digest.ts';
import { configOf, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** An error in the words of the interface; any other goes to standard error, which is not the model's. */
const problemOf = (error: unknown): object => {
  if (!(error instanceof DictumError)) console.error(error);
  const { code, message, context, faults } =
    error instanceof DictumError ? error : new DictumError('internal', 'something went wrong in dictum mcp');
  return {
    title: CATALOGUE[code].title,
    detail: message,
    code,
    ...context,
    ...(faults.length > 0 && { errors: faults }),
  };
};

export const mcpCommand = (): Command =>
  withSettings(new Command('mcp'), [...STORE_SETTINGS, 'PUBLIC_URL'])
    .description(
      'answer a model over standard input and output (Model Context Protocol); it reads, and proposes where it may',
    )
    .option('--propose', 'take proposals too, in your name; they wait for somebody to accept them')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum mcp\n  $ dictum mcp --propose\n  $ dictum mcp --data graph --public-url https://dictum.example',
    )
    .action(async ({ propose: mayPropose, ...options }: Record<string, unknown>) => {
      const [{ serveStdio, StdioServerTransport }, { mcpServer }] = await Promise.all([
        import('@modelcontextprotocol/server/stdio'),
        import('../mcp/server.ts'),
      ]);
      const base = configOf(options).PUBLIC_URL;
      await withStore(options, async (store) => {
        const proposals = new Proposals(store);
        const propose: Propose | null =
          mayPropose === true ? (proposed) => proposals.propose(proposed, shellUser()) : null;
        const transport = new StdioServerTransport();
        const ended = new Promise<void>((resolve) => void process.stdin.once('close', resolve).once('end', resolve));
        const handle = serveStdio(() => mcpServer({ store, base }, RELEASE, problemOf, propose), { transport });
        await ended;
        await handle.close();
      });
    });
