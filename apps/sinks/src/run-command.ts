import type { Host } from '@fleet/platform';
import type { CommandTarget } from '@fleet/protocol';
import { NotDelivered, type Delivery } from './deliveries.js';
import { deliveryName, eventText } from './event-text.js';

/** Bytes that are kept of what it prints. */
const outputLimit = 16 * 1024;

/** One run. Only exit code 0 says that it took all of them. */
export async function runCommand(
  { commands }: Pick<Host, 'commands'>,
  { argv, user, directory, environment, timeout }: CommandTarget,
  { sink, events, attempt, signal }: Delivery,
): Promise<void> {
  const result = await commands.run(argv, {
    stdin: events.map((event) => `${eventText(event)}\n`).join(''),
    env: {
      ...environment,
      FLEET_SINK: sink,
      FLEET_DELIVERY: deliveryName(events),
      FLEET_ATTEMPT: String(attempt),
    },
    ...{ timeout, outputLimit, signal, umask: 0o077 },
    ...(user !== undefined && { runas: user }),
    ...(directory !== undefined && { cwd: directory }),
  });
  if (result.exitCode === 0 && result.signal === undefined && !result.timedOut) return;
  const said = (result.stderr || result.stdout).trim().split('\n').at(-1)?.slice(0, 500) ?? '';
  const how = result.timedOut
    ? `it did not end within ${timeout / 1000} s`
    : result.signal === undefined
      ? `it left with exit code ${result.exitCode}`
      : `it was ended by ${result.signal}`;
  throw new NotDelivered(said === '' ? how : `${how}: ${said}`);
}
