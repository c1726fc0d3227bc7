import { Command } from 'commander';
import { CATALOGUE, DictumError } from '../model/errors.ts';
import { RELEASE } from '../store/model-digest.ts';
import { configOf, STORE_SETTINGS, withSettings, withStore } from './run.ts';

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
    .description('answer a model over standard input and output (Model Context Protocol); it only reads')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum mcp\n  $ dictum mcp --data graph --public-url https://dictum.example',
    )
    .action(async (options: Record<string, unknown>) => {
      const [{ serveStdio, StdioServerTransport }, { mcpServer }] = await Promise.all([
        import('@modelcontextprotocol/server/stdio'),
        import('../mcp/server.ts'),
      ]);
      const base = configOf(options).PUBLIC_URL;
      await withStore(options, async (store) => {
        const transport = new StdioServerTransport();
        const ended = new Promise<void>((resolve) => void process.stdin.once('close', resolve).once('end', resolve));
        const handle = serveStdio(() => mcpServer({ store, base }, RELEASE, problemOf), { transport });
        await ended;
        await handle.close();
      });
    });
