import { isIP } from 'node:net';

/** A line of the file of hosts, in its words. */
export interface HostsLine {
  readonly address: string;
  readonly names: readonly string[];
  /** What follows a #, with it. */
  readonly comment: string;
}

export function readHostsLine(line: string): HostsLine | undefined {
  const at = line.indexOf('#');
  const [address, ...names] = (at < 0 ? line : line.slice(0, at)).trim().split(/\s+/);
  if (address === undefined || address === '' || names.length === 0) return undefined;
  return { address, names, comment: at < 0 ? '' : line.slice(at) };
}

export function writeHostsLine({ address, names, comment }: HostsLine): string {
  return `${address}\t${names.join(' ')}${comment === '' ? '' : `\t${comment}`}`;
}

/** One name taken off a line; a line that is left without names goes. */
export function withoutName(line: string, address: string, name: string): string[] {
  const read = readHostsLine(line);
  if (!read || read.address !== address || !read.names.includes(name)) return [line];
  const names = read.names.filter((other) => other !== name);
  return names.length === 0 ? [] : [writeHostsLine({ ...read, names })];
}

/** A sentence for what is no address or no name. */
export function hostsProblem(addresses: readonly string[], names: readonly string[]): string | undefined {
  const address = addresses.find((one) => isIP(one) === 0);
  if (address !== undefined) return `${address} is not an IP address`;
  const name = names.find((one) => !/^[\w.-]+$/.test(one));
  return name === undefined ? undefined : `${name} is not the name of a host`;
}
