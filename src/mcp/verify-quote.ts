import type { TypeName } from '../model/ids.ts';
import { required, text } from '../queries/parameters.ts';
import type { QuoteVerdict } from '../queries/verify-answer.ts';
import { cut } from './bounds.ts';
import { addressOf } from './items.ts';
import type { Tool } from './tool.ts';

export const verifyQuote: Tool = {
  name: 'verify_quote',
  title: 'Verify a quotation',
  description:
    'Whether words stand where they are said to stand: verified (a text has them), repaired, ambiguous, misattributed, recorded (no text to compare with) or unverified. Never call a quotation genuine that is not verified.',
  parameters: {
    quote: required(text('The words, as they are said to stand')),
    source: text('Id of the source; without it and text all stored texts are searched'),
    text: text('A text to look in, in place of a source'),
    prefix: text('The words directly before'),
    suffix: text('The words directly after'),
    speaker: text('Id of the actor who is said to have spoken them; only with source'),
    passage: text('Id of the passage they are said to stand in; only with source'),
  },
  run: async (context, given) => {
    const verdict = JSON.parse(await context.store.verifyQuote(Buffer.from(JSON.stringify(given)))) as QuoteVerdict;
    const { places, searched, normalisation: _normalisation, exact, ...rest } = verdict;
    const open = (type: TypeName, id: string | null): string | null =>
      id === null ? null : addressOf(context, { type, id });
    const data = places.slice(0, 5).map(({ source, sourceStatus, snapshot, passages, differences, verification }) => ({
      source: open('source', source),
      sourceStatus: sourceStatus?.kind ?? null,
      snapshot: open('snapshot', snapshot),
      passages: passages.slice(0, 5).map((passage) => ({
        label: passage.label,
        address: open('passage', passage.id),
        speakers: passage.speakers.map((id) => open('actor', id)),
        verification: passage.verification.status,
      })),
      differences,
      verification: verification?.status ?? verdict.status,
    }));
    return {
      ...rest,
      exact: exact === null ? null : cut(exact),
      data,
      left: places.length - data.length,
      nextCursor: null,
      searched: searched.slice(0, 5).map(({ source }) => open('source', source)),
    };
  },
};
