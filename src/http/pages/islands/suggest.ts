import Combobox from '@github/combobox-nav';
import { ask, pageOf } from './interface.ts';

type Suggestion = { type: string; id: string; label: string; name: string };

/** How long somebody has to pause before suggestions are asked for. */
const PAUSE_MS = 120;

const optionFor = ({ type, id, label, name }: Suggestion, i: number): HTMLElement => {
  const option = document.createElement('li');
  option.role = 'option';
  option.id = `suggestion-${i}`;
  option.dataset['href'] = pageOf(type, id);
  const told = document.createElement('bdi');
  told.textContent = label;
  const kind = document.createElement('small');
  kind.textContent = name === label ? ` ${type}` : ` ${name}, ${type}`;
  option.append(told, kind);
  return option;
};

/** Names that begin with what is typed, below the search box; Enter without one chosen searches. */
export const suggest = (): void => {
  const input = document.querySelector<HTMLInputElement>('#q');
  const list = document.querySelector<HTMLElement>('#suggestions');
  if (input === null || list === null) return;
  const box = new Combobox(input, list, { tabInsertsSuggestions: false });
  let timer = 0;
  let asking: AbortController | null = null;

  const close = (): void => {
    asking?.abort();
    window.clearTimeout(timer);
    box.stop();
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
  };

  const look = async (): Promise<void> => {
    asking?.abort();
    asking = new AbortController();
    const typed = input.value.trim();
    // Where nothing is to be had, nothing is suggested: searching still works.
    const found = await ask<{ data: Suggestion[] }>(
      `/v1/autocomplete?limit=8&q=${encodeURIComponent(typed)}`,
      asking.signal,
    ).catch(() => null);
    if (found === null || input.value.trim() !== typed) return;
    list.replaceChildren(...found.data.map(optionFor));
    list.hidden = found.data.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (list.hidden) box.stop();
    else box.start();
  };

  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    if (input.value.trim() === '') close();
    else timer = window.setTimeout(() => void look(), PAUSE_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  input.addEventListener('blur', () => window.setTimeout(close, PAUSE_MS));
  // What is chosen by the mouse must not first take the focus away.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('combobox-commit', (event) => {
    const { href } = (event.target as HTMLElement).dataset;
    if (href !== undefined) window.location.assign(href);
  });
};
