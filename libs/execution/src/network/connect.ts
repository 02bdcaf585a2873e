import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';

@NotSupported({
  family: 'write the address itself: an IPv4 or an IPv6 one',
})
export class NetworkConnectArgs {
  @Arg({ doc: 'Whom to ask: a name or an address.', type: 'string' })
  host!: string;

  @Arg({ doc: 'The port, 1 to 65535.', type: 'int', optional: true })
  port?: number;

  @Arg({
    doc: 'How to speak to it: tcp; an answer to a UDP packet depends on what is in it, so that it proves nothing.',
    type: 'string',
    default: 'tcp',
    oneOf: ['tcp'],
  })
  proto!: string;

  @Arg({ doc: 'How long it may take; seconds, or a number with a unit.', type: 'duration', default: 5 })
  timeout!: number;
}

/** What people read; other codes stand for themselves. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ETIMEDOUT: 'no answer in time',
  ENOTFOUND: 'nobody knows that name',
  EAI_AGAIN: 'no name server answers',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was reset',
};

export const connect = defineFunction({
  name: 'network.connect',
  doc: 'Whether a TCP port of another host is open: `result`, and a `comment` that says why not.',
  args: NetworkConnectArgs,
  example: 'network.connect db.internal 5432 timeout=3',
  looks: true,
  async run(host, { host: name, port, timeout }) {
    // Salt asks port 80 then, or 0; a check of a port that nobody named proves nothing.
    if (port === undefined) throw new FunctionRefused('bad-arguments', 'network.connect: name the port');
    if (port < 1 || port > 65_535 || name === '')
      throw new FunctionRefused('bad-arguments', 'network.connect: name a host, and a port between 1 and 65535');
    const answer = await host.network.connect(name, port, { timeout });
    const comment = answer.open
      ? `Successfully connected to ${name} (${answer.address}) on tcp port ${port}`
      : `Unable to connect to ${name} on tcp port ${port}: ${sentences[answer.code] ?? answer.code}`;
    return new Map<Value, Value>([
      ['result', answer.open],
      ['comment', comment],
    ]);
  },
});
