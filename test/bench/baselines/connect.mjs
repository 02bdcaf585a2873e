import { readFileSync } from 'node:fs';
import { connect, credsAuthenticator } from 'nats';

/** The plainest connection that a client can have with the operator's credentials. @param {string[]} argv servers, credentials, key */
export async function connectAsOperator([servers, credentials, key]) {
  return connect({
    servers: servers.split(','),
    authenticator: credsAuthenticator(readFileSync(credentials)),
    inboxPrefix: `_INBOX.${key}`,
    resolve: false,
  });
}
