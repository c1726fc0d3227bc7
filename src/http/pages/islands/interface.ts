/*
 * The interface, as islands ask it: the path of the service stands in the root of the page.
 */

const base = document.documentElement.dataset['base'] ?? '';

/** An address of the service. */
export const at = (path: string): string => `${base}${path}`;

/** The page of a record: the names of types and their lists differ by a letter. */
export const pageOf = (type: string, id: string): string => at(`/${type}s/${id}`);

const types = JSON.parse(document.querySelector('main')?.dataset['types'] ?? '{}') as Record<string, string>;

/** What a record is, in the language of the page. */
export const typeName = (type: string): string => types[type] ?? type;

/** An answer of the interface. @throws Error where it has none */
export const ask = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const answer = await fetch(at(path), { headers: { accept: 'application/json' }, ...(signal && { signal }) });
  if (!answer.ok) throw new Error(`${path} is answered with ${answer.status}`);
  return (await answer.json()) as T;
};
