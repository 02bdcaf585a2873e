/** Says on a terminal how far something is, on one line; into a file or a pipe it says nothing. */
export function progressOn(
  stream: { readonly isTTY?: boolean; write(text: string): unknown } = process.stderr,
  every = 200,
): { tell(text: string): void; end(): void } {
  let last = 0;
  let shown = false;
  return {
    tell(text) {
      const now = Date.now();
      if (!stream.isTTY || now - last < every) return;
      last = now;
      shown = true;
      stream.write(`\r\u001b[K${text}`);
    },
    end() {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
