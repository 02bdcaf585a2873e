import { openTrust } from '@fleet/bus';
import { JobStore } from '@fleet/jobs';
import { createJoinToken, longestLifetime, usualLifetime } from '../keys/join-tokens.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldServers } from './servers.js';

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** `fleet-master token create`: works whether the master runs or not. The token is all of the output. */
export async function createToken(options: {
  readonly root: string;
  readonly uses: string;
  readonly lifetime?: string;
}): Promise<void> {
  const uses = Number(options.uses);
  if (!Number.isSafeInteger(uses) || uses < 1)
    throw new CommandFailed('--uses is the number of minions that may enrol with the token', exits.usage);
  const lifetime = options.lifetime === undefined ? usualLifetime : readLifetime(options.lifetime);
  const { config, places } = await openConfig(options.root);
  const trust = await openTrust(places.master.keys);
  const made = createJoinToken({
    trust,
    servers: await toldServers(config, places),
    uses,
    lifetime,
    operator: 'fleet-master',
  });
  const store = JobStore.open(places.master.database);
  try {
    await store.write(({ tokens, audit }) => {
      tokens.create(made.row);
      audit.append({
        at: made.row.created,
        who: 'fleet-master',
        action: 'token_create',
        args: `uses ${uses}`,
        outcome: 'done',
      });
    });
  } finally {
    store.close();
  }
  process.stdout.write(`${made.text}\n`);
  process.stderr.write(
    `good until ${new Date(made.row.expires).toISOString()} for ${uses} ${uses === 1 ? 'minion' : 'minions'}; on the new machine: fleet-minion join TOKEN\n`,
  );
}

function readLifetime(text: string): number {
  const found = /^([0-9]+)([smhd])$/.exec(text);
  const milliseconds = found ? Number(found[1]) * (units[found[2] as string] as number) : Number.NaN;
  if (!(milliseconds >= 1000 && milliseconds <= longestLifetime))
    throw new CommandFailed('--lifetime is a number with s, m, h or d, up to 30d: 1h', exits.usage);
  return milliseconds;
}
