import { nearMatch } from '@fleet/diagnostics';
import { sectionsOfKind, settingsOf } from './unit-settings.js';

export interface UnitProblem {
  readonly line: number;
  readonly summary: string;
  readonly detail?: string;
}

export interface UnitFile {
  readonly settings: readonly {
    readonly section: string;
    readonly key: string;
    readonly value: string;
    readonly line: number;
  }[];
  readonly problems: readonly UnitProblem[];
}

/** Reads a unit file as systemd does, and tells what systemd would skip with no more than a line in its log. */
export function readUnitFile(name: string, text: string): UnitFile {
  // Drop-ins for all services lie in `service.d`.
  const kind = /(?:^|[./])(\w+)$/.exec(name)?.[1] ?? 'service';
  const isKnownKind = sectionsOfKind(kind).length > 0;
  const settings: { section: string; key: string; value: string; line: number }[] = [];
  const problems: UnitProblem[] = [];
  let section: string | undefined;
  let known: ReadonlySet<string> | undefined;
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let written = (lines[index] as string).trim();
    if (written === '' || /^[#;]/.test(written)) continue;
    // A backslash at the end goes on in the next line; comments between are skipped.
    while (written.endsWith('\\') && index + 1 < lines.length) {
      index += 1;
      const next = (lines[index] as string).trim();
      if (!/^[#;]/.test(next)) written = `${written.slice(0, -1)} ${next}`;
    }
    const header = /^\[(.*)\]$/.exec(written)?.[1];
    if (header !== undefined) {
      section = header;
      known = settingsOf(kind, header);
      if (isKnownKind && !known && !header.startsWith('X-')) problems.push({ line, ...unknownSection(kind, header) });
      continue;
    }
    const [, key = '', value = ''] = /^([^=]*?)\s*=\s*(.*)$/.exec(written) ?? [];
    if (key === '') problems.push({ line, summary: 'a line without "=": systemd skips it' });
    else if (section === undefined)
      problems.push({ line, summary: `${key} stands before the first section: systemd skips it` });
    else {
      settings.push({ section, key, value, line });
      if (known && !known.has(key) && !key.startsWith('X-'))
        problems.push({ line, ...unknownKey(kind, section, key, known) });
    }
  }
  return { settings, problems };
}

function unknownSection(kind: string, header: string): { summary: string; detail: string } {
  const sections = sectionsOfKind(kind);
  const meant = nearMatch(header, sections);
  return {
    summary: `a ${kind} unit has no section [${header}]: systemd skips it`,
    detail: meant === undefined ? `There are: ${sections.join(', ')}.` : `Did you mean [${meant}]?`,
  };
}

function unknownKey(
  kind: string,
  section: string,
  key: string,
  known: ReadonlySet<string>,
): { summary: string; detail: string } {
  const elsewhere = sectionsOfKind(kind).find((other) => settingsOf(kind, other)?.has(key));
  const meant = nearMatch(key, known);
  return {
    summary: `section [${section}] has no setting ${key}: systemd skips it`,
    detail:
      elsewhere !== undefined
        ? `${key} belongs into [${elsewhere}].`
        : meant !== undefined
          ? `Did you mean ${meant}?`
          : 'A setting of a newer systemd is silenced with a comment "lint: ignore lint.unit-ignored REASON".',
  };
}
