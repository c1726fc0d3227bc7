import type { StatementView } from '../../model/types/statement.ts';
import { useTexts } from './context.tsx';

/** A stance in a word. */
export const Stance = ({ of }: { of: string }) => {
  const { stances } = useTexts();
  return <span class={`stance ${of}`}>{stances[of] ?? of}</span>;
};

/** The stance of a statement on all that it is about, where that is one and not what a claim by itself says. */
export const stanceOf = ({ stances }: Pick<StatementView, 'stances'>): string | null => {
  const [only, ...others] = new Set(stances.map(({ stance }) => stance));
  return only === undefined || others.length > 0 || only === 'affirms' ? null : only;
};

/** The label of a statement without the stance that it begins with, where that stands beside it. */
export const labelBeside = (label: string, stance: string | null): string =>
  stance !== null && label.startsWith(`${stance}: `) ? label.slice(stance.length + 2) : label;
