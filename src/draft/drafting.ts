import type { TypeName } from '../model/ids.ts';
import type { Ids } from './ids.ts';

/*
 * The records of a draft while it is made, each with why it is proposed.
 */

/** A record that would be created, as a batch of writes takes it. */
export type DraftChange = { op: 'put'; type: TypeName; id: string; revision: null; record: Record<string, unknown> };

/** Why a record is proposed. */
export type DraftNote = {
  type: TypeName;
  id: string;
  /** From 0 to 1. */
  confidence: number;
  reasons: string[];
  /** The outside reader that proposes it; the rules of this program do where left out. */
  by?: string;
  /** Claims of the graph that may be the same, the most alike first. */
  like?: { id: string; text: string; likeness: number; shared: string[] }[];
};

/** What is proposed, and what could not be told, for a person to see to. */
export type Drafted = { changes: DraftChange[]; notes: DraftNote[]; open: string[] };

/** Collects what is proposed. */
export class Drafting implements Drafted {
  readonly changes: DraftChange[] = [];
  readonly notes: DraftNote[] = [];
  readonly open: string[] = [];
  private readonly ids: Ids;

  constructor(ids: Ids) {
    this.ids = ids;
  }

  /** Proposes a record under an id that nothing has; returns that. */
  async put(
    type: TypeName,
    wanted: string,
    record: Record<string, unknown>,
    why: Omit<DraftNote, 'type' | 'id'>,
  ): Promise<string> {
    const id = await this.ids.free(type, wanted);
    this.changes.push({ op: 'put', type, id, revision: null, record });
    this.notes.push({ type, id, ...why });
    return id;
  }
}

/** A record without what is not told. */
export const withoutUndefined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
