import type { Figure } from '../../queries/coverage.ts';
import { A, grouped, useTexts } from './context.tsx';

export const CoveragePage = ({ figures }: { figures: readonly Figure[] }) => {
  const texts = useTexts();
  const percent = new Intl.NumberFormat(texts.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <div class="opening">
        <h1>{texts.coverage.title}</h1>
        <p class="lead">{texts.coverage.lead}</p>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={texts.coverage.title}>
        <table class="figures" aria-label={texts.coverage.title}>
          <thead>
            <tr>
              <th scope="col">{texts.coverage.figure}</th>
              <th scope="col" class="number">
                {texts.coverage.count}
              </th>
              <th scope="col" colSpan={2}>
                {texts.coverage.share}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, about, count, share, list }) => (
              <tr>
                <th scope="row">
                  <A to={list.replace(/^\/v1/, '')}>{texts.coverage.figures[name] ?? name}</A>
                  <p class="note">{about}</p>
                </th>
                <td class="number">{grouped(texts, count)}</td>
                <td class="number">{share === null ? '–' : percent.format(share)}</td>
                <td class="share">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={100 * (share ?? 0)} height="8" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
