import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

const line = commandLine();

it('dictum mcp answers over standard input and output, and ends with its input', async () => {
  expect((await line.dictum(['seed', 'graph-seed'])).code).toBe(0);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['dist/cli/main.js', 'mcp', '--data', line.data],
    stderr: 'pipe',
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  const { structuredContent } = (await client.callTool({
    name: 'statements',
    arguments: { speaker: 'sergey-lavrov', directness: 'counterpart' },
  })) as { structuredContent: { data: { address: string }[] } };
  // There is no service that could be asked: records are opened as resources.
  const uri = structuredContent.data[0]!.address;
  expect([structuredContent.data.length, uri]).toEqual([3, 'dictum://statements/lavrov-2025-02-20-deepening']);
  const [content] = (await client.readResource({ uri })).contents as { text: string }[];
  expect(JSON.parse(content!.text)).toMatchObject({ type: 'statement', directness: ['counterpart'] });
  const wrong = (await client.callTool({ name: 'statements', arguments: { speaker: 'lavrov' } })) as {
    isError: boolean;
    content: { text: string }[];
  };
  expect([wrong.isError, JSON.parse(wrong.content[0]!.text)]).toMatchObject([true, { code: 'invalid-parameters' }]);
  await client.close();
  await expect.poll(() => transport.pid).toBeNull();
});
