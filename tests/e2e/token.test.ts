import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

const { dictum, serve, stop } = commandLine();
const whoami = (url: string, token: string): Promise<Response> =>
  fetch(`${url}/v1/whoami`, { headers: { authorization: `Bearer ${token}` } });

describe('dictum token', () => {
  it('makes a token that a running service takes, lists it, and revokes it at once', async () => {
    const made = await dictum(['token', 'create', '--name', 'Ada', '--scope', 'read,write', '--expires', '2999-12-31']);
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^dictum_[0-9a-f]{12}_[\w-]{32}\n$/)]);
    const token = made.out.trim();
    const id = token.split('_')[1]!;
    expect(made.err).toContain(`curl -H 'Authorization: Bearer ${token}'`);
    const running = await serve();
    expect(await (await whoami(running.url, token)).json()).toMatchObject({
      data: { name: 'Ada', scopes: ['read', 'write'] },
    });
    const listed = await dictum(['token', 'list', '--json']);
    expect(JSON.parse(listed.out)).toMatchObject([
      { id, name: 'Ada', expires: '3000-01-01T00:00:00.000Z', revoked: null },
    ]);
    expect((await dictum(['token', 'list'])).out).toMatch(new RegExp(`${id} +Ada +read, write +until 3000`));
    expect((await dictum(['token', 'revoke', id])).code).toBe(0);
    expect((await whoami(running.url, token)).status).toBe(401);
    await stop(running);
    expect(listed.out + listed.err).not.toContain(token.slice(20));
  });

  it.each([
    [['create', '--name', 'Ada', '--scope', 'all'], 'there is no scope "all"; scopes: read, texts'],
    [['create', '--name', ' ', '--scope', 'read'], 'a name has 1 to 200 characters'],
    [['create', '--name', 'Ada', '--expires', 'tomorrow'], '"tomorrow" is no day (2027-06-30)'],
    [['create', '--name', 'Ada', '--expires', '2025-02-30'], '"2025-02-30" is no day'],
    [['create', '--name', 'Ada', '--expires', '2020-01-01'], '2020-01-01 is over'],
    [['revoke', '000000000000'], 'there is no token 000000000000 that could be revoked'],
  ])('%j is refused', async (args, message) => {
    const { code, err } = await dictum(['token', ...args]);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });
});
