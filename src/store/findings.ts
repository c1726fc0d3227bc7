/**
 * Something wrong in the store itself, and the remedy. `kind` is given where the graph is whole all the same: `rule` for a
 * record that would not be taken today, `advice` for one that somebody should look at.
 */
export type Finding = { where: string; message: string; remedy: string; kind?: 'rule' | 'advice' };
