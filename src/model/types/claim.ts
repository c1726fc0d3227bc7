import { defineType, given, optional, Prose } from '../define.ts';

/** A proposition in our own words, which any number of actors may express. */
export const claim = defineType({
  name: 'claim',
  plural: 'claims',
  about: 'A proposition in our own words, which any number of actors may express.',
  written: {
    text: Prose.describe('The proposition in one sentence of our own.'),
    note: optional(Prose.describe('How the proposition is meant, where that needs saying.')),
  },
  derived: {},
  label: (record) => record.text,
  derive: () => ({}),
  inherited: [
    {
      from: 'statement',
      through: 'claims',
      filters: {
        speaker: 'speaker', representing: 'representing', statement: 'self', forum: 'forum', region: 'region', topic: 'topic', event: 'event', mentions: 'mentions',
        passage: 'passage', source: 'source', citedSource: 'citedSource', restsOn: 'restsOn', publisher: 'publisher', mode: 'mode', directness: 'directness', verification: 'verification',
      },
    },
  ],
  sorts: { id: () => '', text: (view) => view.text },
  texts: (view) => given([['text', view.text], ['note', view.note]]),
});
