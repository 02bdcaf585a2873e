import { createHmac } from 'node:crypto';

export interface KnownHost {
  readonly hosts: string;
  readonly type: string;
  readonly key: string;
}

export function readKnownHost(line: string): KnownHost | undefined {
  const [hosts = '', type = '', key = ''] = line.trim().split(/\s+/);
  return hosts === '' || hosts.startsWith('#') || hosts.startsWith('@') || key === ''
    ? undefined
    : { hosts, type, key };
}

/** `[host]:port` where the port is not the usual one. */
export function hostName({ name, port }: { readonly name: string; readonly port?: number | undefined }): string {
  return port === undefined || port === 22 ? name : `[${name}]:${port}`;
}

/** Whether a line is about this host, in plain words or hashed. */
export function isAbout(line: KnownHost, name: string): boolean {
  const hashed = /^\|1\|([^|]+)\|(.+)$/.exec(line.hosts);
  if (!hashed) return line.hosts.split(',').includes(name);
  const [, salt = '', digest = ''] = hashed;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === digest;
}
