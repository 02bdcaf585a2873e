/** What was started and made, taken back in reverse order: at the end, after a failure, on Ctrl-C. */
class Cleanup {
  /** @type {(() => unknown)[]} */
  #steps = [];
  /** @type {Promise<void> | undefined} */
  #running;

  /** @param {() => unknown} step */
  add(step) {
    this.#steps.push(step);
  }

  /** Runs every step, even when one fails; a second call waits for the first. */
  run() {
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all() {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error('cleaning up:', error);
      }
    }
  }
}

export const cleanup = new Cleanup();

/**
 * Ends a child that we started: SIGTERM, and SIGKILL after `patience` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endChild(child, patience = 5_000) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
}
