import { Document, isMap, isSeq } from 'yaml';
import { TYPE_NAMES } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Draft } from './draft.ts';

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** A draft as a data file: records by type, and above each why it is proposed. */
export const dataFileOf = ({ changes, notes, open }: Draft): string => {
  const lists = TYPE_NAMES.flatMap((type) => {
    const own = changes.filter((change) => change.type === type);
    return own.length === 0 ? [] : [{ type, own }];
  });
  const document = new Document(
    Object.fromEntries(
      lists.map(({ type, own }) => [TYPES[type].plural, own.map(({ id, record }) => ({ id, ...record }))]),
    ),
  );
  document.commentBefore = [
    ' A draft: nothing of it is a fact until somebody has looked at it.',
    ...open.map((each) => ` open: ${each}`),
  ].join('\n');
  for (const { type, own } of lists) {
    const list = document.get(TYPES[type].plural);
    if (!isSeq(list)) continue;
    for (const [i, item] of list.items.entries()) {
      const note = notes.find((each) => each.type === type && each.id === own[i]!.id);
      if (isMap(item) && note !== undefined)
        item.commentBefore = [
          ` ${percent(note.confidence)}: ${note.reasons.join('; ')}`,
          ...(note.like ?? []).map(({ id, text, likeness }) => ` like ${id} (${percent(likeness)}): ${text}`),
        ]
          .map((line) => line.replace(/\s+/gu, ' ').replace(/^\s?/u, ' '))
          .join('\n');
    }
  }
  return document.toString({ lineWidth: 0 });
};
