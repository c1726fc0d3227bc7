import { useTexts } from './context.tsx';

/*
 * Directness as a sign: a full point for the speaker, a ring for whoever published the document, and a line between two
 * sides. The word stands beside it always.
 */

const RINGS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  'first-hand': [8, 8],
  'own-side': [14, 8],
  counterpart: [30, 8],
  'third-party': [22, 8],
  undetermined: [22, 8],
};

const Sign = ({ directness }: { directness: string }) => {
  const [x, y] = RINGS[directness] ?? RINGS['undetermined']!;
  const width = Math.max(24, x + 7);
  return (
    <svg class="sign" viewBox={`0 0 ${width} 16`} width={width} height="16" aria-hidden="true">
      {directness === 'third-party' || directness === 'undetermined' ? (
        <path d="M22 0v2.5M22 13.5V16" class="between" />
      ) : (
        <path d="M22 0v16" class="between" />
      )}
      <circle cx="8" cy="8" r="3.2" class="speaker" />
      <circle cx={x} cy={y} r="5.4" class={directness === 'undetermined' ? 'ring unknown' : 'ring'} />
    </svg>
  );
};

/** How near a document stands to the speaker. */
export const Directness = ({ of }: { of: string }) => {
  const { directness } = useTexts();
  return (
    <span class={`tag ${of}`}>
      <Sign directness={of} />
      {directness[of] ?? of}
    </span>
  );
};
