import { firstDay } from '../../src/model/days.ts';
import type { BaseView } from '../../src/model/define.ts';
import { keyText } from '../../src/model/ids.ts';
import { compareText, sortedUnique } from '../../src/model/order.ts';
import { contributionsOf, indexKeysOf } from '../../src/model/index-keys.ts';
import { comparePlaces, matches, placeOf, type ListQuery, type Selection } from '../../src/model/query.ts';
import { timeOf } from '../../src/model/edtf.ts';
import { unitOf, type TimeUnit } from '../../src/model/time-units.ts';
import { prefixEntries } from '../../src/model/text.ts';
import { TYPES } from '../../src/model/types.ts';
import type { StatementView } from '../../src/model/types/statement.ts';
import { RootDirectness } from './root-directness.ts';
import { independentRoots, type RestsOn } from './roots.ts';
import type { Completion, FacetCount, ValueCount } from '../../src/store/port.ts';

const ROOT_DIRECTNESS = 'rootDirectness';

/** What a store that holds these records has to answer, worked out record by record. */
export class Oracle {
  private readonly views: readonly BaseView[];
  private readonly filed = new Map<string, Set<string>>();

  constructor(views: readonly BaseView[]) {
    this.views = views;
    for (const view of views) {
      for (const { filter, value } of indexKeysOf(view)) this.fileDerived(keyText(view), filter, value);
      for (const { owner, indexKey } of contributionsOf(view))
        this.fileDerived(keyText(owner), indexKey.filter, indexKey.value);
    }
    const roots = new RootDirectness(views);
    for (const view of views.filter(({ type }) => type === 'statement').map((each) => each as StatementView)) {
      const owners = [keyText(view), ...view.claims.map((id) => keyText({ type: 'claim', id }))];
      for (const value of roots.of(view)) for (const owner of owners) this.file(owner, ROOT_DIRECTNESS, value);
    }
    const links = views
      .filter(({ type }) => type === 'source')
      .flatMap((view) => this.valuesOf(view, 'restsOn').map((to) => ({ from: view.id, to })));
    links.push(...this.copies(views.filter(({ type }) => type === 'source')));
    for (const view of views.filter(({ type }) => type === 'claim')) {
      const sides = (stance: string): string[] =>
        views
          .filter(({ type }) => type === 'statement')
          .map((each) => each as StatementView)
          .filter(({ stances }) => stances.some((on) => on.claim === view.id && on.stance === stance))
          .flatMap((each) => each.speaksFor)
          // Whoever may have spoken for another side speaks for none.
          .flatMap(({ sides: of, sidesInTurn }) => of.filter((side) => sidesInTurn.every((set) => set.includes(side))));
      if (sides('affirms').some((side) => sides('denies').some((other) => other !== side))) {
        this.file(keyText(view), 'disputed', 'true');
        this.file(keyText(view), 'disputedBy', 'stance');
      }
    }
    for (const view of views.filter(({ type }) => type === 'claim' || type === 'statement')) {
      const roots = independentRoots(this.valuesOf(view, 'restsOn'), links).length;
      if (roots > 0) this.file(keyText(view), 'independentRoots', String(Math.min(roots, 20)));
    }
  }

  /** Files what the model derives; where evidence ends is found out by other means. */
  private fileDerived(owner: string, filter: string, value: string): void {
    if (filter !== ROOT_DIRECTNESS) this.file(owner, filter, value);
  }

  private file(owner: string, filter: string, value: string): void {
    this.filed.set(owner, (this.filed.get(owner) ?? new Set()).add(`${filter}\0${value}`));
  }

  private has(view: BaseView, filter: string, value: string): boolean {
    return this.filed.get(keyText(view))?.has(`${filter}\0${value}`) ?? false;
  }

  private valuesOf(view: BaseView, filter: string): string[] {
    return [...(this.filed.get(keyText(view)) ?? [])]
      .filter((indexKey) => indexKey.startsWith(`${filter}\0`))
      .map((indexKey) => indexKey.slice(filter.length + 1));
  }

  /** Sources that have one DOI or the address of one page rest on one another. */
  private copies(sources: readonly BaseView[]): RestsOn[] {
    const known = (view: BaseView): string[] =>
      this.valuesOf(view, 'identifier').filter((identifier) => /^(?:doi|url):/.test(identifier));
    return sources.flatMap((one) =>
      sources
        .filter((other) => other !== one && known(one).some((identifier) => known(other).includes(identifier)))
        .map((other) => ({ from: one.id, to: other.id })),
    );
  }

  private selected(selection: Selection): BaseView[] {
    return this.views.filter(
      (view) => view.type === selection.type && matches(selection, view, (...of) => this.has(...of)),
    );
  }

  /** The whole list, in order. */
  list(query: Selection & Pick<ListQuery, 'sort' | 'descending'>): string[] {
    const places = this.selected(query)
      .map((view) => placeOf(view, query.sort))
      .sort(comparePlaces);
    return (query.descending ? places.toReversed() : places).map(({ id }) => id);
  }

  facet(selection: Selection, filter: string): Pick<FacetCount, 'id' | 'count'>[] {
    const counts = new Map<string, number>();
    for (const view of this.selected(selection))
      for (const value of this.valuesOf(view, filter)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .map(([id, count]) => ({ id, count }))
      .sort((a, b) => b.count - a.count || compareText(a.id, b.id));
  }

  /** By unit of time, from the moments of each record; null for those that have no earliest one. */
  histogram(selection: Selection, unit: TimeUnit): { counts: [number | null, number][]; imprecise: number } {
    const counts = new Map<number | null, number>();
    let imprecise = 0;
    const unitAt = (moment: number): number => unitOf(unit, Math.floor(moment / 86_400_000));
    for (const view of this.selected(selection)) {
      const date = TYPES[selection.type].range!.date(view);
      if (date?.startsWith('Y')) {
        // Milliseconds so far away are more than a double counts one by one; such a time is a year as a whole.
        const year = unitOf(unit, firstDay(Number(date.slice(1)), 1));
        counts.set(year, (counts.get(year) ?? 0) + 1);
        if (unit !== 'year') imprecise += 1;
        continue;
      }
      const { moments } = timeOf(date);
      const number = moments.from === -Infinity ? null : unitAt(moments.from);
      counts.set(number, (counts.get(number) ?? 0) + 1);
      if (number !== null && (moments.to === Infinity || unitAt(moments.to) !== number)) imprecise += 1;
    }
    return { counts: [...counts].sort(([a], [b]) => (a ?? -Infinity) - (b ?? -Infinity)), imprecise };
  }

  values(filter: string, prefix: string): ValueCount[] {
    const counts = new Map<string, ValueCount>();
    for (const view of this.views) {
      for (const value of this.valuesOf(view, filter).filter((each) => each.startsWith(prefix))) {
        const text = `${value}\0${view.type}`;
        counts.set(text, { type: view.type, value, count: (counts.get(text)?.count ?? 0) + 1 });
      }
    }
    return [...counts.values()].sort((a, b) => compareText(a.value, b.value) || compareText(a.type, b.type));
  }

  complete(prefix: string): Pick<Completion, 'entry' | 'type' | 'id'>[] {
    return this.views
      .flatMap((view) => {
        const entries = TYPES[view.type]
          .names(view)
          .flatMap(([, text]) => prefixEntries(text))
          .filter((entry) => entry.startsWith(prefix));
        return sortedUnique(entries)
          .slice(0, 1)
          .map((entry) => ({ entry, type: view.type, id: view.id }));
      })
      .sort((a, b) => compareText(a.entry, b.entry) || compareText(a.type, b.type) || compareText(a.id, b.id));
  }
}
