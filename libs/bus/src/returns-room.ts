import { returnsStream } from '@fleet/protocol';
import type { Bus } from './definition.js';
import { jetstream } from './jetstream.js';

/**
 * Keeps room in the stream of returns: once it is half full, the older half of what every consumer has acknowledged goes. What
 * nobody has stored yet is never touched.
 */
export async function makeRoom(bus: Bus): Promise<void> {
  const info = (await jetstream(bus, `STREAM.INFO.${returnsStream}`, {})) as unknown as {
    config: { max_bytes: number };
    state: { bytes: number; first_seq: number };
  };
  if (info.config.max_bytes <= 0 || info.state.bytes < info.config.max_bytes / 2) return;
  const listed = (await jetstream(bus, `CONSUMER.LIST.${returnsStream}`, {})) as unknown as {
    total: number;
    consumers?: { ack_floor: { stream_seq: number } }[];
  };
  const consumers = listed.consumers ?? [];
  if (consumers.length === 0 || consumers.length < listed.total) return;
  const stored = Math.min(...consumers.map((consumer) => consumer.ack_floor.stream_seq));
  const first = info.state.first_seq;
  if (stored < first) return;
  // Messages below `seq` go; rounded up, so that a stream of one large message empties too.
  await jetstream(bus, `STREAM.PURGE.${returnsStream}`, { seq: first + Math.ceil((stored + 1 - first) / 2) });
}
