import Combobox from '@github/combobox-nav';
import { ask, pageOf, typeName } from './interface.ts';

type Suggestion = { type: string; id: string; label: string; name: string };

/** How long somebody has to pause before suggestions are asked for. */
const PAUSE_MS = 120;

const optionFor = ({ type, id, label, name }: Suggestion, optionId: string): HTMLElement => {
  const option = document.createElement('li');
  option.role = 'option';
  option.id = optionId;
  option.dataset['record'] = `${type}/${id}`;
  const told = document.createElement('bdi');
  told.textContent = label;
  const kind = document.createElement('small');
  kind.textContent = name === label ? ` ${typeName(type)}` : ` ${name}, ${typeName(type)}`;
  option.append(told, kind);
  return option;
};

/** What something may be that the graph does not know, by what a box takes. */
const KINDS: Readonly<Record<string, readonly string[]>> = { actor: ['person', 'institution'], source: ['source'] };

const newOption = (kind: string, name: string, optionId: string): HTMLElement => {
  const option = document.createElement('li');
  option.role = 'option';
  option.id = optionId;
  option.dataset['new'] = `new ${kind}: ${name}`;
  option.textContent = `Make new ${kind}: ${name}`;
  return option;
};

/** What is being typed: of a list the last part. */
const typedIn = ({ value, dataset }: HTMLInputElement): string =>
  ('several' in dataset ? value.slice(value.lastIndexOf(',') + 1) : value).trim();

const attach = (input: HTMLInputElement): void => {
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '');
  if (list === null) return;
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
    const typed = typedIn(input);
    // Where nothing is to be had, nothing is suggested: searching still works.
    const found = await ask<{ data: Suggestion[] }>(
      `/v1/autocomplete?limit=8${input.dataset['names'] ? `&type=${input.dataset['names']}` : ''}&q=${encodeURIComponent(typed)}`,
      asking.signal,
    ).catch(() => null);
    if (found === null || typedIn(input) !== typed) return;
    const known = found.data.map((each, i) => optionFor(each, `${list.id}-${i}`));
    const made =
      'makes' in input.dataset
        ? (KINDS[input.dataset['names'] ?? ''] ?? []).map((kind) => newOption(kind, typed, `${list.id}-${kind}`))
        : [];
    list.replaceChildren(...known, ...made);
    list.hidden = list.childElementCount === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (list.hidden) box.stop();
    else box.start();
  };

  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    if (typedIn(input) === '') close();
    else timer = window.setTimeout(() => void look(), PAUSE_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  input.addEventListener('blur', () => window.setTimeout(close, PAUSE_MS));
  // What is chosen by the mouse must not first take the focus away.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('combobox-commit', (event) => {
    const { record, new: made } = (event.target as HTMLElement).dataset;
    if (made !== undefined) {
      const before = 'several' in input.dataset ? (/^.*,\s*/u.exec(input.value)?.[0] ?? '') : '';
      input.value = `${before}${made}`;
      return close();
    }
    if (record === undefined) return;
    const [type, id] = record.split('/') as [string, string];
    // Where a form wants a record it is named; a search box leads there.
    if (input.dataset['names'] === undefined) return window.location.assign(pageOf(type, id));
    // Of several that are named the last is what is typed.
    const before = 'several' in input.dataset ? /^.*,\s*/u.exec(input.value)?.[0] : undefined;
    input.value = input.dataset['names'] ? `${before ?? ''}${id}` : record;
    close();
  });
};

/** Names that begin with what is typed, below the boxes that take some; Enter without one chosen sends the form. */
export const suggest = (): void => document.querySelectorAll<HTMLInputElement>('input[role=combobox]').forEach(attach);
