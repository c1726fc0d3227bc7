import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed } from '../support/http.ts';

/*
 * The requests that README shows are answered on the seed as it says.
 */

const service = serviceOver(theSeed);
const readme = await readFile('README.md', 'utf8').catch(() => '');
const blocks = [
  ...readme.matchAll(/```console\n\$ curl -s 'http:\/\/127\.0\.0\.1:3000([^']*)'(?: \| [^\n]*)?\n([\s\S]*?)```/g),
].map(([, url, answer]) => ({ url: url!, answer: answer! }));

describe('README', () => {
  it('shows at least three requests with their answers', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
  });

  it.each(blocks)('shows what $url answers', async ({ url, answer }) => {
    expect(await service.get(url)).toEqual(JSON.parse(answer));
  });
});
