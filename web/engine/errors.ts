import type { EngineErrorCode } from '../chat/types';

/** What the Engine port rejects with; its message is for developers, never for visitors. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}
