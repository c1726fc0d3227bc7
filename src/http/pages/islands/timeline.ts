/*
 * Several bars of a timeline chosen at once: by dragging over them, or by Shift with the arrow keys and then Enter.
 * Without script each bar is a link by itself.
 */

type Bar = SVGElement & { readonly dataset: DOMStringMap };

/** The address of a bar's link, for the time from one bar to another. */
const addressOf = (link: Element, names: DOMStringMap, first: Bar, last: Bar): string => {
  const url = new URL(link.getAttribute('href')!, window.location.href);
  url.searchParams.set(names['from']!, first.dataset['from']!);
  url.searchParams.set(names['to']!, last.dataset['to']!);
  return url.href;
};

const brushed = (figure: HTMLElement): void => {
  const svg = figure.querySelector('svg')!;
  const told = figure.querySelector('output')!;
  const bars = [...svg.children] as Bar[];
  const link = svg.querySelector('a');
  if (link === null) return;
  let [anchor, end]: [number | null, number | null] = [null, null];
  let isDragged = false;

  const chosen = (): [number, number] | null =>
    anchor === null || end === null ? null : [Math.min(anchor, end), Math.max(anchor, end)];
  const show = (): void => {
    const range = chosen();
    bars.forEach((bar, i) => bar.classList.toggle('chosen', range !== null && i >= range[0] && i <= range[1]));
    told.textContent =
      range === null || range[0] === range[1]
        ? ''
        : (told.dataset['chosen'] ?? '')
            .replace('{from}', () => bars[range[0]]!.dataset['time']!)
            .replace('{to}', () => bars[range[1]]!.dataset['time']!);
  };
  const clear = (): void => {
    [anchor, end] = [null, null];
    show();
  };
  const go = (): void => {
    const range = chosen();
    if (range !== null) window.location.assign(addressOf(link, figure.dataset, bars[range[0]]!, bars[range[1]]!));
  };
  const at = (event: PointerEvent): number => {
    const { left, width } = svg.getBoundingClientRect();
    const all =
      svg.viewBox.baseVal.width /
      (bars.length === 0 ? 1 : Number(bars[0]!.querySelector('rect')!.getAttribute('width')));
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * all)));
  };

  svg.addEventListener('pointerdown', (event) => {
    // A finger scrolls.
    if (event.pointerType === 'touch' || event.button !== 0) return;
    isDragged = false;
    anchor = end = at(event);
  });
  window.addEventListener('pointermove', (event) => {
    if (anchor === null || event.buttons !== 1) return;
    const now = at(event);
    if (now === end) return;
    end = now;
    isDragged = true;
    show();
  });
  window.addEventListener('pointerup', () => {
    if (isDragged) go();
    else clear();
  });
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  svg.addEventListener('click', (event) => {
    if (isDragged) event.preventDefault();
  });

  const focusable = (from: number, step: number): number | null => {
    for (let i = from + step; i >= 0 && i < bars.length; i += step) if (bars[i]!.localName === 'a') return i;
    return null;
  };
  svg.addEventListener('keydown', (event) => {
    const now = bars.findIndex((bar) => bar === document.activeElement);
    if (now === -1) return;
    const range = chosen();
    if (event.key === 'Escape') clear();
    else if (event.key === 'Enter' && range !== null && range[0] !== range[1]) {
      event.preventDefault();
      go();
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      const next = focusable(now, event.key === 'ArrowLeft' ? -1 : 1);
      if (next === null) return;
      if (event.shiftKey) {
        anchor ??= now;
        end = next;
        show();
      } else clear();
      bars[next]!.focus();
    }
  });
};

export const brushTimelines = (): void =>
  document.querySelectorAll<HTMLElement>('figure.timeline').forEach((figure) => brushed(figure));
