import { Arg } from '@fleet/arguments';
import type { Connection } from '@fleet/platform';
import { until } from '@fleet/web';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';

export class NetworkPortOpenArgs {
  @Arg({
    doc: 'What the wait is for, in your own words; the address, as HOST:PORT, where the other arguments do not say it.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Whom to ask: a name or an address.', type: 'string', optional: true })
  host?: string;

  @Arg({ doc: 'The TCP port, 1 to 65535.', type: 'int', optional: true })
  port?: number;

  @Arg({ doc: 'How long to wait; seconds, or a number with a unit.', type: 'duration', default: 60 })
  timeout!: number;

  @Arg({ doc: 'The pause between two attempts; seconds, or a number with a unit.', type: 'duration', default: 1 })
  interval!: number;
}

/** One attempt; a host that swallows packets must not use up the whole wait. Milliseconds. */
const attempt = 5_000;

export const portOpen = defineState({
  name: 'network.port_open',
  doc: 'Wait until a TCP port of a host is open, at most as long as `timeout` says; a dry run tries once.',
  args: NetworkPortOpenArgs,
  example: 'database:\n  network.port_open:\n    - host: db.internal\n    - port: 5432\n    - timeout: 2m\n',
  async plan(host, want, context) {
    const target = targetOf(want);
    if (!target) return impossible('name the host and its port: `host` and `port`, or HOST:PORT as name');
    const { name, port } = target;
    const shown = `port ${port} of ${name}`;
    const found = await until<Connection>(
      (left) => host.network.connect(name, port, { timeout: context.test ? attempt : Math.min(attempt, left) }),
      ({ open }) => open,
      { patience: context.test ? 0 : want.timeout, interval: want.interval, signal: context.signal },
    );
    if (found.open) return { verdict: true, comment: `${shown} is open` };
    if (context.test) return { verdict: null, comment: `${shown} is not open (${found.code}); would wait for it` };
    const waited = context.signal.aborted ? 'the wait was stopped' : `waited ${want.timeout / 1000} s`;
    return { verdict: false, comment: `${shown} is not open: ${found.code} (${waited})` };
  },
});

function targetOf(want: NetworkPortOpenArgs): { name: string; port: number } | undefined {
  const written = /^\[?(.+?)\]?:(\d{1,5})$/.exec(want.name);
  const name = want.host ?? (want.port === undefined ? written?.[1] : undefined);
  const port = want.port ?? (want.host === undefined ? Number(written?.[2]) : undefined);
  if (name === undefined || name === '' || /\s/.test(name)) return undefined;
  return port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535 ? { name, port } : undefined;
}
