const WRITES = /^(?:INPUT|TEXTAREA|SELECT)$/;

/**
 * Keys of the desk: j and k go to the next and the last statement that waits, a accepts it, e corrects it, x rejects
 * it; u takes the last decision back, m goes to the next that something is missing of; n makes one of the words that
 * are selected, f a footnote. Escape leaves a field.
 */
export const deskKeys = (): void => {
  const desk = document.querySelector('[data-desk]');
  if (desk === null) return;
  const make = desk.querySelector<HTMLDetailsElement>('[data-make]');
  const making = (name: string): HTMLInputElement | null => make?.querySelector(`[name=${name}]`) ?? null;
  /** Opens the form of a statement with the words that are selected, or the passage of the card that is. */
  const makeOne = (card: HTMLElement | null): void => {
    if (make === null) return;
    const selection = document.getSelection();
    const place = (selection?.anchorNode?.parentElement ?? null)?.closest<HTMLElement>('[data-passage]');
    const words = place == null ? '' : (selection?.toString().replace(/\s+/gu, ' ').trim() ?? '');
    const beside = card === null ? null : desk.querySelector<HTMLElement>(`[data-passage]:has(a[href="#${card.id}"])`);
    const passage = (words === '' ? beside : place)?.dataset['passage'];
    make.open = true;
    if (passage !== undefined) making('passage')!.value = passage;
    making('words')!.value = words;
    making('speakers')?.focus();
  };
  /** Opens the form of a footnote with the passage of the card. */
  const footnote = (card: HTMLElement | null): void => {
    const form = desk.querySelector<HTMLDetailsElement>('[data-footnote]');
    if (form === null) return;
    const beside = card === null ? null : desk.querySelector<HTMLElement>(`[data-passage]:has(a[href="#${card.id}"])`);
    const passage = beside?.dataset['passage'];
    form.open = true;
    if (passage !== undefined) form.querySelector<HTMLSelectElement>('[name=passage]')!.value = passage;
    form.querySelector<HTMLInputElement>('[name=marker]')?.focus();
  };
  const waiting = (): HTMLElement[] => [...desk.querySelectorAll<HTMLElement>('.waits')];
  const current = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('.waits') ?? null;
  /** The next statement behind the current one that something is missing of. */
  const nextMissing = (cards: HTMLElement[], card: HTMLElement | null): HTMLElement | undefined => {
    const lacking = new Set(
      [...document.querySelectorAll<HTMLAnchorElement>('[data-missing]')].map(({ hash }) =>
        decodeURIComponent(hash.slice(1)),
      ),
    );
    const at = card === null ? -1 : cards.indexOf(card);
    return [...cards.slice(at + 1), ...cards.slice(0, at + 1)].find(({ id }) => lacking.has(id));
  };
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
    if (key === 'n') makeOne(card);
    else if (key === 'f') footnote(card);
    else if (key === 'u') document.querySelector<HTMLElement>('[data-key=u]')?.click();
    else if (key === 'm') goTo(nextMissing(cards, card));
    else if (key === 'j' || key === 'k') {
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
