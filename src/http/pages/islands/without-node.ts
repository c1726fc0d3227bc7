/*
 * Stands for `node:crypto` in the browser: what the model makes digests with on the server is left out of the bundle.
 */

export const createHash = undefined;
