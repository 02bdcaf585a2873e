import { connectBus, openTrust, type Bus, type NatsServer } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import { ownTls, toldTls } from '../commands/bus-tls.js';
import { startChildServer } from '../commands/child-server.js';
import { hostOf, runningMaster } from '../commands/servers.js';

/**
 * The bus as its master sees it, for a command that reads the streams: that of a master that runs, an external one, or a child of our own that nobody else
 * can reach.
 * @throws BusError, NatsServerError, TrustUnusable
 */
export async function withStreams<T>(
  config: MasterConfig,
  places: Directories,
  work: (bus: Bus) => Promise<T>,
): Promise<T> {
  const trust = await openTrust(places.master.keys);
  const holder = await runningMaster(places);
  // This command may hold the root itself.
  const running = holder?.pid === process.pid ? undefined : holder;
  let server: NatsServer | undefined;
  let bus: Bus | undefined;
  try {
    if (config.nats.mode === 'child' && !running)
      server = await startChildServer(config, places, { unreachable: true });
    const servers =
      config.nats.mode === 'external'
        ? config.nats.servers
        : [server ? `nats://127.0.0.1:${server.port}` : `nats://${hostOf(config)}:${running?.port ?? config.port}`];
    const told = await toldTls(config, places);
    bus = await connectBus({
      servers,
      name: 'fleet-master-command',
      ...trust.own('master'),
      ...(told && { tls: ownTls(told, config) }),
      timeout: 10_000,
    });
    return await work(bus);
  } finally {
    await bus?.close();
    await server?.stop();
  }
}
