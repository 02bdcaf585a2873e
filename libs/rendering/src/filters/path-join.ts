/** As Salt joins paths: every part normal, and the later ones below the first even where they begin with a slash. */
export function joinPath(parts: readonly string[]): string {
  const [root = '', ...more] = parts.map(normalPath);
  if (more.length === 0) return root;
  const below = more.map((part) => part.replace(/^\/+/, '')).join('/');
  return normalPath(root.endsWith('/') ? root + below : `${root}/${below}`);
}

/** Python's `normpath`: no double slashes, no `.`, `..` taken back where that is known. Two leading slashes stay. */
function normalPath(path: string): string {
  if (path === '') return '.';
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (kept.length === 0 || kept.at(-1) === '..'))) kept.push(part);
    else kept.pop();
  }
  return root + kept.join('/') || '.';
}
