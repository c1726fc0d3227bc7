/**
 * By which names are told that the graph does not have, in a language in which names alone begin large: titles before a
 * person's, words by which one is a body's, and words that begin large and are no part of a name.
 */
export type Strangers = { titles: string; bodies: string; others: string };

/** A pronoun in its forms, titles before a name that tell of whom it is said, and nouns beside one that do. */
export type Gendered = { pronouns: string; titles: string; nouns: string };

/** What is known of how texts in a language tell who said what; each entry is a list of forms (speech-words.ts). */
export type SpeechWords = {
  /** Verbs of saying, by what they make of what is said. */
  affirms: string;
  denies: string;
  doubts: string;
  /** Nouns that stand for what somebody said, behind a possessive. */
  nouns?: string;
  /** Verbs that lead to a quotation and to nothing else: "called it". */
  quoting?: string;
  accordingTo: string;
  /** The same behind the name: "Adams zufolge". */
  accordingAfter?: string;
  /** Verbs behind which whoever said it stands: "quoted Adams as saying". */
  citing?: string;
  /** Verbs in the passive, with what makes them that: "was described as"; and what leads to whoever says it: "by". */
  passive?: string;
  by?: string;
  /** Before a verb of saying, what makes it passive: "was noted by". */
  auxiliary?: string;
  /** Whoever was named last, as an object. */
  objects?: string;
  /** Behind a quotation, before whoever said it: "so Adams". */
  accordingBehind?: string;
  /** What is said of whoever was named last: "in her words". */
  theirWords?: string;
  /** Before a name that is no subject: "with", "of". */
  governs?: string;
  /** What another clause begins with. */
  conjunctions?: string;
  /** Between two who speak as one. */
  and: string;
  /** What may be written as one with a verb, before it. */
  verbPrefix?: string;
  /** A pattern of what tells within quotation marks who speaks; `VERB` stands for verbs of saying. */
  incise?: string;
  /** Before a colon, at the beginning of a paragraph of a transcript: who asks, and who answers. */
  asks?: string;
  answers?: string;
  /** What of a verb is its subject: "a-t-elle ajouté". */
  ownSubject?: string;
  /** Whether verbs stand without a subject where that is whoever spoke last. */
  dropsSubject?: true;
  /** What may stand between a verb and what is said. */
  that: string;
  /** Words that stand for whoever was named last. */
  pronouns: string;
  /** Somebody who is not named: an office, an institution. */
  unnamed: string;
  /** Behind a verb, before somebody who is not named: "said a skipper". */
  indefinite?: string;
  /** Between a quotation and its verb: "so sagte". */
  lead?: string;
  /** Before a word in marks that something is called: "as". */
  as?: string;
  /** Several who speak as one, and what they do: a readout of talks. */
  together: string;
  talks: string;
  /** That two met: "talks between"; and that something was on the table there: "were discussed at the meeting". */
  meets?: string;
  agenda?: string;
  /** Nouns, behind a possessive, by which somebody takes a stand: "appreciation of". */
  attitudes?: string;
  /** A document that several made. */
  jointDocument: string;
  /** Relative clauses and the like within commas, whose names say nothing. */
  aside?: string;
  strangers?: Strangers;
  genders?: readonly Gendered[];
  /** Pronouns of what is no person. */
  things?: string;
  /** Nouns before which a name only tells whose they are: "Adams aides". */
  attributes?: string;
  /** Forms of verbs that have the subject of their sentence, behind a comma: "…, saying". */
  participles?: string;
  /** What stands before a second verb of one subject: "met him and said". */
  joins?: string;
  /** Whether words are not parted by spaces. */
  unspaced?: true;
  /** Whether a sentence ends with its verb, and what is said stands before it. */
  verbFinal?: true;
};
