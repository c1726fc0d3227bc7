import { DictumError } from '../model/errors.ts';
import type { Store } from '../store/port.ts';
import type { Issuer } from './openid.ts';
import type { Principal } from './principal.ts';
import { allows, type Scope } from './scopes.ts';
import { Tokens } from './tokens.ts';

/** How somebody without a token gets one. */
export const HOW_TO =
  'make one on the server with: dictum token create --name NAME --scope read,write, and send it as: Authorization: Bearer TOKEN';

/** Finds out who sends a token. */
export class Authentication {
  readonly tokens: Tokens;
  private readonly issuer: Issuer | null;

  constructor(store: Pick<Store, 'entries' | 'keepEntries'>, issuer: Issuer | null = null) {
    this.tokens = new Tokens(store);
    this.issuer = issuer;
  }

  /**
   * Who sends a token of ours, or of the OpenID issuer.
   * @throws DictumError `invalid-token` where it is none that counts; `issuer-unreachable`, `store-unreachable`
   */
  async principalOf(text: string): Promise<Principal> {
    const checked = await this.tokens.check(text);
    if (checked === null) {
      if (this.issuer !== null) return this.issuer.principalOf(text);
      throw new DictumError('invalid-token', `this is no token of this service; ${HOW_TO}`);
    }
    if ('refused' in checked) throw new DictumError('invalid-token', checked.refused);
    const { id, name, scopes } = checked.token;
    return { key: `token:${id}`, name, scopes };
  }
}

/**
 * Refuses whoever may not do something.
 * @throws DictumError `no-token` where nobody says who they are, `insufficient-scope` naming the scope that lacks
 */
export const requireScope = (principal: Principal | null, scope: Scope): Principal => {
  if (principal === null)
    throw new DictumError('no-token', `this needs a token with the scope ${scope}; ${HOW_TO}`, { context: { scope } });
  if (!allows(principal.scopes, scope))
    throw new DictumError(
      'insufficient-scope',
      `the token ${principal.name} has the scopes ${principal.scopes.join(', ') || '(none)'}; this needs ${scope}`,
      { context: { scope } },
    );
  return principal;
};
