import { createServerAuthority, openTrust } from '@fleet/bus';
import { loadProfile, saveProfile } from '@fleet/config';
import { toldTls } from './bus-tls.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldServers } from './servers.js';

/** `fleet-master tls init`: an authority for the bus of a fleet that was made without one. */
export async function initTls({ root }: { readonly root: string }): Promise<void> {
  const { config, places } = await openConfig(root);
  if (config.tls !== 'fleet' && config.tls !== 'both')
    throw new CommandFailed(
      `${places.master.config} says how the bus is encrypted: take \`tls\` out of it first`,
      exits.configuration,
    );
  await openTrust(places.master.keys);
  const made = await createServerAuthority(places.master.keys);
  process.stdout.write(`${made ? 'made' : 'kept'}     ${places.master.keys}/tls\n`);
  const tls = await toldTls(config, places);
  const profile = await loadProfile(places.operator.profile);
  if (!made && profile.tls !== undefined && JSON.stringify(profile.tls) === JSON.stringify(tls))
    return void process.stdout.write(
      `kept     ${places.operator.profile}\nthe bus has an authority already: there is nothing to do, unless fleet-master runs since before it was made\n`,
    );
  await saveProfile(places.operator.profile, {
    ...profile,
    servers: await toldServers(config, places),
    ...(tls && { tls }),
  });
  process.stdout.write(
    `made     ${places.operator.profile}
next: restart fleet-master. Minions and operators that were there before know nothing of the authority and are kept out; with
  tls: both
in ${places.master.config} they may stay in clear until each has joined anew (fleetctl token create, fleet-minion join TOKEN).
`,
  );
}
