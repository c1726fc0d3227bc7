import { stringify } from 'yaml';
import { spansOf } from '../verify/spans.ts';
import { NORMALISATION, selectorText, textDigest } from '../model/text.ts';

/** Passages for a data file, one for each sentence of a text; the text itself is not in them. */
export const passagesYaml = (raw: string, source: string, prefix: string): string => {
  const text = textDigest(selectorText(raw));
  const passages = spansOf(raw).map(({ paragraph, sentence, start, end, digest }) => ({
    id: `${prefix}-p${paragraph}-s${sentence}`,
    source,
    locator: { paragraph, sentence },
    selectors: [{ type: 'TextPositionSelector', start, end }],
    digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: digest, text },
  }));
  return stringify({ passages });
};
