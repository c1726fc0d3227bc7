import type { Appearance, References } from './appearance.ts';
import { asText } from './styles.ts';

/** What a thread that formats is asked for. */
export type Task = { references: References; appearance: Appearance };

export default ({ references, appearance }: Task): string => asText(references, appearance);
