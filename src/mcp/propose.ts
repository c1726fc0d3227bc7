import { z } from 'zod';
import { parseBody } from '../edit/batch.ts';
import { TYPE_NAMES } from '../model/ids.ts';
import { Proposed, type Proposal } from '../proposals/form.ts';

/*
 * The one tool that leaves something behind: records for people to look at. Nothing of them is in the graph until somebody
 * who may write accepts them.
 */

/** Keeps a proposal in the name of whoever asks. */
export type Propose = (proposed: Proposed) => Promise<Proposal>;

/** What a model is told of the body: records are checked as the interface checks them, so their fields are not told twice. */
const Given = z.strictObject({
  comment: z.string().max(1000).optional().describe('What is proposed, in a line, and from which text.'),
  changes: z
    .array(
      z.strictObject({
        op: z.literal('put').describe('Only records are proposed.'),
        type: z.enum(TYPE_NAMES),
        id: z.string().describe('Small letters, digits and hyphens.'),
        revision: z.int().min(0).max(1_000_000_000).nullable().describe('null for a record that is new.'),
        record: z
          .looseObject({})
          .describe('Its fields as POST /v1/{type} takes them; get_record shows those of another.'),
      }),
    )
    .min(1)
    .max(200),
  notes: z
    .array(
      z.strictObject({
        type: z.enum(TYPE_NAMES),
        id: z.string(),
        confidence: z.number().min(0).max(1),
        reasons: z.array(z.string().max(5000)).max(20),
      }),
    )
    .max(200)
    .optional()
    .describe('Why each is proposed, and how sure that is.'),
});

export const PROPOSE = {
  name: 'propose',
  title: 'Propose records',
  description:
    'Proposes records for people to look at. They are checked as if they were written (words against texts, too); nothing of them is in the graph, or in any answer, until somebody accepts them. Words of quotations have to stand in a text of their source as they are.',
  schema: z.toJSONSchema(Given, { io: 'input' }) as Record<string, unknown>,
  /** @throws DictumError as `POST /v1/proposals` does */
  run: async (propose: Propose, given: unknown): Promise<object> => ({
    data: [await propose(parseBody(Proposed, given))],
    left: 0,
    nextCursor: null,
  }),
};
