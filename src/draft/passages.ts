import type { Questions } from '../store/port.ts';
import { SourceText } from '../verify/source-text.ts';
import { draftCitations, noteSlug } from './draft-citations.ts';
import { draftPassages, passageId, standingIn } from './draft-passages.ts';
import { Drafting, type Drafted } from './drafting.ts';
import { resolveNotes } from './footnotes.ts';
import { Ids } from './ids.ts';
import { knownOf } from './known.ts';
import { layoutOf } from './layout.ts';

/** A mark that is one of a footnote where the text has no footnote for it; "[sic]" is none. */
const FOOTNOTE_MARK = /^(?:\d{1,4}|[a-z]|[ivxlc]+)$/iu;

/** Ids of the footnotes that passages have in the graph, by their marker. */
const knownNotes = async (store: Questions, ids: readonly string[]): Promise<Map<string, string>> => {
  const { readings } = await store.read(ids.map((id) => ({ type: 'citation', id })));
  return new Map(
    readings.flatMap((each): [string, string][] => {
      if (each.state !== 'found') return [];
      const { id, marker } = JSON.parse(each.json) as { id: string; marker: string };
      return [[marker, id]];
    }),
  );
};

/**
 * The passages of a text, one paragraph a line, and the footnotes in them with the works that those cite: sources of the
 * graph by their ids, others as new ones. Ids of passages and footnotes are those that the graph has for them, else made
 * of the prefix alone, so that the same text gives the same ones again.
 */
export const passagesOf = async (store: Questions, raw: string, source: string, prefix: string): Promise<Drafted> => {
  const text = new SourceText(raw);
  const { sentences, notes } = layoutOf(text.text);
  const known = (await knownOf(store, source)).passages;
  const knownIds = await knownNotes(store, [...new Set(known.flatMap(({ citations }) => citations))]);
  const drafting = new Drafting(new Ids(store, ['passage', 'citation']));
  const citations = await draftCitations(drafting, store, resolveNotes(notes), prefix, knownIds);
  // What a footnote cites that nobody can tell, or that the text does not have, is for a person to write in.
  for (const [i, label] of [...new Set(sentences.flatMap(({ marks }) => marks))].entries()) {
    const note = notes.find((each) => each.label === label);
    if (citations.has(label) || (note === undefined && !FOOTNOTE_MARK.test(label))) continue;
    const said = note === undefined ? 'the text has no such footnote' : note.text;
    const id = await drafting.put(
      'citation',
      knownIds.get(label) ?? `${prefix}-fn-${noteSlug(label, i)}`,
      { marker: label },
      { confidence: 0, reasons: [`write the source in: ${said}`] },
    );
    citations.set(label, id);
  }
  const standing = standingIn(text, known);
  await draftPassages(drafting, sentences, {
    source,
    text,
    citations,
    idOf: (sentence) => standing.at(sentence) ?? passageId(prefix, sentence),
  });
  return drafting;
};
