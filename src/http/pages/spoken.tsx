import type { StatementView } from '../../model/types/statement.ts';
import type { Beginning } from '../../queries/related.ts';
import { A, filled, grouped, useTexts } from './context.tsx';
import { Item } from './items.tsx';

/** The first statements that belong to a record, and where the rest of them is. */
export const Spoken = ({
  statements: { records, total },
  title,
  to,
}: {
  statements: Beginning<StatementView>;
  title: string;
  to: string;
}) => {
  const texts = useTexts();
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="statements">
      <h2 id="statements">
        {title} <span class="count">{grouped(texts, total ?? records.length)}</span>
      </h2>
      <ol class="items">
        {records.map((statement) => (
          <Item view={statement} />
        ))}
      </ol>
      {(total ?? 0) > records.length && (
        <p class="paging">
          <A to={to}>{filled(texts.spoken.all, { count: grouped(texts, total!) })}</A>
        </p>
      )}
    </section>
  );
};
