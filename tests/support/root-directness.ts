import { standingIn } from '../../src/model/capacity.ts';
import type { BaseView } from '../../src/model/define.ts';
import { DIRECTNESS, directnessOf, type Directness, type Evidence } from '../../src/model/directness.ts';
import type { Document } from '../../src/model/ends.ts';
import { keyText, type TypeName } from '../../src/model/ids.ts';
import { inTurn, sidesThrough } from '../../src/model/sides.ts';
import type { ActorView } from '../../src/model/types/actor.ts';
import type { EventView } from '../../src/model/types/event.ts';
import type { SourceView } from '../../src/model/types/source.ts';
import type { StatementView } from '../../src/model/types/statement.ts';

/*
 * How near statements stand where their evidence ends, worked out by looking at all sources at once: from the document of
 * a chain along what each is written to rest on, to those that rest on nothing.
 */

type Chain = StatementView['chains'][number];

export class RootDirectness {
  private readonly views: ReadonlyMap<string, BaseView>;

  constructor(views: readonly BaseView[]) {
    this.views = new Map(views.map((view) => [keyText(view), view]));
  }

  /** Of a statement, in the order of directness. */
  of(statement: StatementView): Directness[] {
    const found = new Set(statement.chains.map((chain) => this.ofChain(statement, chain)));
    return DIRECTNESS.filter((each) => found.has(each));
  }

  private view<V>(type: TypeName, id: string): V {
    const view = this.views.get(keyText({ type, id }));
    if (view === undefined) throw new Error(`there is no ${type} ${id}`);
    return view as V;
  }

  private document(id: string): Document {
    const { publisher, publisherSides, publisherSidesInTurn, authors } = this.view<SourceView>('source', id);
    return { source: id, publisher, publisherSides, publisherSidesInTurn, authors, statuses: [], roots: null };
  }

  /** The sources at the end of what one rests on; null where it rests on nothing. */
  private ends(id: string): string[] | null {
    const on = (source: string): string[] => this.view<SourceView>('source', source).restsOn.map((link) => link.source);
    if (on(id).length === 0) return null;
    const reached = new Set([id]);
    for (const each of reached) for (const next of on(each)) reached.add(next);
    return [...reached].filter((each) => on(each).length === 0);
  }

  private ofChain(statement: StatementView, chain: Chain): Directness {
    const actors = (ids: readonly string[]): ActorView[] => ids.map((id) => this.view<ActorView>('actor', id));
    const { said, event } = statement;
    const evidence = (document: Document): Evidence => ({
      statement: statement.id,
      speakers: standingIn(actors(statement.speakers), actors(statement.speakingFor), said),
      said,
      event,
      parties: event === null ? [] : this.view<EventView>('event', event).parties,
      recordedIn: document,
      cited: document,
    });
    const by = (document: Document): Directness => directnessOf(evidence(document)).directness;
    if (chain.directness === 'first-hand') return 'first-hand';
    const [teller] = statement.reportedBy;
    if (teller !== undefined) return this.ofTeller(statement, teller, by);
    const end = chain.endsAt.source;
    const ends = this.ends(end);
    if (ends === null) return chain.directness;
    const found = ends.map((id) => by(this.document(id)));
    return DIRECTNESS.find((each) => found.includes(each)) ?? 'undetermined';
  }

  /** What somebody told on is as if they had published it then. */
  private ofTeller(
    { said, speakers }: StatementView,
    teller: string,
    by: (document: Document) => Directness,
  ): Directness {
    const times = sidesThrough(this.view<ActorView>('actor', teller).sides, said);
    if (speakers.includes(teller)) return 'own-side';
    if (times.length === 0) return 'undetermined';
    return by({
      source: 'told',
      publisher: teller,
      publisherSides: times.flat(),
      publisherSidesInTurn: inTurn(times),
      authors: [],
      statuses: [],
      roots: null,
    });
  }
}
