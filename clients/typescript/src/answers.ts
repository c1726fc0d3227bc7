import type { components, paths } from './schema.ts';

/*
 * What is answered to a question, by what it asks for: whole records, or with `fields` what that leaves, or with
 * `form: 'written'` records as they are written.
 */

export type Schemas = components['schemas'];
type Partials = keyof Schemas & `Partial${string}`;
type Written = keyof Schemas & `${string}AsWritten`;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type IsOneOf<T, Names extends keyof Schemas> = true extends { [N in Names & string]: Same<T, Schemas[N]> }[Names &
  string]
  ? true
  : false;
type Without<T, Names extends keyof Schemas> = T extends unknown ? (IsOneOf<T, Names> extends true ? never : T) : never;
type Only<T, Names extends keyof Schemas> = T extends unknown ? (IsOneOf<T, Names> extends true ? T : never) : never;
type OrAll<T, All> = [T] extends [never] ? All : T;

/** Of the forms that something may have, the one that these parameters ask for. */
type FormOf<T, Query> = Query extends { fields: readonly unknown[] }
  ? OrAll<Only<T, Partials>, T>
  : Query extends { form: 'written' }
    ? OrAll<Only<T, Written>, T>
    : Without<T, Partials | Written>;

type Get<P extends keyof paths> = paths[P]['get'];
type Json<P extends keyof paths> =
  Get<P> extends { responses: { 200: { content: { 'application/json': infer Answer } } } } ? Answer : never;

/** The paths that can be read as JSON. */
export type Readable = { [P in keyof paths]: [Json<P>] extends [never] ? never : P }[keyof paths];
/** Those of them that answer in pages. */
export type Paged = {
  [P in Readable]: Json<P> extends { page?: { nextCursor: string | null } } ? P : never;
}[Readable];
/** Those whose pages are lists. */
export type Listed = { [P in Paged]: Json<P> extends { data: readonly unknown[] } ? P : never }[Paged];

type Parameters<P extends keyof paths> = Get<P> extends { parameters: infer Given } ? Given : never;
type Optional<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
/** Lists may be constants. */
type Given<T> = {
  [K in keyof T]: T[K] extends readonly (infer Each)[] | undefined ? readonly Each[] | undefined : T[K];
};
type Part<T> = T extends object ? Given<T> : T;
/** What can be asked for at a path: `path` fills its braces, `query` is all else. */
export type Params<P extends keyof paths> = {
  [K in keyof Optional<Pick<Parameters<P>, keyof Parameters<P> & ('path' | 'query')>>]: Part<Parameters<P>[K]>;
};
/** Whatever of these is no parameter of the path, as never. */
export type Unknown<P extends keyof paths, Asked> = Asked extends { query: infer Query }
  ? { query: { [K in Exclude<keyof Query, keyof NonNullable<Parameters<P>['query' & keyof Parameters<P>]>>]: never } }
  : unknown;

type QueryOf<Given> = Given extends { query: infer Query } ? Query : unknown;
type DataOf<Data, Query> = Data extends readonly (infer Item)[] ? FormOf<Item, Query>[] : FormOf<Data, Query>;

/** What is answered at a path to these parameters. */
export type Answer<P extends keyof paths, Given> =
  Json<P> extends infer Whole
    ? Whole extends { data: infer Data }
      ? Omit<Whole, 'data'> & { data: DataOf<Data, QueryOf<Given>> }
      : Whole
    : never;

/** What stands in the list that is answered at a path to these parameters. */
export type Item<P extends keyof paths, Given> =
  Answer<P, Given> extends { data: readonly (infer Each)[] } ? Each : never;
