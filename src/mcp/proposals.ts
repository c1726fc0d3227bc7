import { Proposals } from '../proposals/proposals.ts';
import { STATES, type State } from '../proposals/form.ts';
import { decodeCursor, encodeCursor } from '../queries/cursor.ts';
import { invalidParameter, readParameters, text, word } from '../queries/parameters.ts';
import { bounded, cut, paging } from './bounds.ts';
import type { Tool } from './tool.ts';

/*
 * What became of proposals, for whoever may propose. A model proposes and reads what people said of it; it decides on
 * nothing.
 */

/** How many of the comments are told, the latest. */
const COMMENTS = 10;

const parameters = {
  id: text('Id of one proposal'),
  state: word('Proposals of this state alone', STATES, null, 'invalid-value'),
  ...paging,
};

export const PROPOSALS: Tool = {
  name: 'proposals',
  title: 'What became of proposals',
  description:
    'Without an id the latest proposals, with how many of their records were accepted and rejected; with one its comments, and each of its records with what became of it and why. To mend a proposal that is open, propose again with supersedes.',
  parameters,
  run: async ({ store }, given) => {
    const proposals = new Proposals(store);
    const { id, state = null } = readParameters(given, parameters);
    if (id !== undefined && state !== null)
      throw invalidParameter('state', 'state chooses among proposals, and id names one; give one of the two');
    const after = <T extends string | number>(cursor: string | undefined, kind: 'string' | 'number', first: T): T =>
      cursor === undefined ? first : (decodeCursor(['proposals', id ?? null, state], cursor, [kind])[0] as T);
    const next = (place: string | number | null): string | null =>
      place === null ? null : encodeCursor(['proposals', id ?? null, state], [place]);
    if (id === undefined)
      return bounded(given, async ({ limit, cursor }) => {
        const asked = { state: state as State | null, after: after(cursor, 'string', ''), limit: Number(limit) };
        const page = await proposals.list(asked);
        return { items: page.proposals, nextCursor: next(page.next), total: null };
      });
    const { changes, comments, open: _open, gone: _gone, made: _made, ...proposal } = await proposals.read(id);
    const records = changes.map(({ change, decision }) => ({
      type: change.type,
      id: change.id,
      state: decision?.state ?? 'open',
      ...(decision !== null && { by: decision.by, at: decision.at, reason: decision.reason, change: decision.change }),
    }));
    const page = await bounded(given, async ({ limit, cursor }) => {
      const from = after(cursor, 'number', 0);
      const to = from + Number(limit);
      return {
        items: records.slice(from, to),
        nextCursor: next(to < records.length ? to : null),
        total: records.length,
      };
    });
    return {
      proposal,
      comments: comments.slice(-COMMENTS).map((comment) => ({ ...comment, text: cut(comment.text) })),
      ...page,
    };
  },
};
