import { DictumError } from '../model/errors.ts';

/** That an engine has not the memory for all of one question or write; a part of it may go. */
export class LacksMemory extends DictumError {
  constructor(detail: string, cause: unknown) {
    super('too-slow', detail, { cause });
  }
}
