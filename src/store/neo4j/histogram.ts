import { dayOfKey } from '../../model/time-order.ts';
import { imprecise, type Histogram, type HistogramQuery } from '../histogram.ts';
import { BucketCounts } from '../index/histogram.ts';
import { HISTOGRAM } from './cypher-lists.ts';
import { WORD_HISTOGRAM } from './cypher-words.ts';
import { withWords } from './full-text.ts';
import { zip, type Ask } from './query.ts';
import { readCounts } from './reader.ts';
import { wholeOf } from './select.ts';

/** Records counted by the day on which each begins, and the days by their unit. */
export const readHistogram = async (ask: Ask, { selection, unit }: HistogramQuery): Promise<Histogram> => {
  const part = wholeOf(selection);
  const [columns, [beyond = 0]] = await Promise.all([
    selection.words
      ? ask(WORD_HISTOGRAM, { part: withWords(selection, selection.words, part) })
      : ask(HISTOGRAM, { part }),
    readCounts(ask, [{ ...selection, where: [...selection.where, imprecise(unit)] }]),
  ]);
  const counts = new BucketCounts(unit);
  zip({ day: columns['day']!, total: columns['total']! }, (at) => counts.add(dayOfKey(at('day')), at('total')));
  return { ...counts.all(), imprecise: beyond };
};
