// Path patterns as other tools' files write them: `*` within a name, `**` over folders, `?` for one letter.

/** True where a pattern fits a path; a pattern that names a folder fits everything below it. */
export function matchesGlob(pattern: string, path: string): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (bare === '' || bare.length > MAX_LENGTH || (bare.match(/\*+|\?/g) ?? []).length > MAX_WILDCARDS) return false;
  return new RegExp(`^${toSource(bare)}(?:/.*)?$`).test(path);
}

const MAX_LENGTH = 500;
/** More would make the search long. */
const MAX_WILDCARDS = 8;

function toSource(pattern: string): string {
  return pattern
    .split(/(\*\*\/|\*+|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return part.startsWith('**') ? '.*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
}
