// A rule in plain words, as Markdown: for hovers, pages and the command line.
import type { Kind, Rule } from './kind';

const PROFILE_WORDS = {
  baseline: 'shown in every profile: a real gap',
  'customer-keys': 'shown in the profiles customer-keys (the default) and strict',
  strict: 'shown in the profile strict',
} as const;

const SEVERITY_WORDS = { high: 'error', medium: 'warning', low: 'information' } as const;

/** The page of a rule. */
export function explain(kind: Kind, rule: Rule): string {
  const sections = [
    `# ${rule.id}`,
    `**${rule.title}**`,
    rule.why,
    `${kind.noun} · ${rule.theme} · ${SEVERITY_WORDS[rule.severity]} · ${PROFILE_WORDS[rule.profile]}`,
    ...(rule.fixes.length > 0 ? [`**Quick fix:** ${rule.fixes.map((fix) => fix.title).join('; ')}`] : []),
    ...noFixLines(rule),
    ...namedLists('Required by', rule.compliance),
    ...namedLists('Other linters call it', rule.equivalents),
    ...(rule.references.length > 0
      ? [`## Read more\n\n${rule.references.map((page) => `- <${page}>`).join('\n')}`]
      : []),
    `To ignore it here: \`cipherlint-ignore ${rule.id} -- reason\` in a comment above the line.`,
  ];
  return sections.join('\n\n');
}

const DIALECT_WORDS = {
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
  sdk: 'SDK code',
  cdk: 'CDK code',
} as const;

/** Why there is no quick fix: once for all dialects, or for each that has none. */
function noFixLines({ noFix, fixes }: Rule): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const [dialect, words] of Object.entries(DIALECT_WORDS)) {
    const reason = noFix[dialect as keyof typeof DIALECT_WORDS];
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), words]);
  }
  return [...reasons].map(([reason, dialects]) => {
    const where = fixes.length > 0 ? ` in ${dialects.join(' and ')}` : '';
    return `**No quick fix${where}:** ${reason}`;
  });
}

function namedLists(title: string, lists: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const entries = Object.entries(lists).filter(([, ids]) => ids.length > 0);
  return entries.length === 0
    ? []
    : [`**${title}:** ${entries.map(([name, ids]) => `${name} ${ids.join(', ')}`).join(' · ')}`];
}
