import { z } from 'zod';
import { parseBody } from '../edit/batch.ts';
import { Proposed, type Proposal } from '../proposals/form.ts';

/*
 * The one tool that leaves something behind: records for people to look at. Nothing of them is in the graph until somebody
 * who may write accepts them.
 */

/** Keeps a proposal in the name of whoever asks. */
export type Propose = (proposed: Proposed) => Promise<Proposal>;

export const PROPOSE = {
  name: 'propose',
  title: 'Propose records',
  description:
    'Proposes records for people to look at. They are checked as if they were written (words against texts, too); nothing of them is in the graph, or in any answer, until somebody accepts them. Words of quotations have to stand in a text of their source as they are.',
  schema: z.toJSONSchema(Proposed, { io: 'input' }) as Record<string, unknown>,
  /** @throws DictumError as `POST /v1/proposals` does */
  run: async (propose: Propose, given: unknown): Promise<object> => ({
    data: [await propose(parseBody(Proposed, given))],
    left: 0,
    nextCursor: null,
  }),
};
