import { untilBusy } from './until-busy.mjs';

/**
 * Every process of the host is gone at once. The disk is memory of this machine: what a program wrote without forcing it down is still
 * there, unlike after a real power cut.
 */
export const powerCut = {
  name: 'power-cut',
  about: 'every process of a host ends at once; it boots again later',
  hurts: { master: true, minion: true },
  seconds: [1, 8],
  aftermath: 8,
  choose: () => ({}),
  async begin(fleet, { host }) {
    await untilBusy(fleet, host);
    await fleet.host(host).powerCut();
    return () => fleet.host(host).start();
  },
};

export const reboot = {
  name: 'reboot',
  about: 'a clean reboot of a host',
  hurts: { master: true, minion: true },
  seconds: [0, 0],
  aftermath: 8,
  choose: () => ({}),
  async begin(fleet, { host }) {
    await fleet.host(host).reboot();
    return async () => undefined;
  },
};
