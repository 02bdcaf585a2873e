/** How a client of the bus knows its server: the connection is encrypted, and the certificate has to be vouched for. */
export interface ServerTrust {
  /** PEM of the authorities that may vouch for it; absent: those of the client's machine. */
  readonly ca?: string;
  /** The name that the certificate has to bear; absent: the host that was dialled. */
  readonly name?: string;
}

/** Whether something that was stored or pasted is one. */
export function isServerTrust(value: unknown): value is ServerTrust {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { ca, name } = value as Record<string, unknown>;
  return [ca, name].every((text) => text === undefined || (typeof text === 'string' && text !== ''));
}
