import type { FastifyReply } from 'fastify';
import { keyText } from '../model/ids.ts';
import { graphJsonLd, type Graph } from '../queries/graph-form.ts';
import { linkNext } from './answer.ts';
import { graphData, LD_MEDIA, TURTLE_MEDIA, turtleMedia } from './linked-data.ts';
import { asTurtle } from './turtle.ts';

/*
 * Graphs in the forms that other programs draw and reckon with: GraphML (http://graphml.graphdrawing.org), whose labels
 * stand where Gephi and networkx look for them, and linked data.
 */

const GRAPHML_MEDIA = 'application/graphml+xml';

/** The media types of graphs, as they are offered. */
export const GRAPH_MEDIA = [GRAPHML_MEDIA, LD_MEDIA, TURTLE_MEDIA] as const;
export type GraphMedia = (typeof GRAPH_MEDIA)[number];
export const isGraph = (media: string): media is GraphMedia => (GRAPH_MEDIA as readonly string[]).includes(media);

/** The media types in the API description. */
export const graphMedia = {
  [GRAPHML_MEDIA]: {
    type: 'string',
    description:
      'A directed graph, as Gephi and networkx read it: records with label and type, and an edge for each field that refers, labelled with it. Of a page; Link rel="next" leads to the next.',
  },
  [LD_MEDIA]: graphData('The same graph as JSON-LD: a property for each field that refers.'),
  ...turtleMedia,
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** A text in XML 1.0, which has no way to write most control characters. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark]!)
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);

const KEYS = [
  ['label', 'node', 'label'],
  ['type', 'node', 'type'],
  ['edgelabel', 'edge', 'label'],
];

const asGraphml = ({ nodes, edges }: Graph): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ...KEYS.map(([id, of, name]) => `<key id="${id}" for="${of}" attr.name="${name}" attr.type="string"/>`),
    '<graph edgedefault="directed">',
    ...nodes.map(
      (node) =>
        `<node id="${keyText(node)}"><data key="label">${xml(node.label)}</data><data key="type">${node.type}</data></node>`,
    ),
    ...edges.map(
      ({ from, to, field }, i) =>
        `<edge id="e${i}" source="${keyText(from)}" target="${keyText(to)}"><data key="edgelabel">${field}</data></edge>`,
    ),
    '</graph>',
    '</graphml>',
    '',
  ].join('\n');

/** Sends a graph in the form that is asked for, with where the next page is. */
export const sendGraph = (
  reply: FastifyReply,
  graph: Graph,
  media: GraphMedia,
  nextCursor: string | null,
): FastifyReply => {
  linkNext(reply, nextCursor);
  reply.type(`${media}; charset=utf-8`);
  if (media === GRAPHML_MEDIA) return reply.send(asGraphml(graph));
  const document = graphJsonLd(graph);
  return reply.send(media === TURTLE_MEDIA ? asTurtle(document) : JSON.stringify(document));
};
