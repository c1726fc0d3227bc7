import type { Mention } from './gazetteer.ts';
import type { SpeechAct } from './speech-act.ts';

/*
 * Reports begin with an office, and name its holder in the next paragraph: "…, its foreign minister said on Tuesday."
 */

/** How far into that paragraph the name begins at most, in UTF-16 units, and how sure it is. */
const [NEAR, SURE] = [40, 0.6];

/** The acts of a text, its first with whoever holds the office that says it. */
export const withLedes = (acts: readonly SpeechAct[], mentions: readonly Mention[], text: string): SpeechAct[] => {
  const [first, ...others] = acts;
  if (first === undefined || first.isOffice !== true) return [...acts];
  const { paragraph, end } = first.sentences.at(-1)!;
  const next = others.find((act) => act.sentences[0]!.paragraph > paragraph);
  if (next === undefined || next.sentences[0]!.paragraph !== paragraph + 1) return [...acts];
  const begin = end + (/^\s*/u.exec(text.slice(end))?.[0].length ?? 0);
  const named = mentions.find(
    ({ start, type, isPerson, ids }) => start >= begin && type === 'actor' && isPerson && ids.length === 1,
  );
  if (named === undefined || named.start - begin > NEAR || next.speakers.join() !== named.ids.join()) return [...acts];
  return [
    {
      ...first,
      speakers: named.ids,
      reasons: [`said by “${named.words}”, whom the next paragraph names`, ...first.reasons.slice(1)],
      confidence: SURE,
    },
    ...others,
  ];
};
