import { Document, isMap, isSeq } from 'yaml';
import { TYPE_NAMES } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Drafted } from './drafting.ts';

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** Of a note, what stands above its record; what is certain needs no number, and what nobody knows has none. */
const toldOf = (confidence: number, reasons: readonly string[]): string =>
  `${confidence === 1 || confidence === 0 ? '' : `${percent(confidence)}: `}${reasons.join('; ')}`;

const HEAD = 'A draft: nothing of it is a fact until somebody has looked at it.';

/** A draft as a data file: records by type, and above each why it is proposed, unless words may not be copied. */
export const dataFileOf = ({ changes, notes, open }: Drafted, { head = HEAD, words = true } = {}): string => {
  const lists = TYPE_NAMES.flatMap((type) => {
    const own = changes.filter((change) => change.type === type);
    return own.length === 0 ? [] : [{ type, own }];
  });
  const document = new Document(
    Object.fromEntries(
      lists.map(({ type, own }) => [TYPES[type].plural, own.map(({ id, record }) => ({ id, ...record }))]),
    ),
    // People correct it: with an alias for what two records share, who corrects one would change both.
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = [` ${head}`, ...(words ? open : []).map((each) => ` open: ${each}`)].join('\n');
  for (const { type, own } of lists) {
    const list = document.get(TYPES[type].plural);
    if (!isSeq(list)) continue;
    for (const [i, item] of list.items.entries()) {
      const note = notes.find((each) => each.type === type && each.id === own[i]!.id);
      if (isMap(item) && note !== undefined && words)
        item.commentBefore = [
          ` ${toldOf(note.confidence, note.reasons)}`,
          ...(note.like ?? []).map(({ id, text, likeness }) => ` like ${id} (${percent(likeness)}): ${text}`),
        ]
          .map((line) => line.replace(/\s+/gu, ' ').replace(/^\s?/u, ' '))
          .join('\n');
    }
  }
  return document.toString({ lineWidth: 0 });
};
