/** Ids of actors, none where nobody who is known is named; in which words, and why. */
export type Speaker = {
  ids: string[];
  words: string;
  why: string;
  confidence: number;
  isJoint?: boolean;
  isPerson?: boolean;
  /** Whether it is somebody whom the text names, and whom the graph does not have. */
  isStranger?: boolean;
  /** Whether it is an office whose holder was not named so far. */
  isOffice?: boolean;
};
