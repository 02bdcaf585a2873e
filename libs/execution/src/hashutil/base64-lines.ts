/** Base64 in lines of 76 characters, each ended, as mail has it. */
export function base64Lines(content: Buffer | string): string {
  return Buffer.from(content)
    .toString('base64')
    .replace(/.{1,76}/g, '$&\n');
}
