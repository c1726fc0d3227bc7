import { z } from 'zod';

/*
 * Ways of working that lead a model through the tools, in the words of somebody who asks for them.
 */

type Prompt = {
  name: string;
  title: string;
  description: string;
  arguments: z.ZodObject<z.ZodRawShape>;
  text: (given: Readonly<Record<string, string | undefined>>) => string;
};

const CITE =
  'Give with every sentence the address that the tool gave with it, and the state of its evidence: directness, verification, and whether it has a footnote. Say plainly what was not found. Assert nothing that no tool told.';

export const PROMPTS: readonly Prompt[] = [
  {
    name: 'check-quotation',
    title: 'Check a quotation',
    description: 'Whether somebody said these words, and where they stand.',
    arguments: z.object({
      quote: z.string().describe('The words'),
      speaker: z.string().optional().describe('Who is said to have spoken them'),
    }),
    text: ({ quote, speaker }) =>
      `Check whether ${speaker ?? 'anybody'} said: “${quote}”. Find the speaker by search, ask verify_quote without a source, then for each place that it names ask whose words those are and get the provenance of the statement. ${CITE}`,
  },
  {
    name: 'brief-on-position',
    title: 'Brief on a position',
    description: 'What an actor says on a subject, and on what evidence.',
    arguments: z.object({
      actor: z.string().describe('The actor, by name or id'),
      subject: z.string().describe('A topic, a region or words'),
    }),
    text: ({ actor, subject }) =>
      `Write a brief on what ${actor} says on ${subject}: find both by search, list the statements, look at the provenance of those that carry the brief, and at disagreement for each of their claims. Tell apart what the actor's own texts say, what the own side reports, and what only the counterpart or others report. ${CITE}`,
  },
  {
    name: 'on-whose-account',
    title: 'On whose account does this rest',
    description: 'Whose word a claim or a statement stands on in the end.',
    arguments: z.object({ record: z.string().describe('claim/ID or statement/ID, or words to find it by') }),
    text: ({ record }) =>
      `On whose account does ${record} rest? Get its provenance to the last chain, follow footnotes that say "Ibid.", name for each chain the publisher, its directness and why, count the independent roots, and say what else disputes it. ${CITE}`,
  },
];
