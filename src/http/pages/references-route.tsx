import type { Key } from '../../model/ids.ts';
import { chainReferences, recordReferences } from '../../queries/bibliography.ts';
import { labelsOf } from '../../queries/labels.ts';
import { isCitable } from '../../queries/references.ts';
import { STYLES } from '../../references/appearance.ts';
import type { Formatter } from '../../references/formatter.ts';
import type { Store } from '../../store/port.ts';
import { pageOf } from './context.tsx';
import type { Site } from './frame.tsx';
import { originOf, type Made } from './made.ts';
import { ReferencesPage } from './references.tsx';
import { EN } from './texts.ts';

/** The references of a record in every style, to copy. */
export const referencesPage = async (
  store: Store,
  { type, id }: Key,
  { site, formatter }: { site: Site; formatter: Formatter },
): Promise<Made> => {
  const found =
    isCitable(type) && type !== 'statement'
      ? await recordReferences(store, type, id, {})
      : await chainReferences(store, { type: type as 'statement' | 'claim', id }, {});
  if ('movedTo' in found) return found;
  const [texts, labels] = await Promise.all([
    Promise.all(
      STYLES.map((style) => formatter.format(found.references, { ...found.appearance, style, markup: 'text' })),
    ),
    labelsOf(store, [{ type, id }]),
  ]);
  const label = labels.get(`${type}/${id}`) ?? id;
  const to = pageOf(type, id);
  const data = `/v1${to}${type === 'claim' || type === 'statement' ? '/provenance' : ''}`;
  return {
    title: `${EN.cite.of} ${label}`,
    unlisted: true,
    forms: {
      alternates: [
        ['application/json', data],
        ['text/plain', `${data}?style=${STYLES[0]}`],
      ],
    },
    children: (
      <ReferencesPage
        label={label}
        to={to}
        data={data}
        origin={`${originOf(site)}${site.base}`}
        styled={STYLES.map((style, i) => ({ style, lines: texts[i]!.split('\n').filter((line) => line !== '') }))}
      />
    ),
  };
};
