const directories = new Set([
  '.git',
  '.svn',
  '.hg',
  '.bzr',
  'CVS',
  '_darcs',
  '.idea',
  '.vscode',
  '__pycache__',
  '.DS_Store',
  'Thumbs.db',
]);
/** Swap and backup files of editors, and what a merge leaves behind. */
const junk = /(?:~|\.sw[a-p]|\.sw[a-p]x|\.bak|\.orig|\.rej|\.tmp|\.pyc)$|^(?:#.*#|\.#.*|4913)$/;

/** Names that never belong to a state tree, at any depth. */
export function isIgnored(name: string): boolean {
  return directories.has(name) || junk.test(name);
}
