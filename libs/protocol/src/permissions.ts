/**
 * What each role may do on the bus: allow lists only (deny lists have had bypasses), whole tokens only. `{{subject()}}` is filled
 * in by nats-server with the public key of the connecting user (scoped signing keys).
 */
export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const self = '{{subject()}}';

export const permissions = {
  minion: {
    publish: [
      `fl.ack.${self}.*`,
      `fl.prog.${self}.*`,
      `fl.ret.${self}.*`,
      `fl.beat.${self}`,
      `fl.evt.${self}`,
      `fl.rpc.${self}.*`,
    ],
    subscribe: ['fl.cmd.all', `fl.cmd.n.${self}`, `_INBOX.${self}.>`],
  },
  operator: {
    publish: [`fl.api.${self}.*`],
    subscribe: [`_INBOX.${self}.>`],
  },
  joiner: {
    publish: [`enr.req.${self}`],
    subscribe: [`_INBOX.${self}.>`],
  },
  master: {
    publish: ['fl.cmd.>', 'fl.fact.*', '_INBOX.>', '$JS.API.>', '$JS.ACK.>', '$JS.FC.>'],
    subscribe: ['fl.>', `_INBOX.${self}.>`],
  },
  /** The master in account ENROL. */
  registrar: {
    publish: ['_INBOX.>'],
    subscribe: ['enr.req.*', `_INBOX.${self}.>`],
  },
} as const satisfies Record<string, Permissions>;

export type PermissionRole = keyof typeof permissions;
