import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { DictumError } from '../model/errors.ts';
import type { Principal } from './principal.ts';
import { fetchOutside, type Outside } from './outside.ts';
import { isScope } from './scopes.ts';

/*
 * Tokens of an OpenID issuer: JWTs that it signed for this service, with scopes in one of their claims. Its keys are
 * fetched from where its configuration says, and kept for a while.
 */

/** Signatures with a public key alone. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const OUTSIDE = { timeoutMs: 5000, most: 1_000_000 };

export type IssuerOptions = {
  issuer: string;
  audience: string;
  /** The claim that names scopes: a text with spaces, or a list. */
  scopeClaim: string;
  /** Whether an issuer on a private network is trusted. */
  allowPrivate: boolean;
};

const Configuration = z.object({ issuer: z.string(), jwks_uri: z.url() });

const isUnreachable = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout;

export class Issuer {
  private readonly options: IssuerOptions;
  private readonly outside: Outside;
  private keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(options: IssuerOptions) {
    this.options = options;
    this.outside = { ...OUTSIDE, allowPrivate: options.allowPrivate };
  }

  /** What signatures are verified with; asked for again where it could not be had. */
  private keysOf(): Promise<JWTVerifyGetKey> {
    const keys = (this.keys ??= this.discover());
    keys.catch(() => {
      if (this.keys === keys) this.keys = null;
    });
    return keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const { issuer } = this.options;
    const answer = await fetchOutside(
      new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
      this.outside,
    );
    if (answer.status !== 200) throw new Error(`its configuration is answered with ${answer.status}`);
    const found = Configuration.parse(await answer.json());
    if (found.issuer !== issuer) throw new Error(`its configuration is of the issuer ${found.issuer}`);
    return createRemoteJWKSet(new URL(found.jwks_uri), {
      [customFetch]: (url) => fetchOutside(new URL(url), this.outside),
    });
  }

  /**
   * Who a token of the issuer is of.
   * @throws DictumError `invalid-token`, `issuer-unreachable`
   */
  async principalOf(token: string): Promise<Principal> {
    const { issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify(token, await this.keysOf(), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      return { key: `openid:${issuer} ${payload.sub}`, name: payload.sub!, scopes: this.scopesIn(payload) };
    } catch (error) {
      if (isUnreachable(error))
        throw new DictumError('issuer-unreachable', `the keys of the issuer ${issuer} cannot be fetched`, {
          cause: error,
        });
      // Never the token, nor what is in it.
      throw new DictumError('invalid-token', `the token is not one of ${issuer} for ${audience}: ${reasonOf(error)}`);
    }
  }

  private scopesIn(payload: JWTPayload): Principal['scopes'] {
    const claim = payload[this.options.scopeClaim];
    const names = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim.map(String) : [];
    return names.filter(isScope);
  }
}

const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim ${error.claim} is another, or missing`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `it is not signed by one of ${ALGORITHMS.join(', ')}`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'it is signed by a key that the issuer does not have';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  return 'it is no signed JWT';
};
