import { beforeEach, describe, expect, it } from 'vitest';
import { Tokens, withoutTokens } from '../../../src/access/tokens.ts';
import type { Store } from '../../../src/store/port.ts';
import { storesOfCases } from '../../support/one-store.ts';

const open = storesOfCases();
const HOUR_MS = 3_600_000;
let store: Store;
let now: number;
let tokens: Tokens;
beforeEach(async () => {
  store = await open();
  now = Date.parse('2026-11-29T12:00:00Z');
  tokens = new Tokens(store, () => now);
});

const refusalOf = async (text: string): Promise<unknown> => {
  const checked = await tokens.check(text);
  return checked !== null && 'refused' in checked ? checked.refused : checked;
};

describe('a token', () => {
  it('is known by its text, and only a hash of that is stored', async () => {
    const { id, text } = await tokens.create('Ada', ['read', 'write'], null);
    expect(text).toMatch(/^dictum_[0-9a-f]{12}_[\w-]{32}$/);
    expect(await tokens.check(text)).toEqual({
      token: {
        id,
        name: 'Ada',
        scopes: ['read', 'write'],
        created: '2026-11-29T12:00:00.000Z',
        expires: null,
        revoked: null,
      },
    });
    const stored = JSON.stringify(await store.entries('token', null));
    expect(stored).toContain('Ada');
    expect(stored).not.toContain(text.slice(20));
  });

  it('differs from every other', async () => {
    const texts = await Promise.all(Array.from({ length: 20 }, () => tokens.create('Ada', ['read'], null)));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(20);
  });

  it('is refused with another secret, or where there is none of its id', async () => {
    const { id, text } = await tokens.create('Ada', ['read'], null);
    const other = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`;
    expect(await refusalOf(other)).toBe('there is no such token');
    expect(await refusalOf(text.replace(id, id === '0'.repeat(12) ? '1'.repeat(12) : '0'.repeat(12)))).toBe(
      'there is no such token',
    );
    for (const odd of ['', 'x', text.slice(0, -1), `${text}x`, text.toUpperCase()])
      expect(await tokens.check(odd)).toBeNull();
  });

  it('is refused once it has expired', async () => {
    const { text } = await tokens.create('Ada', ['read'], '2026-11-29T13:00:00.000Z');
    now += HOUR_MS - 1;
    expect(await tokens.check(text)).toMatchObject({ token: { name: 'Ada' } });
    now += 1;
    expect(await refusalOf(text)).toMatch(/has expired/);
    expect(await tokens.any()).toBe(false);
  });

  it('is refused once it is revoked, by every process, and stays listed', async () => {
    const { id, text } = await tokens.create('Ada', ['read'], null);
    const other = new Tokens(store, () => now);
    expect(await other.check(text)).toMatchObject({ token: { id } });
    expect(await tokens.revoke(id)).toBe(true);
    expect(await other.check(text)).toEqual({ refused: 'the token was revoked' });
    expect(await tokens.revoke(id)).toBe(false);
    expect(await tokens.revoke('0'.repeat(12))).toBe(false);
    expect(await tokens.list()).toMatchObject([{ id, name: 'Ada', revoked: '2026-11-29T12:00:00.000Z' }]);
    const [stored] = await store.entries('token', [id]);
    expect(JSON.parse(stored!.value)).toMatchObject({ hash: null });
  });

  it('tells when it was last used, which is written down once an hour', async () => {
    const { id } = await tokens.create('Ada', ['read'], null);
    const used = async (): Promise<unknown> => (await tokens.list())[0]!.used;
    expect(await used()).toBeNull();
    await tokens.noteUse(id);
    expect(await used()).toBe('2026-11-29T12:00:00.000Z');
    now += HOUR_MS - 1;
    await tokens.noteUse(id);
    expect(await used()).toBe('2026-11-29T12:00:00.000Z');
    now += 1;
    await tokens.noteUse(id);
    expect(await used()).toBe('2026-11-29T13:00:00.000Z');
  });

  it('comes back by no note of its use once it is revoked', async () => {
    const { id, text } = await tokens.create('Ada', ['read'], null);
    await tokens.revoke(id);
    await tokens.noteUse(id);
    expect(await refusalOf(text)).toBe('the token was revoked');
  });

  it('is taken out of what is logged', async () => {
    const { text } = await tokens.create('Ada', ['read'], null);
    expect(withoutTokens(`/v1/claims?q=${text}&x=${text}`)).toBe('/v1/claims?q=dictum_***&x=dictum_***');
  });
});
