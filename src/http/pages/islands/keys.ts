const WRITES = /^(?:INPUT|TEXTAREA|SELECT)$/;

/** A slash goes to the search box, where nothing is being written. */
export const listenForSlash = (): void => {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || WRITES.test(document.activeElement?.tagName ?? ''))
      return;
    const box = document.querySelector<HTMLInputElement>('#home-q, #q');
    if (box === null) return;
    event.preventDefault();
    box.focus();
  });
};
