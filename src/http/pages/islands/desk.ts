const WRITES = /^(?:INPUT|TEXTAREA|SELECT)$/;

/** Keys of the desk: j and k go to the next and the last statement that waits, a accepts it, e corrects it, x rejects it. Escape leaves a field. */
export const deskKeys = (): void => {
  const desk = document.querySelector('[data-desk]');
  if (desk === null) return;
  const waiting = (): HTMLElement[] => [...desk.querySelectorAll<HTMLElement>('.waits')];
  const current = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('.waits') ?? null;
  const goTo = (card: HTMLElement | undefined): void => {
    card?.focus();
    card?.scrollIntoView({ block: 'nearest' });
  };
  const marked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  goTo(marked?.closest<HTMLElement>('.waits') ?? waiting()[0]);

  document.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'Escape') {
      current()?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || WRITES.test(document.activeElement?.tagName ?? '')) return;
    const [cards, card] = [waiting(), current()];
    if (key === 'j' || key === 'k') {
      const at = card === null ? -1 : cards.indexOf(card);
      goTo(cards[key === 'j' ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0)]);
    } else if (key === 'a' || key === 'e' || key === 'x') {
      const target = card?.querySelector<HTMLElement>(`[data-key="${key}"]`);
      if (target == null) return;
      if (key === 'a') target.click();
      else target.focus();
    } else return;
    event.preventDefault();
  });
};
