import type { Disputing } from '../../model/disputes.ts';
import { Listed, useTexts } from './context.tsx';

/** Where on a page it stands what disputes something. */
const AT = { relation: '#relations', stance: '#positions' } as const;

/** By which rules something is disputed, each of which leads to what disputes it; nothing where it is not. */
export const DisputedBy = ({ rules }: { rules: readonly Disputing[] }) => {
  const { disputed } = useTexts();
  if (rules.length === 0) return null;
  return (
    <p class="disputed">
      <strong>{disputed.is}</strong>
      <Listed
        of={rules.map((rule) => (
          <a href={AT[rule]}>{disputed[rule]}</a>
        ))}
      />
      .
    </p>
  );
};
