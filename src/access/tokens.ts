import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { EntryChange } from '../store/entries.ts';
import type { Store } from '../store/port.ts';
import { SCOPE_NAMES, type Scope } from './scopes.ts';

/*
 * Tokens of our own: `dictum_<id>_<secret>`. The secret has 192 random bits, so that one hash of it is enough to keep; it
 * is shown once and stands nowhere. A token is looked up each time it is used: one that is revoked is refused from then
 * on by every process that serves the store.
 */

const [ID_BYTES, SECRET_BYTES] = [6, 24];
const TOKEN = /^dictum_([0-9a-f]{12})_([\w-]{32})$/;
/** A token anywhere in a text, to take it out of what is logged. */
const TOKENS = /dictum_[0-9a-f]{12}_[\w-]{32}/g;

/** As it is stored; without a hash once it is revoked. Times are RFC 3339. */
const Stored = z.object({
  name: z.string(),
  scopes: z.array(z.enum(SCOPE_NAMES)),
  hash: z.string().nullable(),
  created: z.string(),
  expires: z.string().nullable(),
  revoked: z.string().nullable(),
});
type Stored = z.output<typeof Stored>;

/** What may be told of a token. `used`: when it was last, to within an hour. */
export type Token = Omit<Stored, 'hash'> & { id: string; used: string | null };

/** What came of looking a token up. */
export type Checked =
  | { token: Omit<Token, 'used'> }
  /** Why it is not taken, in words. */
  | { refused: string };

type Keeping = Pick<Store, 'entries' | 'keepEntries'>;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A text in which no token is left. */
export const withoutTokens = (text: string): string => text.replace(TOKENS, 'dictum_***');

/** How rarely it is written down that a token was used. */
const USED_EVERY_MS = 3_600_000;

const parsed = (json: string): Stored => Stored.parse(JSON.parse(json));

const put = (id: string, stored: Stored): EntryChange => ({ space: 'token', name: id, value: JSON.stringify(stored) });

/** The tokens that a store keeps. */
export class Tokens {
  private readonly store: Keeping;
  private readonly now: () => number;
  /** When this process last wrote down that a token was used. */
  private readonly noted = new Map<string, number>();

  constructor(store: Keeping, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
  }

  /** Makes a token; the text is to be had this once. `expires`: a time as RFC 3339. */
  async create(name: string, scopes: readonly Scope[], expires: string | null): Promise<{ id: string; text: string }> {
    const [id, secret] = [randomBytes(ID_BYTES).toString('hex'), randomBytes(SECRET_BYTES).toString('base64url')];
    const created = new Date(this.now()).toISOString();
    const hash = hashOf(secret).toString('base64url');
    await this.store.keepEntries([put(id, { name, scopes: [...scopes], hash, created, expires, revoked: null })]);
    return { id, text: `dictum_${id}_${secret}` };
  }

  /** All tokens, the revoked ones too, in the order in which they were made. */
  async list(): Promise<Token[]> {
    const [tokens, uses] = await Promise.all([
      this.store.entries('token', null),
      this.store.entries('token-use', null),
    ]);
    const used = new Map(uses.map(({ name, value }) => [name, value]));
    return tokens
      .map(({ name: id, value }) => {
        const { hash: _hash, ...token } = parsed(value);
        return { id, ...token, used: used.get(id) ?? null };
      })
      .sort((a, b) => (a.created < b.created || (a.created === b.created && a.id < b.id) ? -1 : 1));
  }

  /** Whether there is any that could be used. */
  async any(): Promise<boolean> {
    return (await this.list()).some((token) => this.faultOf(token) === null);
  }

  /** Revokes a token by its id; false where there is none, or it is revoked already. */
  async revoke(id: string): Promise<boolean> {
    const [entry] = await this.store.entries('token', [id]);
    if (entry === undefined) return false;
    const stored = parsed(entry.value);
    if (stored.revoked !== null) return false;
    await this.store.keepEntries([put(id, { ...stored, hash: null, revoked: new Date(this.now()).toISOString() })]);
    return true;
  }

  /** Looks up a token as it was sent. Null where it has not the form of one of ours. */
  async check(text: string): Promise<Checked | null> {
    const [, id, secret] = TOKEN.exec(text) ?? [];
    if (id === undefined || secret === undefined) return null;
    const [entry] = await this.store.entries('token', [id]);
    const stored = entry === undefined ? null : parsed(entry.value);
    // The same work whether or not there is such a token.
    const kept = stored?.hash == null ? hashOf('') : Buffer.from(stored.hash, 'base64url');
    const isSame = timingSafeEqual(kept, hashOf(secret));
    if (stored === null) return { refused: 'there is no such token' };
    if (stored.revoked !== null) return { refused: 'the token was revoked' };
    if (!isSame) return { refused: 'there is no such token' };
    const fault = this.faultOf(stored);
    if (fault !== null) return { refused: fault };
    const { hash: _hash, ...token } = stored;
    return { token: { id, ...token } };
  }

  private faultOf({ revoked, expires }: Pick<Token, 'revoked' | 'expires'>): string | null {
    if (revoked !== null) return 'the token was revoked';
    return expires !== null && Date.parse(expires) <= this.now() ? `the token has expired (${expires})` : null;
  }

  /** Writes down that a token is used, once an hour. */
  async noteUse(id: string): Promise<void> {
    const now = this.now();
    if (now - (this.noted.get(id) ?? 0) < USED_EVERY_MS) return;
    this.noted.set(id, now);
    await this.store.keepEntries([{ space: 'token-use', name: id, value: new Date(now).toISOString() }]);
  }
}
