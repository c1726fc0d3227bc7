import { z } from 'zod';
import { BatchChange } from '../edit/batch.ts';
import { Id, TYPE_NAMES } from '../model/ids.ts';

/*
 * What a proposal is: changes that wait for somebody to look at them. A draft of src/draft is one as it is printed.
 */

const MOST = 10_000;
const Address = z.strictObject({ type: z.enum(TYPE_NAMES), id: Id });
const Some = z.array(Address).min(1).max(MOST).optional();

const Note = z
  .object({
    ...Address.shape,
    confidence: z.number().min(0).max(1).describe('How sure it is, from 0 to 1.'),
    reasons: z.array(z.string().max(5000)).max(20).describe('Why it is proposed.'),
    by: z.string().max(1000).optional().describe('The outside reader that proposes it; rules do where left out.'),
    like: z
      .array(
        z.object({
          id: Id,
          text: z.string(),
          likeness: z.number(),
          shared: z.array(z.string()).optional().describe('Words that both have.'),
        }),
      )
      .max(10)
      .optional()
      .describe('Claims that may be the same.'),
  })
  .describe('Why a record is proposed.');

/** What a draft tells of a document beside its records. */
const Beside = {
  open: z.array(z.string().max(5000)).max(1000).default([]).describe('What could not be told, for somebody to see to.'),
  gone: z
    .array(z.object({ id: Id, status: z.string().max(100), reason: z.string().max(5000).nullable() }))
    .max(MOST)
    .default([])
    .describe('Passages that the graph has of the source and that do not stand in this text any more.'),
};

/** The body of a proposal. What a draft tells beside is passed over. */
export const Proposed = z
  .object({
    comment: z.string().max(1000).optional().describe('What it is, in a line.'),
    supersedes: z.string().max(40).optional().describe('The id of an open proposal that this one takes the place of.'),
    changes: z.array(BatchChange).min(1).max(MOST),
    notes: z.array(Note).max(MOST).default([]),
    ...Beside,
  })
  .describe(
    'Changes for others to look at, as a batch takes them; nothing of them is written until somebody accepts it.',
  );
export type Proposed = z.output<typeof Proposed>;

export const STATES = ['open', 'accepted', 'rejected', 'superseded'] as const;
export type State = (typeof STATES)[number];

/** The body with which some of a proposal, or all that is open of it, is accepted. */
export const Accepting = z
  .strictObject({
    records: Some.describe(
      'Which of its records; those that they refer to in it come with them. All that are open where left out.',
    ),
    corrected: z
      .array(z.strictObject({ ...Address.shape, record: z.record(z.string(), z.unknown()) }))
      .max(MOST)
      .default([])
      .describe('Records as they are to be written in place of what is proposed.'),
    added: z
      .array(BatchChange)
      .max(MOST)
      .default([])
      .describe('New records that what is accepted needs; they become a part of the proposal.'),
  })
  .describe('What is accepted.');
export type Accepting = z.output<typeof Accepting>;

export const Rejecting = z
  .strictObject({
    records: Some.describe('Which of its records; all that are open where left out.'),
    reason: z.string().min(1).max(1000).describe('Why.'),
  })
  .describe('What is rejected, and why.');
export type Rejecting = z.output<typeof Rejecting>;

/** The body with which the last decision is taken back. */
export const Undoing = z
  .strictObject({
    at: z
      .string()
      .max(40)
      .optional()
      .describe('When that was done, as it is told: refused where somebody did something since.'),
  })
  .describe('What is taken back.');
export type Undoing = z.output<typeof Undoing>;

export const Commenting = z
  .strictObject({ text: z.string().min(1).max(5000).describe('The comment.') })
  .describe('A comment.');

/** What became of one record. */
export const Decision = z.object({
  state: z.enum(['accepted', 'rejected']),
  by: z.string(),
  at: z.string().describe('RFC 3339.'),
  reason: z.string().nullable(),
  change: z.int().nullable().describe('The change set that wrote it; null where it was there as it is.'),
});
export type Decision = z.output<typeof Decision>;

/** What a list tells of a proposal. */
export const Proposal = z
  .object({
    id: z.string(),
    state: z.enum(STATES).describe('Open while any record is; rejected where none was accepted.'),
    comment: z.string().nullable(),
    by: z.string().describe('Who proposes it.'),
    at: z.string().describe('When (RFC 3339).'),
    counts: z
      .object({ open: z.int(), accepted: z.int(), rejected: z.int() })
      .describe('How many of its records are what.'),
    supersedes: z.string().nullable(),
    supersededBy: z.string().nullable(),
  })
  .describe('A proposal.');
export type Proposal = z.output<typeof Proposal>;

export const Comment = z.object({ by: z.string(), at: z.string(), text: z.string() });

/** What somebody wrote beside a proposal, as a statement of words that nothing proposed. */
export const Made = z.object({
  by: z.string(),
  at: z.string().describe('RFC 3339.'),
  change: z.int().describe('The change set.'),
});

/** A proposal with its records. */
export const WholeProposal = Proposal.extend({
  changes: z
    .array(z.object({ change: BatchChange, note: Note.nullable(), decision: Decision.nullable() }))
    .describe('What is proposed, why, and what became of it.'),
  ...Beside,
  comments: z.array(Comment).describe('Comments in their order.'),
  made: z.array(Made).describe('What was written beside it on the desk, in its order; not what was taken back.'),
}).describe('A proposal with its records.');
export type WholeProposal = z.output<typeof WholeProposal>;
