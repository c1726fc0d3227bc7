import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { TOOLS } from '../../src/mcp/tools.ts';
import { commandLine } from '../support/command.ts';
import { titled } from '../support/readers.ts';

/*
 * The Model Context Protocol as its own tools see it: the inspector's command line, and the conformance scenarios that
 * ask nothing of a server but what it has.
 */

const line = commandLine();
const run = promisify(execFile);
const NODE_TOOLS = resolve('.tools/node/node_modules/.bin');
const lacks = (name: string): string | null => (existsSync(join(NODE_TOOLS, name)) ? null : `no ${name}`);
let url = '';
beforeAll(async () => {
  await line.dictum(['seed', 'graph-seed']);
  ({ url } = await line.serve());
});

describe.skipIf(lacks('mcp-inspector'))(titled('the inspector', lacks('mcp-inspector')), () => {
  const inspect = async (method: string, ...args: string[]): Promise<Record<string, any>> => {
    const given = ['--cli', `${url}/mcp`, '--transport', 'http', '--method', method, ...args];
    return JSON.parse((await run(join(NODE_TOOLS, 'mcp-inspector'), given, { maxBuffer: 1e8 })).stdout);
  };

  it('lists tools, resources and prompts, and calls a tool', { timeout: 120_000 }, async () => {
    const { tools } = await inspect('tools/list');
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(TOOLS.map(({ name }) => name));
    const { resourceTemplates } = await inspect('resources/templates/list');
    expect(resourceTemplates[0].uriTemplate).toMatch(/^dictum:\/\//);
    const { prompts } = await inspect('prompts/list');
    expect(prompts.length).toBeGreaterThanOrEqual(3);
    const given = ['--tool-name', 'statements', '--tool-arg', 'speaker=sergey-lavrov', 'directness=counterpart'];
    const answer = await inspect('tools/call', ...given);
    expect(answer['structuredContent'].data).toHaveLength(3);
    expect(JSON.parse(answer['content'][0].text)).toEqual(answer['structuredContent']);
  });
});

describe.skipIf(lacks('conformance'))(titled('the conformance scenario', lacks('conformance')), () => {
  it.each(['server-initialize', 'ping', 'tools-list', 'resources-list', 'prompts-list', 'dns-rebinding-protection'])(
    '%s passes',
    async (scenario) => {
      const given = ['server', '--url', `${url}/mcp`, '--scenario', scenario];
      const { stdout } = await run(join(NODE_TOOLS, 'conformance'), given, { cwd: line.folder });
      expect(stdout).toMatch(/Passed: (\d+)\/\1, 0 failed/);
    },
  );
});
