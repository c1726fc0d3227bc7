/*
 * What a token may be allowed to do.
 */

/** Every scope, and what it allows. */
export const SCOPES = {
  read: 'read the graph, where READ=token closes it to everybody else',
  texts: 'read the texts of snapshots that may not be shown to everybody',
  export: 'take the whole graph, where READ=token closes it',
  metrics: 'read the metrics, where READ=token closes them',
  propose: 'propose records for others to look at, and read',
  write: 'write records, decide about proposals, and read',
  admin: 'all of these',
} as const;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as readonly Scope[];
export const isScope = (name: string): name is Scope => Object.hasOwn(SCOPES, name);

/** Whoever writes has to see what stands. */
const ALONG: Partial<Record<Scope, readonly Scope[]>> = {
  propose: ['read'],
  write: ['read', 'propose'],
  admin: SCOPE_NAMES,
};

/** Whether some scopes allow what one of them does. */
export const allows = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.some((scope) => scope === needed || ALONG[scope]?.includes(needed) === true);
