/*
 * A button beside what people copy.
 */

/** For how long it says that it did, in milliseconds. */
const SAID_MS = 2000;

/** A button that copies a text, and the words that say so. */
const button = (label: string, copied: string, text: () => string): HTMLElement[] => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'quiet';
  made.textContent = label;
  const told = document.createElement('span');
  told.setAttribute('role', 'status');
  told.className = 'note';
  const write = async (): Promise<void> => {
    await navigator.clipboard.writeText(text());
    told.textContent = ` ${copied}`;
    window.setTimeout(() => (told.textContent = ''), SAID_MS);
  };
  made.addEventListener('click', () => void write());
  return [made, told];
};

/** Lets people copy references, commands, links to words and the address to cite; without script they mark them. */
export const offerCopies = (): void => {
  const { copy = '', copied = '' } = document.querySelector('main')?.dataset ?? {};
  // Browsers let pages write to the clipboard only where they come safely.
  if (!window.isSecureContext) return;
  document.querySelectorAll<HTMLElement>('.copied, nav.this pre').forEach((text) => {
    const line = document.createElement('p');
    line.className = 'copying';
    line.append(...button(copy, copied, () => text.innerText.trim()));
    text.after(line);
  });
  document.querySelectorAll<HTMLElement>('[data-copies]').forEach((place) => {
    place.append(...button(place.dataset['copy'] ?? copy, copied, () => place.dataset['copies']!));
  });
};
