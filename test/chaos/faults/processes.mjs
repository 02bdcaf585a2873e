import { untilBusy } from './until-busy.mjs';

const nothing = async () => undefined;
const pidOfBus = 'cat /var/lib/fleet/master/nats/nats-server.pid';
const killUnit = (unit, signal) => `systemctl kill --kill-whom=main --signal=${signal} ${unit}`;

/** systemd starts what was killed again; that is part of what is tried here. */
export const killMaster = {
  name: 'kill-master',
  about: 'kill -9 of the master; systemd ends its nats-server with it',
  hurts: { master: true },
  seconds: [0, 0],
  aftermath: 8,
  choose: () => ({}),
  async begin(fleet) {
    await fleet.master.exec(killUnit('fleet-master', 'KILL'));
    return nothing;
  },
};

export const killBus = {
  name: 'kill-bus',
  about: 'kill -9 of nats-server alone',
  hurts: { master: true },
  seconds: [0, 0],
  aftermath: 8,
  choose: () => ({}),
  async begin(fleet) {
    await fleet.master.exec(`kill -9 "$(${pidOfBus})"`);
    return nothing;
  },
};

export const killMinion = {
  name: 'kill-minion',
  about: 'kill -9 of a minion; what it runs goes on without it',
  hurts: { minion: true },
  seconds: [0, 0],
  aftermath: 4,
  choose: () => ({}),
  async begin(fleet, { host }) {
    await untilBusy(fleet, host);
    await fleet.host(host).exec(killUnit('fleet-minion', 'KILL'));
    return nothing;
  },
};

export const freeze = {
  name: 'freeze',
  about: 'SIGSTOP, and SIGCONT some seconds later',
  hurts: { master: true, minion: true },
  seconds: [3, 15],
  choose: (draw, role) => ({ what: role === 'minion' ? 'fleet-minion' : draw.pick(['fleet-master', 'nats-server']) }),
  async begin(fleet, { host, what }) {
    const signal = (name) => (what === 'nats-server' ? `kill -${name} "$(${pidOfBus})"` : killUnit(what, name));
    await fleet.host(host).exec(signal('STOP'));
    return () => fleet.host(host).exec(signal('CONT'));
  },
};
