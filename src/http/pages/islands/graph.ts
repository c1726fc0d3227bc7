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
import { ask, pageOf, typeName } from './interface.ts';

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
/** How many lines a label has at most, and how many characters each. */
const [LINES, LINE] = [3, 22];
const LINE_HEIGHT = 16;
/** Steps of the layout, and how many at once: between these the browser answers whoever uses it. */
const [TICKS, TICKS_AT_ONCE] = [240, 20];
/** How far from a record those around it begin, and how much nearer above and below it. */
const [REACH, FLAT] = [320, 0.6];
/** Room for labels at the edges. */
const [SIDE, ABOVE] = [110, 70];

const svg = <K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number> = {}) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
};

/** A label in lines of whole words; what has no room ends with an ellipsis. */
const linesOf = (label: string): string[] => {
  const lines: string[] = [];
  for (const word of label.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < LINE) lines[lines.length - 1] = `${line} ${word}`;
    else if (lines.length < LINES) lines.push(word.length > LINE ? `${word.slice(0, LINE - 1)}…` : word);
    else return [...lines.slice(0, -1), `${line!.replace(/[,.;:]$/, '')} …`];
  }
  return lines;
};

const references = JSON.parse(document.querySelector<HTMLElement>('#graph')?.dataset['references'] ?? '{}') as Record<
  string,
  readonly [out: string, back: string]
>;

/** What a field that refers says, in the language of the page. */
const referenceName = (type: string, field: string): string => references[`${type}.${field}`]?.[0] ?? field;

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

class Graph {
  private readonly nodes = new Map<string, Node>();
  private readonly edges = new Map<string, Edge>();
  private readonly lines = svg('g');
  private readonly points = svg('g');
  private readonly status = document.createElement('p');
  private readonly host: HTMLElement;
  private readonly picture: SVGSVGElement;
  /** How often it was laid out, by which a layout knows whether a later one has begun. */
  private layouts = 0;

  constructor(host: HTMLElement) {
    this.host = host;
    this.picture = svg('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'group',
      'aria-label': host.dataset['hint'] ?? '',
    });
    this.picture.append(this.lines, this.points);
    this.status.setAttribute('role', 'status');
    this.status.className = 'note';
    host.append(this.picture, this.status);
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
    };
    this.nodes.set(key, node);
    return node;
  }

  /** Shows what is around a record; an open one leads to its page. */
  async open(node: Node): Promise<void> {
    if (node.open) return window.location.assign(pageOf(node.type, node.id));
    node.open = true;
    const found = await ask<{ data: Neighbour[] }>(`/v1/${node.type}s/${node.id}/neighbourhood?limit=${AT_ONCE}`).catch(
      () => null,
    );
    if (found === null) {
      // The record stays to be opened once more.
      node.open = false;
      await this.draw();
      this.status.textContent = (this.host.dataset['failed'] ?? '').replace('{label}', () => node.label);
      return;
    }
    for (const [i, { direction, field, record }] of found.data.entries()) {
      const other = this.add(record);
      // From a ring on, since labels are wider than high; those that are there already stay near where they are.
      const angle = (2 * Math.PI * i) / found.data.length;
      other.x ??= (node.x ?? 0) + Math.cos(angle) * REACH;
      other.y ??= (node.y ?? 0) + Math.sin(angle) * REACH * FLAT;
      const [source, target] = direction === 'out' ? [node, other] : [other, node];
      this.edges.set(`${source.key} ${field} ${target.key}`, { source, target, field });
    }
    await this.draw();
    const count = (this.host.dataset['shown'] ?? '{count}').replace('{count}', String(this.nodes.size));
    const page = document.createElement('a');
    page.href = pageOf(node.type, node.id);
    page.textContent = node.label;
    this.status.replaceChildren(`${count}. `, page);
    const open = [...this.nodes.values()].filter((each) => each.open).map(({ key }) => key);
    window.history.replaceState(null, '', `#open=${open.join(',')}`);
  }

  private async draw(): Promise<void> {
    this.layouts += 1;
    const layout = this.layouts;
    const nodes = [...this.nodes.values()];
    const edges = [...this.edges.values()];
    const simulation = forceSimulation(nodes)
      .force(
        'link',
        forceLink<Node, Edge>(edges)
          .distance(REACH * 0.6)
          .strength(0.25),
      )
      .force('charge', forceManyBody().strength(-700))
      // Labels stand below their points, and are wider than these.
      .force('collide', forceCollide<Node>((node) => 34 + Math.min(node.label.length, LINE * 2) * 1.1).iterations(2))
      .force('x', forceX<Node>(0).strength(0.03))
      .force('y', forceY<Node>(0).strength(0.12))
      .stop();
    for (let done = 0; done < TICKS; done += TICKS_AT_ONCE) {
      simulation.tick(TICKS_AT_ONCE);
      await pause();
      if (this.layouts !== layout) return;
    }
    this.fit(nodes);
    // On a phone the picture is wider than its place: that begins with the record in the middle.
    if (layout === 1) this.host.scrollLeft = (this.host.scrollWidth - this.host.clientWidth) / 2;
    for (const node of nodes) {
      node.element ??= this.elementFor(node);
      node.element.setAttribute('transform', `translate(${node.x!},${node.y!})`);
      node.element.classList.toggle('opened', node.open);
    }
    this.lines.replaceChildren(
      ...edges.map(({ source, target, field }) => {
        const [from, to] = [source as Node, target as Node];
        const line = svg('line', { x1: from.x!, y1: from.y!, x2: to.x!, y2: to.y! });
        const title = svg('title');
        title.textContent = `${from.label} ${referenceName(from.type, field)} ${to.label}`;
        line.append(title);
        return line;
      }),
    );
  }

  /** Shows all of it, and no less than the picture is wide and high. */
  private fit(nodes: readonly Node[]): void {
    const [xs, ys] = [nodes.map(({ x = 0 }) => x), nodes.map(({ y = 0 }) => y)];
    const [left, top] = [Math.min(...xs) - SIDE, Math.min(...ys) - ABOVE];
    const width = Math.max(WIDTH, Math.max(...xs) + SIDE - left);
    const height = Math.max(HEIGHT, Math.max(...ys) + ABOVE - top);
    const [x, y] = [(Math.max(...xs) + Math.min(...xs) - width) / 2, (Math.max(...ys) + Math.min(...ys) - height) / 2];
    this.picture.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  }

  private elementFor(node: Node): SVGGElement {
    const element = svg('g', {
      tabindex: 0,
      role: 'button',
      class: `node ${node.type}`,
      'aria-label': `${typeName(node.type)}: ${node.label}`,
    });
    const label = svg('text', { 'text-anchor': 'middle' });
    label.append(
      ...linesOf(node.label).map((line, i) => {
        const part = svg('tspan', { x: 0, y: 26 + i * LINE_HEIGHT });
        part.textContent = line;
        return part;
      }),
    );
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
