import { openTrust } from '@fleet/bus';
import { JobStore } from '@fleet/jobs';
import { tokenId } from '@fleet/protocol';
import { createJoinToken, longestLifetime, tokenInWords, tokenName, usualLifetime } from '../keys/join-tokens.js';
import { readLifetime } from './lifetime.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldTls } from './bus-tls.js';
import { toldServers } from './servers.js';

/** `fleet-master token create`: works whether the master runs or not. The token is all of the output. */
export async function createToken(options: {
  readonly root: string;
  readonly uses: string;
  readonly lifetime?: string;
  readonly ids?: string;
  readonly name?: string;
  readonly accept?: boolean;
}): Promise<void> {
  const uses = Number(options.uses);
  if (!Number.isSafeInteger(uses) || uses < 1)
    throw new CommandFailed('--uses is the number of minions that may enrol with the token', exits.usage);
  const lifetime =
    options.lifetime === undefined ? usualLifetime : readLifetime('--lifetime', options.lifetime, longestLifetime);
  if (options.name !== undefined && !tokenName.test(options.name))
    throw new CommandFailed('--name is up to 64 letters, digits, dots, hyphens and underscores', exits.usage);
  const { config, places } = await openConfig(options.root);
  const trust = await openTrust(places.master.keys);
  const made = createJoinToken({
    trust,
    servers: await toldServers(config, places),
    tls: await toldTls(config, places),
    uses,
    lifetime,
    operator: 'fleet-master',
    accept: options.accept ?? false,
    ...(options.ids !== undefined && { ids: options.ids }),
    ...(options.name !== undefined && { name: options.name }),
  });
  const store = JobStore.open(places.master.database);
  try {
    await store.write(({ tokens, audit }) => {
      tokens.create(made.row);
      audit.append({
        at: made.row.created,
        who: 'fleet-master',
        action: 'token_create',
        target: tokenId(made.row.key),
        args: tokenInWords(made.row),
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
