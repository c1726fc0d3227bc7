import type { BaseView } from '../model/define.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { Language } from '../model/language.ts';
import { nameIn } from '../model/name-choice.ts';
import type { LanguageName } from '../model/names.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import type { Labels } from './labels.ts';
import { ParameterFault, separated, several, type Parameter } from './parameters.ts';

/*
 * Answers in other languages: records are called by their names in these, wherever an answer has their label or name.
 * What has no name in any of them keeps the one that it has.
 */

export const languageParameter: Parameter<string[]> = {
  about:
    'The languages to call records by, the one that is liked best first (BCP 47): label, name and the sentences of facts have the names in these; what has none in any of them keeps its own. Content-Language tells which of them the answer has',
  schema: several({ type: 'string', minLength: 1, format: 'bcp47' }),
  read: (values) =>
    separated(values).map((tag) => {
      const read = Language.safeParse(tag);
      if (!read.success)
        throw new ParameterFault(`${JSON.stringify(tag)} is no language tag; use one of BCP 47: ru, zh-Hant, ru-Latn`);
      return read.data;
    }),
};

type WithNames = BaseView & { names: readonly LanguageName[] };
const hasNames = (type: TypeName): boolean => 'names' in TYPES[type].derived.shape;
/** What is labelled by the labels of what has names. */
const isLabelledByOthers = (type: TypeName): boolean => type === 'membership';

/** What records are called in some languages; `used`: those of them that any of these names is in. */
export class NamesIn {
  readonly used = new Set<string>();
  private readonly languages: readonly string[];
  private readonly store: Questions;

  constructor(store: Questions, languages: readonly string[]) {
    this.store = store;
    this.languages = languages;
  }

  private async views(keys: readonly Key[]): Promise<BaseView[]> {
    const texts = [...new Set(keys.map(keyText))];
    if (texts.length === 0) return [];
    const { readings } = await this.store.read(texts.map(keyOf));
    return readings.flatMap((reading) => (reading.state === 'found' ? [JSON.parse(reading.json) as BaseView] : []));
  }

  /** The labels of some records; of those that are not there none. */
  async labels(keys: readonly Key[]): Promise<Labels> {
    const views = await this.views(keys);
    const others = views.filter(({ type }) => isLabelledByOthers(type));
    const below = await this.views(others.flatMap((view) => labelling(view)));
    const labels = new Map<string, string>();
    for (const view of [...below, ...views].filter(({ type }) => !isLabelledByOthers(type)))
      labels.set(keyText(view), this.labelOf(view));
    for (const view of others) {
      const look = (type: TypeName, id: string): any => ({ type, id, label: labels.get(keyText({ type, id })) ?? id });
      labels.set(keyText(view), TYPES[view.type].label(view, look));
    }
    return labels;
  }

  private labelOf(view: BaseView): string {
    const name = hasNames(view.type) ? nameIn((view as WithNames).names, this.languages) : null;
    if (name === null) return view.label;
    this.used.add(name.language!);
    return name.name;
  }
}

/** The records whose labels are in that of a membership. */
const labelling = (view: BaseView): Key[] => {
  const { member, forum } = view as BaseView & { member: string; forum: string };
  return [
    { type: 'actor', id: member },
    { type: 'forum', id: forum },
  ];
};

type Json = Record<string, unknown>;
type Place = { at: Json; key: Key };

/** Members that hold what others wrote, in forms of their own. */
const FOREIGN = ['csl', 'custom'];

/** The places of an answer at which a record is named by its label or its name, and the lists of addresses in it. */
const placesIn = (answer: unknown, of: TypeName | null): { places: Place[]; links: (Json | unknown[])[] } => {
  const places: Place[] = [];
  const links: (Json | unknown[])[] = [];
  const visit = (value: unknown, member: string): void => {
    if (Array.isArray(value)) {
      if (member === 'links') links.push(value);
      for (const item of value) visit(item, member);
      return;
    }
    if (typeof value !== 'object' || value === null || FOREIGN.includes(member)) return;
    const at = value as Json;
    if (member === 'links') links.push(at);
    const type = TYPE_NAMES.find((name) => name === at['type']) ?? (member === 'speakers' ? 'actor' : null);
    if (type !== null && typeof at['id'] === 'string' && ('label' in at || 'name' in at))
      places.push({ at, key: { type, id: at['id'] } });
    for (const [name, inner] of Object.entries(at)) {
      // Where all values of a facet are, is told beside how many there are.
      if (name === 'facetTotals') links.push(...Object.values(inner as Json).map((each) => each as Json));
      else if (name === 'facets' && of !== null) places.push(...facetPlaces(of, inner as Record<string, Json[]>));
      else visit(inner, name);
    }
  };
  visit(answer, '');
  return { places, links };
};

/** The values of facets that are ids. */
const facetPlaces = (of: TypeName, facets: Record<string, Json[]>): Place[] =>
  Object.entries(facets).flatMap(([name, counts]) => {
    const kind = filtersOf(of).get(name)?.kind;
    if (kind === undefined || !('ref' in kind)) return [];
    return counts.map((at) => ({ at, key: { type: kind.ref, id: at['id'] as string } }));
  });

const withLanguage = (address: unknown, query: string): unknown => {
  if (typeof address !== 'string' || !address.startsWith('/v1/') || /[?&]lang=/.test(address)) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
};

/**
 * An answer with its records called by these names, and the language in its links; `of`: the type that it is a list of;
 * `facet`: the one of its facets that it has the values of.
 */
export const answerIn = async (
  answer: unknown,
  names: NamesIn,
  { of, lang, facet }: { of: TypeName | null; lang: string; facet?: string | undefined },
): Promise<unknown> => {
  const { places, links } = placesIn(answer, of);
  if (of !== null && facet !== undefined)
    places.push(...facetPlaces(of, { [facet]: (answer as { data: Json[] }).data }));
  const labels = await names.labels(places.map(({ key }) => key));
  for (const { at, key } of places) {
    const label = labels.get(keyText(key));
    if (label === undefined) continue;
    if ('label' in at) at['label'] = label;
    if (typeof at['name'] === 'string' && hasNames(key.type)) at['name'] = label;
  }
  const query = `lang=${encodeURIComponent(lang)}`;
  for (const at of links)
    for (const [name, address] of Object.entries(at)) (at as Json)[name] = withLanguage(address, query);
  return answer;
};
