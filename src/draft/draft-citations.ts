import type { Questions } from '../store/port.ts';
import { textIn } from './document.ts';
import { withoutUndefined, type Drafting } from './drafting.ts';
import type { ResolvedNote } from './footnotes.ts';
import { slugOf } from './ids.ts';
import { alikeAsked, knownSource } from './known.ts';

/** A footnote's label as the end of an id; its number in the text where the label is no word. */
export const noteSlug = (label: string, i: number): string =>
  /^[a-z0-9]+$/iu.test(label) ? label.toLowerCase() : `${i + 1}`;

/** The records of footnotes and their works, under ids of the prefix or those that are told; by label the id of each. */
export const draftCitations = async (
  drafting: Drafting,
  store: Questions,
  notes: readonly ResolvedNote[],
  prefix: string,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, string>> => {
  const citations = new Map<string, string>();
  const ids: string[] = [];
  const several = new Set<string>();
  for (const [i, { label, text, works }] of notes.entries()) {
    const written: Record<string, unknown>[] = [];
    const reasons: string[] = [];
    for (const work of works) {
      if (work.back === null && work.csl === null) {
        drafting.open.push(`footnote ${label}: ${work.reason}: ${work.text}`);
        continue;
      }
      const common = { locator: work.locator, accessed: work.accessed };
      reasons.push(work.reason);
      if (work.back !== null) {
        const citation = work.back.note === i ? null : ids[work.back.note]!;
        // Within one footnote a work cannot point to another: it is the source of that.
        const own = citation === null ? written[work.back.work] : undefined;
        written.push(
          withoutUndefined({
            ...(citation === null
              ? { source: own?.['source'], ibidOf: own?.['ibidOf'] }
              : { ibidOf: { citation, work: work.back.work + 1 } }),
            ...common,
          }),
        );
        continue;
      }
      const csl = work.csl!;
      const has = await knownSource(store, csl);
      if (has.id !== null) reasons.push(`the graph has it as ${has.id}`);
      const source =
        has.id ??
        (await drafting.put(
          'source',
          slugOf(textIn(csl, 'title') || textIn(csl, 'URL') || `${prefix}-work`),
          { csl },
          { confidence: work.confidence, reasons: [`footnote ${label}: ${text}`] },
        ));
      drafting.open.push(...alikeAsked(`the work of footnote ${label}`, source, has));
      written.push(withoutUndefined({ source, ...common }));
    }
    if (written.length === 0) {
      ids.push('');
      continue;
    }
    const [only] = written;
    const back = only!['ibidOf'] as { citation: string } | undefined;
    // Of a footnote with several works an ibid has to say which.
    const isPlain = written.length === 1 && (back === undefined || !several.has(back.citation));
    const record = isPlain
      ? {
          marker: label,
          ...only,
          ...(back !== undefined && { ibidOf: back.citation }),
        }
      : { marker: label, works: written };
    const id = await drafting.put('citation', known.get(label) ?? `${prefix}-fn-${noteSlug(label, i)}`, record, {
      confidence: Math.min(...works.map(({ confidence }) => confidence)),
      reasons,
    });
    if (written.length > 1) several.add(id);
    ids.push(id);
    citations.set(label, id);
  }
  return citations;
};
