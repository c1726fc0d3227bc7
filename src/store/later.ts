/** What an engine answers at once, or once its server has. */
export type Later<T> = T | Promise<T>;
