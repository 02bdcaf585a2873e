import type { Jid } from '@fleet/protocol';

/** Progress may be lost; a run of thousands of chunks need not tell each. */
export function progressTo(publish: (jid: Jid, text: string) => void): (jid: Jid, text: string) => void {
  let last = 0;
  return (jid, text) => {
    const now = performance.now();
    if (now - last < 50) return;
    last = now;
    publish(jid, text);
  };
}
