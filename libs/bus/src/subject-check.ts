import { InvalidSubjectToken, parseSubject } from '@fleet/protocol';

/** The client checks no subject: a line break in one would be a command of its own to the server. */
export function publishable(subject: string): string {
  if (!/^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)*$/.test(subject)) throw new InvalidSubjectToken(subject);
  return subject;
}

export function subscribable(subject: string): string {
  if (!/^([A-Za-z0-9_$-]+|\*)(\.([A-Za-z0-9_$-]+|\*))*(\.>)?$/.test(subject)) throw new InvalidSubjectToken(subject);
  return subject;
}

/** Whose key a subject proves; a command's subject names its recipient, which proves nothing. */
export function callerOf(subject: string): string | undefined {
  const parsed = parseSubject(subject);
  return parsed === undefined || parsed.kind === 'cmd' ? undefined : parsed.key;
}
