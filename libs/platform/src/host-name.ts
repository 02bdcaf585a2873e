/** Whether a machine may have that name: as RFC 1123 has it, in parts of up to 63 characters; 64 in all because the kernel keeps no more. */
export function isHostName(text: string): boolean {
  return text.length <= 64 && /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/.test(text);
}
