import { AFFIRMED_BY, CERTAIN_SIDE, DENIED_BY, DISPUTED, DISPUTED_BY, disputedBy } from '../disputes.ts';
import { SOURCE_STATUS } from '../document-status.ts';
import { defineType, given, kept, optional, Prose } from '../define.ts';
import { claimsBy } from '../stance.ts';
import { ROOT_COUNTS, ROOTS } from '../support.ts';
import type { StatementView } from './statement.ts';

/** A proposition in our own words, which any number of actors may express. */
export const claim = defineType({
  name: 'claim',
  plural: 'claims',
  about: 'A proposition in our own words, which any number of actors may express.',
  written: {
    text: Prose.describe('The proposition in one sentence of our own.'),
    note: optional(Prose.describe('How the proposition is meant, where that needs saying.')),
  },
  derived: { [DISPUTED_BY]: disputedBy },
  label: (record) => record.text,
  derive: () => ({}),
  filters: {
    [ROOTS]: {
      about:
        'Rests on so many independent roots, sources that do not rest on one another and are not of one DOI or ' +
        `address; ${ROOT_COUNTS.length} stands for more too`,
      oneOf: ROOT_COUNTS,
      atLeast: 'minIndependentRoots',
      values: kept,
    },
  },
  inherited: [
    {
      from: 'statement',
      through: 'claims',
      filters: {
        speaker: 'speaker',
        representing: 'representing',
        statement: 'self',
        forum: 'forum',
        region: 'region',
        topic: 'topic',
        event: 'event',
        mentions: 'mentions',
        passage: 'passage',
        source: 'source',
        mode: 'mode',
        directness: 'directness',
        rootDirectness: 'rootDirectness',
        verification: 'verification',
      },
    },
    {
      // What denies or doubts a claim is nothing that it rests on.
      from: 'statement',
      through: 'claims',
      filters: {
        citedSource: 'citedSource',
        restsOn: 'restsOn',
        publisher: 'publisher',
        [SOURCE_STATUS]: SOURCE_STATUS,
      },
      heirs: (view: StatementView) => claimsBy(view, 'affirms'),
    },
    {
      from: 'relation',
      through: 'claims',
      filters: { [DISPUTED]: 'disagreement' },
      about:
        'Whether a relation disputes or corrects it, or a statement that expresses it, or is made by one of these; ' +
        'or one side affirms it and another denies it',
    },
    {
      from: 'relation',
      through: 'claims',
      filters: { [DISPUTED_BY]: DISPUTED_BY },
      about: 'By which rule it is disputed: relation, or stance, where one side affirms it and another denies it',
    },
    ...(
      [
        [AFFIRMED_BY, 'affirms'],
        [DENIED_BY, 'denies'],
        ['doubtedBy', 'doubts'],
      ] as const
    ).map(([name, stance]) => ({
      from: 'statement' as const,
      through: 'claims',
      filters: { [name]: CERTAIN_SIDE },
      about: `Claims that this side ${stance}, for certain`,
      heirs: (view: StatementView) => claimsBy(view, stance),
    })),
  ],
  sorts: { id: () => '', text: (view) => view.text },
  texts: (view) =>
    given([
      ['text', view.text],
      ['note', view.note],
    ]),
});
