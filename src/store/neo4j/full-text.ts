import { keyText } from '../../model/ids.ts';
import { ALL } from '../../model/postings.ts';
import type { TextQuery, TextsFound } from '../full-text.ts';
import { TEXTS } from './cypher.ts';
import { digestOf, integer, termOf } from './records.ts';
import type { Ask } from './query.ts';

/** A phrase for each row; each has to be there, of one of the ways. */
const matching = (ways: TextQuery['ways']): string =>
  ways.map((rows) => `(${rows.map((row) => `+"${row.join(' ')}"`).join(' ')})`).join(' ');

export const readTexts = async (ask: Ask, { ways, notOf, limit }: TextQuery): Promise<TextsFound> => {
  if (ways.length === 0) return { total: 0, found: [] };
  const columns = await ask(TEXTS, {
    matching: matching(ways),
    notOf: notOf === null ? '' : keyText({ type: 'source', id: notOf }),
    all: digestOf(termOf('snapshot', ALL, '')),
    limit: integer(limit),
  });
  return {
    total: columns['total']![0],
    found: (columns['found']![0] as TextsFound['found']).map(({ snapshot, source }) => ({ snapshot, source })),
  };
};
