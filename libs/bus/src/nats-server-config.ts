import type { NatsServerSettings } from './definition.js';

/** The text of `nats-server.conf`. */
export function natsServerConfig(settings: NatsServerSettings): string {
  throw new Error(`not yet: ${settings.folder}`);
}
