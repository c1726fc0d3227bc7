import { textIn, type Csl } from './document.ts';
import { withoutUndefined, type Drafting } from './drafting.ts';
import type { Gazetteer } from './gazetteer.ts';
import { slugOf } from './ids.ts';

type Author = { family?: string; given?: string; literal?: string };

/** What an author is called in an item. */
const nameOf = ({ family, given, literal }: Author): string => literal ?? [given, family].filter(Boolean).join(' ');

/**
 * The authors of a document, to whom its own conclusions belong: actors of the graph where it has exactly one of the name;
 * others are proposed, and so is one without a name where the document names nobody.
 */
export const draftAuthors = async (
  drafting: Drafting,
  csl: Csl,
  gazetteer: Gazetteer,
  language: string,
): Promise<string[]> => {
  const names = ((csl['author'] ?? []) as Author[]).map(nameOf).filter((name) => name !== '');
  const title = textIn(csl, 'title') || 'the document';
  if (names.length === 0)
    return [
      await drafting.put(
        'actor',
        slugOf(`author of ${title}`),
        { kind: 'person', name: `Author of “${title}” (not named)` },
        { confidence: 0.5, reasons: ['the document names no author, and what it concludes is somebody’s'] },
      ),
    ];
  const authors: string[] = [];
  for (const [i, name] of names.entries()) {
    const [mention] = gazetteer.find(name, language);
    const isKnown =
      mention?.type === 'actor' &&
      mention.ids.length === 1 &&
      !mention.isFamily &&
      mention.words.length > name.length * 0.6;
    const { family, given } = (csl['author'] as Author[])[i]!;
    authors.push(
      isKnown
        ? mention.ids[0]!
        : await drafting.put(
            'actor',
            slugOf(name),
            withoutUndefined({ kind: 'person', name, familyName: family, givenName: given }),
            { confidence: 0.7, reasons: ['named as an author'] },
          ),
    );
  }
  return authors;
};
