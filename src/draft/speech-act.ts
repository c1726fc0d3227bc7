import type { Sentence } from './layout.ts';
import type { Place } from './plain.ts';
import type { Quoted } from './quoted.ts';
import type { Stance } from './speech-rules.ts';
import type { Speaker } from './speaker.ts';

/*
 * What is proposed of who says what.
 */

export type SpeechMode = 'direct-quote' | 'indirect-speech' | 'readout' | 'joint-document' | 'analysis';

export type SpeechAct = {
  /** Those that it stands in, in their order. */
  sentences: Sentence[];
  mode: SpeechMode;
  stance: Stance;
  /** Ids of actors; none where nobody who is known is named. */
  speakers: string[];
  /** Ids of actors who may have said it, where a name is not sure. */
  candidates: string[];
  /** What is said, in UTF-16 units of the text. */
  said: Place;
  quotes: Quoted[];
  reasons: string[];
  /** From 0 to 1. */
  confidence: number;
  /** Whether an office says it whose holder is not named so far. */
  isOffice?: boolean;
  /** Who says it, where the text names somebody whom the graph does not have. */
  stranger?: string;
  /** The outside reader that proposes it; the rules do where left out. */
  by?: string;
  /** What is claimed, in words that are not the text's. */
  claim?: string;
};

export type Told = Pick<SpeechAct, 'mode' | 'stance' | 'said'> & { quotes: readonly Quoted[]; verb: string | null };

export const actOf = (
  sentences: Sentence[],
  speaker: Speaker,
  { mode, stance, said, quotes, verb }: Told,
): SpeechAct => {
  const sure = speaker.ids.length === 1 || speaker.isJoint === true;
  return {
    sentences,
    mode,
    stance,
    speakers: sure ? speaker.ids : [],
    candidates: sure ? [] : speaker.ids,
    said,
    quotes: [...quotes],
    reasons: [
      `said by ${speaker.why}${verb === null ? '' : `, “${verb}”`}`,
      ...(stance === 'affirms' ? [] : [`“${verb}” ${stance} what follows`]),
    ],
    confidence: speaker.confidence,
    ...(speaker.isOffice === true && { isOffice: true }),
    ...(speaker.isStranger === true && { stranger: speaker.words }),
  };
};
