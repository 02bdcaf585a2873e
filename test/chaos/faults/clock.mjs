import { chaosFolder } from '../chaos-fleet.mjs';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The time that master, minion and what they start see (on-host/clock.c). nats-server is linked statically and keeps the machine's.
 * The jump back at the end is one too.
 */
export const clock = {
  name: 'clock',
  about: 'the clock of a host jumps, and back some seconds later',
  hurts: { master: true, minion: true },
  seconds: [4, 15],
  choose: (draw) => ({
    what: draw.pick([-40 * day, -26 * hour, -hour, -90_000, -5_000, 5_000, 90_000, hour, 26 * hour, 40 * day]),
  }),
  async begin(fleet, { host, what }) {
    const set = (milliseconds) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(milliseconds));
      // In place: programs have the file mapped.
      return fleet.host(host).must(`dd of=${chaosFolder}/clock conv=notrunc status=none`, { input: bytes });
    };
    await set(what);
    return () => set(0);
  },
};
