import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cardOf } from '../../lab/lab.mjs';
import { untilBusy } from './until-busy.mjs';

const run = promisify(execFile);

export const cut = {
  name: 'cut',
  about: 'the network cable of a host is pulled',
  hurts: { master: true, minion: true },
  seconds: [3, 20],
  choose: () => ({}),
  async begin(fleet, { host }) {
    await untilBusy(fleet, host);
    await fleet.host(host).cutNetwork();
    return () => fleet.host(host).restoreNetwork();
  },
};

/**
 * Not every kernel has netem. A token bucket has every kernel that can shape at all: with a long queue it delays, with one of a single
 * packet it loses whatever comes while it is busy, and TCP has to send it again.
 */
const qualities = {
  slow: ['tbf', 'rate', '48kbit', 'burst', '2kb', 'latency', '3000ms'],
  lossy: ['tbf', 'rate', '96kbit', 'burst', '2kb', 'limit', '3000'],
};

export const slow = shaped('slow', 'a link of 48 kbit/s with a queue of three seconds, both ways');
export const lossy = shaped('lossy', 'a link of 96 kbit/s that drops what it cannot send at once, both ways');

function shaped(name, about) {
  return {
    name,
    about,
    hurts: { master: true, minion: true },
    seconds: [5, 20],
    choose: () => ({}),
    async begin(fleet, { host }) {
      const lab = fleet.host(host);
      const ends = [
        ['tc', 'qdisc', 'replace', 'dev', cardOf(fleet.lab.network.bridge, lab), 'root'],
        ['nsenter', '-t', String(lab.init), '-n', 'tc', 'qdisc', 'replace', 'dev', 'eth0', 'root'],
      ];
      for (const [program, ...words] of ends) await run(program, [...words, ...qualities[name]]);
      return async () => {
        for (const [program, ...words] of ends) await run(program, [...words, 'pfifo']);
      };
    },
  };
}
