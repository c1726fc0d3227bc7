import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import { ask, pageOf } from './interface.ts';

/*
 * What is around a record, as a graph that opens by click and by keyboard. Its nodes are elements of the page, so that
 * they can be tabbed to and are read out; it is laid out at once, and so never moves.
 */

type Neighbour = { direction: 'in' | 'out'; field: string; record: { type: string; id: string; label: string } };
type Node = SimulationNodeDatum & {
  key: string;
  type: string;
  id: string;
  label: string;
  open: boolean;
  element: SVGGElement | null;
};
type Edge = SimulationLinkDatum<Node> & { field: string };

const [WIDTH, HEIGHT] = [960, 560];
const AT_ONCE = 14;
const LONGEST = 30;
const TICKS = 240;

const svg = <K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number> = {}) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
};

const short = (label: string): string => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);

class Graph {
  private readonly nodes = new Map<string, Node>();
  private readonly edges = new Map<string, Edge>();
  private readonly lines = svg('g');
  private readonly points = svg('g');
  private readonly status = document.createElement('p');
  private readonly hostWords: DOMStringMap;

  constructor(host: HTMLElement) {
    this.hostWords = host.dataset;
    const picture = svg('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'group',
      'aria-label': host.dataset['hint'] ?? '',
    });
    picture.append(this.lines, this.points);
    this.status.setAttribute('role', 'status');
    this.status.className = 'note';
    host.append(picture, this.status);
  }

  add({ type, id, label }: Neighbour['record']): Node {
    const key = `${type}/${id}`;
    const node = this.nodes.get(key) ?? {
      key,
      type,
      id,
      label,
      open: false,
      element: null,
      x: WIDTH / 2,
      y: HEIGHT / 2,
    };
    this.nodes.set(key, node);
    return node;
  }

  /** Shows what is around a record; an open one leads to its page. */
  async open(node: Node): Promise<void> {
    if (node.open) return window.location.assign(pageOf(node.type, node.id));
    node.open = true;
    const found = await ask<{ data: Neighbour[] }>(`/v1/${node.type}s/${node.id}/neighbourhood?limit=${AT_ONCE}`);
    for (const { direction, field, record } of found.data) {
      const other = this.add(record);
      const [source, target] = direction === 'out' ? [node, other] : [other, node];
      this.edges.set(`${source.key} ${field} ${target.key}`, { source, target, field });
    }
    this.draw();
    const count = (this.hostWords['shown'] ?? '{count}').replace('{count}', String(this.nodes.size));
    const page = document.createElement('a');
    page.href = pageOf(node.type, node.id);
    page.textContent = node.label;
    this.status.replaceChildren(`${count}. `, page);
    const open = [...this.nodes.values()].filter((each) => each.open).map(({ key }) => key);
    window.history.replaceState(null, '', `#open=${open.join(',')}`);
  }

  draw(): void {
    const nodes = [...this.nodes.values()];
    const edges = [...this.edges.values()];
    forceSimulation(nodes)
      .force('link', forceLink<Node, Edge>(edges).distance(110).strength(0.5))
      .force('charge', forceManyBody().strength(-420))
      // Labels stand below their points, and are wider than these.
      .force(
        'collide',
        forceCollide<Node>((node) => 18 + short(node.label).length * 2.6),
      )
      .force('x', forceX<Node>(WIDTH / 2).strength(0.05))
      .force('y', forceY<Node>(HEIGHT / 2).strength(0.11))
      .stop()
      .tick(TICKS);
    for (const node of nodes) {
      node.x = Math.min(WIDTH - 90, Math.max(90, node.x ?? 0));
      node.y = Math.min(HEIGHT - 36, Math.max(20, node.y ?? 0));
      node.element ??= this.elementFor(node);
      node.element.setAttribute('transform', `translate(${node.x},${node.y})`);
      node.element.classList.toggle('opened', node.open);
    }
    this.lines.replaceChildren(
      ...edges.map(({ source, target, field }) => {
        const [from, to] = [source as Node, target as Node];
        const line = svg('line', { x1: from.x!, y1: from.y!, x2: to.x!, y2: to.y! });
        const title = svg('title');
        title.textContent = field;
        line.append(title);
        return line;
      }),
    );
  }

  private elementFor(node: Node): SVGGElement {
    const element = svg('g', {
      tabindex: 0,
      role: 'button',
      class: `node ${node.type}`,
      'aria-label': `${node.type}: ${node.label}`,
    });
    const label = svg('text', { 'text-anchor': 'middle', dy: 26 });
    label.textContent = short(node.label);
    const title = svg('title');
    title.textContent = node.label;
    element.append(title, svg('circle', { r: 9 }), label);
    element.addEventListener('click', () => void this.open(node));
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      void this.open(node);
    });
    this.points.append(element);
    return element;
  }
}

export const drawGraph = (): void => {
  const host = document.querySelector<HTMLElement>('#graph');
  const { type, id, label } = host?.dataset ?? {};
  if (host === null || type === undefined || id === undefined) return;
  const before = /#open=([\w/,-]*)/.exec(window.location.hash)?.[1]?.split(',') ?? [];
  const graph = new Graph(host);
  const start = graph.add({ type, id, label: label ?? id });
  const reopen = async (): Promise<void> => {
    await graph.open(start);
    for (const key of before) {
      const [type = '', id = ''] = key.split('/');
      const node = graph.add({ type, id, label: id });
      if (!node.open && node.element !== null) await graph.open(node);
    }
  };
  void reopen();
};
