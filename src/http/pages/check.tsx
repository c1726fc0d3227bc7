import type { PassageView } from '../../model/types/passage.ts';
import { locatorText } from '../../model/types/passage.ts';
import { useTexts } from './context.tsx';

/** What a text can be compared with: passages whose place and digest were recorded. */
const recordedOf = (passages: readonly PassageView[], otherwise: string): object[] =>
  passages.flatMap(({ id, locator, selectors, digest }) => {
    const position = selectors.flatMap((selector) => (selector.type === 'TextPositionSelector' ? [selector] : []))[0];
    if (position === undefined || digest === null) return [];
    const { start, end } = position;
    return [
      {
        id,
        label: locatorText(locator) || otherwise,
        start,
        end,
        span: digest.span.toLowerCase(),
        text: digest.text?.toLowerCase() ?? null,
      },
    ];
  });

/**
 * Where somebody who has the text of a document compares it with what was recorded. It needs script, which shows it;
 * the text stays in the page.
 */
export const CheckText = ({ passages, id }: { passages: readonly PassageView[]; id: string }) => {
  const texts = useTexts();
  const recorded = recordedOf(passages, texts.types['passage'][0]);
  if (recorded.length === 0) return null;
  const { title, lead, label, run, ...words } = texts.check;
  return (
    <details class="check-text" hidden data-passages={JSON.stringify(recorded)} data-words={JSON.stringify(words)}>
      <summary>{title}</summary>
      <p class="note">{lead}</p>
      <label for={id}>{label}</label>
      <textarea id={id} rows={6} spellcheck={false} />
      <button type="button">{run}</button>
      <div role="status" />
    </details>
  );
};
