import { createCipheriv, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto';
import {
  contexts,
  createKeys,
  createSealKeys,
  openPillar,
  sealPillar,
  signText,
  signer,
  verifySigned,
} from '@fleet/identity';

/** One process, one measurement: `node seal-run.mjs MINIONS BYTES`. Prints milliseconds as JSON. */
const [minions = 0, bytes = 0] = process.argv.slice(2).map(Number);
const master = signer(createKeys('user').seed);
const seals = createSealKeys();
const key = createKeys('user').publicKey;
const pillar = JSON.stringify({
  key: randomBytes(bytes)
    .toString('hex')
    .slice(0, bytes - 10),
});

const answers: ReturnType<typeof answer>[] = [];
const sealed = timed(() => answers.push(answer()));
const opened = timed((index) => open(answers[index] as ReturnType<typeof answer>));
const bare = timed(bareSteps());
console.log(JSON.stringify({ sealed, opened, bare }));

function timed(work: (index: number) => unknown): number {
  const began = performance.now();
  for (let index = 0; index < minions; index += 1) work(index);
  return performance.now() - began;
}

function answer() {
  const text = sealPillar({ key, sealKey: seals.publicKey }, pillar);
  return signText(
    master,
    contexts.pillar,
    JSON.stringify({ minion: key, nonce: '', epoch: 1, revision: 1, sealed: text, secrets: [] }),
  );
}

function open(signed: ReturnType<typeof answer>): void {
  const verified = verifySigned([master.rawPublicKey], contexts.pillar, signed);
  if (!verified.ok) throw new Error(verified.reason);
  const { sealed: text } = JSON.parse(verified.text) as { sealed: string };
  if (openPillar({ key, privateKey: seals.privateKey }, text) !== pillar) throw new Error('it opens to something else');
}

function bareSteps(): () => void {
  const recipient = generateKeyPairSync('x25519').publicKey;
  const { privateKey: signing } = generateKeyPairSync('ed25519');
  const plain = Buffer.from(pillar);
  return () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const shared = diffieHellman({ privateKey, publicKey: recipient });
    const secret = Buffer.from(hkdfSync('sha256', shared, randomBytes(16), 'bench', 32));
    const cipher = createCipheriv('aes-256-gcm', secret, randomBytes(12));
    const text = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    sign(null, text, signing);
  };
}
