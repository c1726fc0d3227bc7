/*
 * A button beside what people copy.
 */

/** For how long it says that it did, in milliseconds. */
const SAID_MS = 2000;

/** Lets people copy references, commands and the address to cite; without script they mark them. */
export const offerCopies = (): void => {
  const { copy = '', copied = '' } = document.querySelector('main')?.dataset ?? {};
  // Browsers let pages write to the clipboard only where they come safely.
  if (!window.isSecureContext) return;
  document.querySelectorAll<HTMLElement>('.copied, nav.this pre').forEach((text) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = copy;
    const told = document.createElement('span');
    told.setAttribute('role', 'status');
    told.className = 'note';
    const write = async (): Promise<void> => {
      await navigator.clipboard.writeText(text.innerText.trim());
      told.textContent = ` ${copied}`;
      window.setTimeout(() => (told.textContent = ''), SAID_MS);
    };
    button.addEventListener('click', () => void write());
    const line = document.createElement('p');
    line.className = 'copying';
    line.append(button, told);
    text.after(line);
  });
};
