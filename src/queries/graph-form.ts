import type { BaseView } from '../model/define.ts';
import { keyText, type Key } from '../model/ids.ts';
import { joiningReferencesOf } from '../model/references.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import { labelsOf } from './labels.ts';
import { iri, jsonLd, told, type LdNode } from './linked-data.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Paths } from './paths.ts';

/*
 * Answers about how records hang together as a graph: nodes that are records, and edges that are the fields by which one
 * refers to another.
 */

type GraphNode = Key & { label: string };
type GraphEdge = { from: Key; to: Key; field: string };
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[] };

/** Each node and each edge once. */
const distinct = ({ nodes, edges }: Graph): Graph => ({
  nodes: [...new Map(nodes.map(({ type, id, label }) => [keyText({ type, id }), { type, id, label }])).values()],
  edges: [
    ...new Map(edges.map((edge) => [[keyText(edge.from), edge.field, keyText(edge.to)].join(' '), edge])).values(),
  ],
});

/** A page of a list: its records, and those that they refer to. */
export const graphOfRecords = async (store: Questions, records: readonly string[]): Promise<Graph> => {
  const views = records.map((json) => JSON.parse(json) as BaseView);
  const edges = views.flatMap((view) =>
    joiningReferencesOf(view).map(({ field, key }): GraphEdge => ({ from: view, to: key, field })),
  );
  const own = new Set(views.map(keyText));
  const others = edges.map(({ to }) => to).filter((key) => !own.has(keyText(key)));
  const labels = await labelsOf(store, others);
  const named = others.map((key) => ({ ...key, label: labels.get(keyText(key)) ?? key.id }));
  return distinct({ nodes: [...views, ...named], edges });
};

/** A record with a page of those around it. */
export const graphOfNeighbourhood = (of: GraphNode, { items }: Pick<Neighbourhood, 'items'>): Graph =>
  distinct({
    nodes: [of, ...items.map(({ record }) => record)],
    edges: items.map(({ direction, field, record }) =>
      direction === 'out' ? { from: of, to: record, field } : { from: record, to: of, field },
    ),
  });

/** The records along paths. */
export const graphOfPaths = ({ from, to, paths }: Paths): Graph => {
  const steps = paths.flatMap((path) => path.steps);
  return distinct({
    nodes: [from, to, ...steps.flatMap((step) => [step.from, step.to])],
    edges: steps.flatMap((step) =>
      step.references.map(({ direction, field }) =>
        direction === 'out' ? { from: step.from, to: step.to, field } : { from: step.to, to: step.from, field },
      ),
    ),
  });
};

/** A field of the model as a property. */
export const property = (field: string): string => `term:${field}`;

/** What of a record is no reference and one plain value, each under the name of its field. */
const valuesOf = (view: BaseView, references: ReadonlySet<string>): object =>
  Object.fromEntries(
    Object.entries(view)
      .filter(([name, value]) => !references.has(name) && ['string', 'number', 'boolean'].includes(typeof value))
      .filter(([name]) => !['type', 'id', 'label', 'revision'].includes(name))
      .map(([name, value]) => [property(name), value]),
  );

const nodeOf = ({ type, id, label }: GraphNode): LdNode => ({
  ...iri(type, id),
  '@type': `term:${TYPES[type].name}`,
  'schema:name': label,
});

/** A graph as linked data: a property for each field that refers. */
export const graphJsonLd = ({ nodes, edges }: Graph): object =>
  jsonLd([
    ...nodes.map(nodeOf),
    ...edges.map(({ from, to, field }) => ({ ...iri(from.type, from.id), [property(field)]: iri(to.type, to.id) })),
  ]);

/** A record of any type as linked data: its values, what it refers to, and `more` in words of other vocabularies. */
export const recordJsonLd = async (
  store: Questions,
  json: string,
  more: (view: BaseView) => LdNode[] = () => [],
): Promise<object> => {
  const view = JSON.parse(json) as BaseView;
  const graph = await graphOfRecords(store, [json]);
  const references = new Set(graph.edges.map(({ field }) => field));
  return jsonLd([
    ...graph.nodes.map(nodeOf),
    { ...iri(view.type, view.id), ...valuesOf(view, references), ...told('schema:identifier', view.id) },
    ...graph.edges.map(({ from, to, field }) => ({
      ...iri(from.type, from.id),
      [property(field)]: iri(to.type, to.id),
    })),
    ...more(view),
  ]);
};
