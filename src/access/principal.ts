import type { Scope } from './scopes.ts';

/** Who sends a request. `key` names them among all, for limits and for keys of repeated writes; `name` is what people are told. */
export type Principal = { key: string; name: string; scopes: readonly Scope[] };
