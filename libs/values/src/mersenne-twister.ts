import { createHash } from 'node:crypto';

/** Python's generator of random numbers: the same seed gives the same numbers, on every machine and for ever. */
export class MersenneTwister {
  private readonly state = new Uint32Array(624);
  private index = 624;

  private constructor(key: readonly number[]) {
    this.initialise(key);
  }

  /** Seeded with a text as Python seeds it: by its bytes and their SHA-512. */
  static ofText(seed: string): MersenneTwister {
    const bytes = Buffer.from(seed);
    return new MersenneTwister(words(Buffer.concat([bytes, createHash('sha512').update(bytes).digest()])));
  }

  /** Seeded with a whole number, whose sign does not count. */
  static ofInt(seed: bigint): MersenneTwister {
    const digits = (seed < 0n ? -seed : seed).toString(16);
    return new MersenneTwister(words(Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')));
  }

  /** A whole number from 0 to `limit - 1`, each as likely; limits go up to 2^32. */
  below(limit: number): number {
    const bits = limit === 0 ? 0 : 32 - Math.clz32(limit);
    for (;;) {
      const drawn = this.next() >>> (32 - bits);
      if (drawn < limit) return drawn;
    }
  }

  private initialise(key: readonly number[]): void {
    const state = this.state;
    state[0] = 19650218;
    for (let at = 1; at < 624; at += 1) state[at] = multiply(mixed(state, at - 1), 1812433253) + at;
    let at = 1;
    let from = 0;
    const advance = (): void => {
      at += 1;
      if (at < 624) return;
      state[0] = state[623] ?? 0;
      at = 1;
    };
    for (let left = Math.max(624, key.length); left > 0; left -= 1) {
      state[at] = ((state[at] ?? 0) ^ multiply(mixed(state, at - 1), 1664525)) + (key[from] ?? 0) + from;
      advance();
      from = (from + 1) % key.length;
    }
    for (let left = 623; left > 0; left -= 1) {
      state[at] = ((state[at] ?? 0) ^ multiply(mixed(state, at - 1), 1566083941)) - at;
      advance();
    }
    state[0] = 0x80000000;
  }

  private next(): number {
    if (this.index === 624) this.turn();
    let drawn = this.state[this.index] ?? 0;
    this.index += 1;
    drawn ^= drawn >>> 11;
    drawn ^= (drawn << 7) & 0x9d2c5680;
    drawn ^= (drawn << 15) & 0xefc60000;
    return (drawn ^ (drawn >>> 18)) >>> 0;
  }

  private turn(): void {
    const state = this.state;
    for (let at = 0; at < 624; at += 1) {
      const joined = ((state[at] ?? 0) & 0x80000000) | ((state[(at + 1) % 624] ?? 0) & 0x7fffffff);
      state[at] = (state[(at + 397) % 624] ?? 0) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }
}

function mixed(state: Uint32Array, at: number): number {
  const previous = state[at] ?? 0;
  return previous ^ (previous >>> 30);
}

function multiply(a: number, b: number): number {
  return Math.imul(a, b) >>> 0;
}

/** A big-endian number as words of 32 bits, the lowest first. */
function words(bytes: Buffer): number[] {
  const found: number[] = [];
  for (let end = bytes.length; end > 0; end -= 4) {
    const part = bytes.subarray(Math.max(0, end - 4), end);
    found.push([...part].reduce((sum, byte) => sum * 256 + byte, 0));
  }
  while (found.length > 1 && found.at(-1) === 0) found.pop();
  return found;
}
