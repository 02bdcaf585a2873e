import { BusError, type Bus } from './definition.js';

/** What the server's stream interface answers: the result, or an error of its own. */
export async function jetstream(
  bus: Pick<Bus, 'request'>,
  call: string,
  body: unknown,
  timeout = 10_000,
): Promise<Record<string, unknown>> {
  const answer = (await bus.request(`$JS.API.${call}`, body, { timeout })) as Record<string, unknown> | null;
  const error = answer?.error as { code?: number; err_code?: number; description?: string } | undefined;
  if (error) throw new JetStreamRefusal(call, error.err_code ?? error.code ?? 0, error.description ?? '');
  if (typeof answer !== 'object' || answer === null)
    throw new BusError('malformed', 'the server answered something else', { call });
  return answer;
}

export class JetStreamRefusal extends BusError {
  constructor(
    call: string,
    /** NATS' own number: 10059 stream not found, 10058 name in use, 10014 consumer not found, … */
    readonly number: number,
    description: string,
  ) {
    super('refused', 'the stream server refuses', { call, number, description });
  }
}
