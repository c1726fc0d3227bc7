import type { Look, Remarks, Report } from './define.ts';
import type { PassageView } from './types/passage.ts';

type Written = { mode: string; speakers: string[]; passages: string[]; quotes: readonly unknown[] };

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
  for (const id of record.passages) {
    const passage = look<PassageView>('passage', id);
    const stranger = record.speakers.find((speaker) => passage !== null && !passage.sourceAuthors.includes(speaker));
    if (passage && stranger) {
      report(
        '/speakers',
        `${stranger} is not an author of ${passage.source}, so the statement cannot be its analysis; name the author, or another mode`,
      );
    }
  }
};
