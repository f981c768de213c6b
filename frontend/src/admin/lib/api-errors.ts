/**
 * What a call to the API can fail with: an answer that is an error, or no answer at all.
 */

/** An error answer of the API, in its one shape (`Code`, `Message`, `Details`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    details: Record<string, unknown>,
    requestId: string | null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

/** No answer arrived: the network or the server is away. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super('The server did not answer. Check your connection.', { cause });
    this.name = 'NoAnswerError';
  }
}

/** Tell whether the same request may succeed when it is sent again. */
export function isTransient(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof ApiError && error.status >= 500);
}

/** Say what is wrong in words: of refused input what is wrong with each field. */
export function errorText(error: Error): string {
  if (!(error instanceof ApiError) || error.code !== 'InvalidInput') return error.message;
  const { fields } = error.details as { fields?: Record<string, string[]> };
  const faults = Object.values(fields ?? {}).flat();
  return faults.length === 0 ? error.message : `${faults.join('. ')}.`;
}
