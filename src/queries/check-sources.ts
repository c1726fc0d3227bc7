import type { SourceView } from '../model/types/source.ts';
import type { CslItem } from '../model/csl.ts';
import { addressOf, doiOf } from '../references/work.ts';
import type { Finding, Questions } from '../store/port.ts';
import { everything } from './verify-sources.ts';

/** By what a document is known wherever it is cited: its DOI, and its address where that names more than a site. */
const namesOf = (csl: CslItem): { what: string; name: string }[] => {
  const doi = doiOf(csl);
  const { link } = addressOf(csl);
  const { pathname, search } = link === null ? { pathname: '/', search: '' } : new URL(link);
  return [
    ...(doi === null ? [] : [{ what: 'DOI', name: doi.toLowerCase() }]),
    ...(link === null || (pathname === '/' && search === '') ? [] : [{ what: 'address', name: link }]),
  ];
};

/** Sources that are probably one document, since they have one DOI or one address. */
export const sourceFindings = async (store: Questions): Promise<Finding[]> => {
  const first = new Map<string, string>();
  const findings: Finding[] = [];
  for await (const { id, csl } of everything<SourceView>(store, 'source')) {
    for (const { what, name } of namesOf(csl)) {
      const other = first.get(`${what} ${name}`);
      if (other === undefined) first.set(`${what} ${name}`, id);
      else {
        findings.push({
          where: `source/${id}`,
          kind: 'advice',
          message: `it has the same ${what} as ${other}, ${name}, and so is probably the same document`,
          remedy: `merge one into the other: {"id": "${id}", "mergedInto": "${other}"}`,
        });
        break;
      }
    }
  }
  return findings;
};
