/**
 * Stands in for the API in tests: answers what a test says, and keeps what was asked.
 */
import { vi } from 'vitest';

/** A request as the page made it. */
export interface KeptRequest {
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = () => Response | Promise<Response>;

/** Answers of the API, in the order in which they are asked for; the last one stays. */
export class FakeApi {
  readonly requests: KeptRequest[] = [];
  private answers: Answer[] = [];

  constructor() {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
      this.requests.push({ path, headers: new Headers(init.headers), body });
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      if (answer === undefined) throw new Error('The test says no answer.');
      return answer();
    });
  }

  /** Answer with a status and a body, after the answers that were said before. */
  answer(status: number, body: unknown = {}): this {
    this.answers.push(() => Response.json(body, { status }));
    return this;
  }

  /** Break the connection. */
  fail(): this {
    this.answers.push(() => Promise.reject(new TypeError('Failed to fetch')));
    return this;
  }

  /** Let the answer wait until the test gives it. */
  hold(): (response: Response) => void {
    let give: (response: Response) => void = () => undefined;
    const response = new Promise<Response>((resolve) => (give = resolve));
    this.answers.push(() => response);
    return (answer) => {
      give(answer);
    };
  }
}
