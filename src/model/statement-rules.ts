import { z } from 'zod';
import { optional, Prose, type Look, type Remarks, type Report } from './define.ts';
import { ref } from './ids.ts';
import type { PassageView } from './types/passage.ts';

type Written = { mode: string; speakers: string[]; passages: string[]; quotes: readonly unknown[] };

/** Somebody who may have made a statement; that is no reason to say that they did. */
export const Candidate = z.strictObject({
  actor: ref('actor', 'Who may have made it.'),
  note: optional(Prose.describe('Why that is thought.')),
});

type Speakers = {
  speakers: readonly string[];
  speakerUnknown: boolean;
  candidates: readonly unknown[];
  speakingFor: readonly string[];
};

/** Either it is known who made a statement, or it is said that it is not. */
export const checkSpeakers = ({ speakers, speakerUnknown, candidates }: Speakers, report: Report): void => {
  if (speakers.length === 0 && !speakerUnknown && candidates.length === 0)
    report('/speakers', 'nobody is named; name who made it, or write speakerUnknown: true, or candidates');
  if (speakers.length > 0 && speakerUnknown)
    report('/speakerUnknown', 'speakers are named, so they are not unknown; leave one of the two out');
  if (speakers.length > 0 && candidates.length > 0)
    report('/candidates', 'speakers are named, so that there is nothing left to guess; leave one of the two out');
};

/** What the mode of a statement asks of it. */
export const checkMode = (record: Written, look: Look, report: Report, advise: Remarks['advise']): void => {
  if (record.mode === 'analysis') checkAnalysis(record, look, report);
  if (record.mode === 'direct-quote' && record.quotes.length === 0)
    advise('/quotes', 'a direct quote has the words themselves; give them, or another mode');
  if (record.mode === 'joint-document' && record.speakers.length === 1)
    advise('/speakers', 'a joint document is of several speakers; name the others, or another mode');
};

/** Analysis is what the author of the source concludes; nobody else's words may be filed as it. */
const checkAnalysis = (record: { speakers: string[]; passages: string[] }, look: Look, report: Report): void => {
  if (record.speakers.length === 0)
    report('/speakers', 'analysis is by an author of the source; name them, or another mode');
  for (const id of record.passages) {
    const passage = look<PassageView>('passage', id);
    const stranger = record.speakers.find((speaker) => passage !== null && !passage.sourceAuthors.includes(speaker));
    if (passage && stranger) {
      report(
        '/speakers',
        `${stranger} is not an author of ${passage.source}, so the statement cannot be its analysis; add it to the ` +
          'authors of the source where it wrote that, or give another mode',
      );
    }
  }
};
