import { decodeJoinToken, InvalidJoinToken, type JoinToken } from './join-token.js';

const prefix = 'fleet-login-';
const joinPrefix = 'fleet-join-';

/**
 * What makes somebody an operator, in one text. It holds what a join token holds, and pins what that pins; it is called otherwise so that it is
 * not pasted where the other belongs, and the master knows which of its tokens is for what.
 */
export function loginTokenText(joinToken: string): string {
  return `${prefix}${joinToken.slice(joinPrefix.length)}`;
}

/** @throws InvalidJoinToken with a sentence for whoever pasted it. That it has expired is for the caller to say. */
export function decodeLoginToken(text: string): JoinToken {
  const compact = text.replace(/\s+/g, '');
  if (compact.startsWith(joinPrefix))
    throw new InvalidJoinToken('this is a join token, for fleet-minion join; fleetctl operator add makes login tokens');
  if (!compact.startsWith(prefix)) throw new InvalidJoinToken(`a login token begins with ${prefix}`);
  try {
    return decodeJoinToken(`${joinPrefix}${compact.slice(prefix.length)}`);
  } catch (cause) {
    if (!(cause instanceof InvalidJoinToken)) throw cause;
    throw new InvalidJoinToken(cause.message.replace('join token', 'login token'), { cause });
  }
}
