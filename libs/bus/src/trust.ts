import { accountJwt, createKeys, encodeJoinToken, operatorJwt, signer, userJwt, type Signer } from '@fleet/identity';
import type { AccountName, Trust, UserOrder, UserRole } from './definition.js';
import { Revocations, longestLife } from './revocations.js';
import { scopeOf } from './scopes.js';
import { TrustUnusable, accountNames, files, ownRoles, readSecret, rolesOf, writeNewKeys } from './trust-files.js';

/** Connections of account ENROL: whoever holds a join token must not use up those of the whole server. Others knock again. */
const joinersAtOnce = 1000;

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/**
 * Makes all keys of a new fleet in `folder`, which must not exist or be empty.
 * @throws TrustUnusable where there are keys already
 */
export async function createTrust(folder: string, options: { readonly name?: string } = {}): Promise<Trust> {
  await writeNewKeys(folder, ({ operator, signingKey, systemAccount }) =>
    operatorJwt(signer(operator), {
      name: options.name ?? 'fleet',
      issued: seconds(Date.now()),
      signingKeys: [signingKey],
      systemAccount,
    }),
  );
  return openTrust(folder);
}

/** @throws TrustUnusable where a file is missing or broken */
export async function openTrust(folder: string): Promise<Trust> {
  const key = async (name: string): Promise<Signer> => {
    try {
      return signer(await readSecret(folder, name));
    } catch (cause) {
      if (cause instanceof TrustUnusable) throw cause;
      throw new TrustUnusable(folder, `${name} does not hold a key`, { cause });
    }
  };
  const operator = await key(files.operatorSigningSeed);
  const commandSigner = await key(files.commandSeed);
  const operatorText = await readSecret(folder, files.operatorJwt);
  const accounts = {} as Record<AccountName, string>;
  const roleKeys = new Map<UserRole, { readonly account: AccountName; readonly signer: Signer }>();
  const revoked = {} as Record<AccountName, Revocations>;
  for (const account of accountNames) {
    accounts[account] = (await key(files.accountSeed(account))).publicKey;
    revoked[account] = await Revocations.open(folder, account);
    for (const role of rolesOf[account])
      roleKeys.set(role, { account, signer: await key(files.roleSeed(account, role)) });
  }
  const users = new Map<UserRole, Signer>();
  for (const role of ownRoles) users.set(role, await key(files.userSeed(role)));

  function mintUser({ role, publicKey, name, expires }: UserOrder): string {
    const { account, signer: roleKey } = roleKeys.get(role) as { account: AccountName; signer: Signer };
    const now = seconds(Date.now());
    const last = users.has(role) ? undefined : now + longestLife;
    const until = expires === undefined ? last : Math.min(seconds(expires), last ?? Infinity);
    return userJwt(roleKey, {
      publicKey,
      account: accounts[account],
      name,
      issued: revoked[account].earliest(publicKey, now),
      ...(until === undefined ? {} : { expires: until }),
    });
  }

  return {
    folder,
    operatorJwt: operatorText,
    accounts,
    commandSigner,
    mintUser,
    accountJwt: (account) =>
      accountJwt(operator, {
        publicKey: accounts[account],
        name: account,
        issued: seconds(Date.now()),
        scopes: rolesOf[account].map((role) =>
          scopeOf(role, (roleKeys.get(role) as { signer: Signer }).signer.publicKey, accounts),
        ),
        revocations: revoked[account].all,
        ...(account === 'FLEET' ? { jetstream: { diskBytes: -1, streams: 16, consumers: 1024 } } : {}),
        ...(account === 'ENROL' ? { connections: joinersAtOnce } : {}),
      }),
    own(role) {
      const own = users.get(role) as Signer;
      return { signer: own, jwt: () => mintUser({ role, publicKey: own.publicKey, name: role }) };
    },
    mintJoinToken({ servers, expires }) {
      const { publicKey, seed } = createKeys('user');
      const jwt = mintUser({ role: 'joiner', publicKey, name: 'joiner', expires });
      const token = { servers, seed, jwt, masterKey: commandSigner.rawPublicKey, expires };
      return { token, text: encodeJoinToken(token), publicKey };
    },
    isRevoked: (account, publicKey, at) => (revoked[account].all[publicKey] ?? -1) >= seconds(at),
    recordRevocation: (account, publicKey) => revoked[account].add(publicKey, seconds(Date.now())),
    liftRevocation: (account, publicKey, since) => revoked[account].lift(publicKey, seconds(since)),
  };
}
