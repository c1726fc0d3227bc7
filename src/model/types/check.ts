import { z } from 'zod';
import { defineType } from '../define.ts';
import { ref, refToAny } from '../ids.ts';
import { Check } from '../verify-checks.ts';
import { CHECK_STATUSES, instantTime, METHODS } from '../verify-status.ts';
import type { SnapshotView } from './snapshot.ts';

/**
 * What came of looking for words in a snapshot: the span of a passage, or words that a statement quotes. Each run adds
 * its own.
 */
export const check = defineType({
  name: 'check',
  plural: 'checks',
  about:
    'What came of looking for words in a snapshot of their source: the span of a passage, or words that a ' +
    'statement quotes. Each run of `dictum verify --record` adds its own; what they come to is told by the passage ' +
    'and the statement.',
  written: {
    of: refToAny(['passage', 'statement'], 'The passage, or the statement that quotes the words.'),
    ...Check.shape,
  },
  derived: {
    source: ref('source', 'The source.').nullable().describe('The source that the snapshot is of.'),
    retrieved: z.string().nullable().describe('When the snapshot was retrieved.'),
  },
  label: ({ status, of, checkedAt }) => `${of.type} ${of.id}: ${status}, ${checkedAt}`,
  derive: (record, look) => {
    const snapshot = look<SnapshotView>('snapshot', record.snapshot);
    return { source: snapshot?.source ?? null, retrieved: snapshot?.retrieved ?? null };
  },
  filters: {
    passage: {
      about: 'Checks of this passage',
      ref: 'passage',
      values: ({ of }) => (of.type === 'passage' ? [of.id] : []),
    },
    statement: {
      about: 'Checks of words that this statement quotes',
      ref: 'statement',
      values: ({ of }) => (of.type === 'statement' ? [of.id] : []),
    },
    of: {
      about: 'What the words are of: a passage, or a quotation of a statement',
      oneOf: ['passage', 'statement'],
      values: ({ of }) => [of.type],
    },
    snapshot: { about: 'Checks against this snapshot', ref: 'snapshot', values: (view) => [view.snapshot] },
    source: {
      about: 'Checks against a snapshot of this source',
      ref: 'source',
      values: (view) => (view.source === null ? [] : [view.source]),
    },
    status: { about: 'What came of it', oneOf: CHECK_STATUSES, values: (view) => [view.status] },
    method: {
      about: 'How the words were found',
      oneOf: METHODS,
      values: (view) => (view.method === null ? [] : [view.method]),
    },
    digest: {
      about: 'Checks of words with this SHA-256 digest',
      text: 'whole',
      values: (view) => [view.span.toLowerCase()],
    },
  },
  range: {
    about: 'it was made',
    during: 'checks that were made',
    from: 'checkedFrom',
    to: 'checkedTo',
    sort: 'checked',
    date: (view) => instantTime(view.checkedAt),
  },
});
