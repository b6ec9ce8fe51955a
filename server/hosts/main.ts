// The command line, which cli.js runs: `cipherlint scan`, `inventory`, `baseline`, `rules`, `explain`, `hook`, `lsp`.
import { join } from 'node:path';
import rules from 'virtual:rules';
import { indexBundle, ruleIdsOf } from '../rules/bundle';
import { allAdapters } from './adapters';
import { readArguments, type Arguments } from './cli/arguments';
import { baselineCommand } from './cli/baseline-command';
import { HELP } from './cli/help';
import { hookCommand } from './cli/hook-command';
import { inventoryCommand } from './cli/inventory-command';
import { explainCommand, rulesCommand } from './cli/rules-command';
import { scanCommand, type Output } from './cli/scan-command';
import { withRulesAbove } from './custom-rules';
import type { Engine } from './engine';
import { lazyParseScript } from './typescript-parser';
import { VERSION } from './version';

const output: Output = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
};

function startEngine(): Engine {
  return {
    adapters: allAdapters(lazyParseScript),
    kinds: indexBundle(rules),
    ruleIds: ruleIdsOf(rules),
    schema: rules.schema,
    problems: [],
    version: VERSION,
  };
}

function run(args: Arguments): number | undefined {
  if (args.version) return print(`cipherlint ${VERSION}\n`);
  if (args.help) return print(HELP);
  switch (args.command) {
    case 'scan':
      return scanCommand(startEngine(), args, output);
    case 'baseline':
      return baselineCommand(startEngine(), args, output);
    case 'inventory':
      return inventoryCommand(startEngine(), args, output);
    case 'rules':
      return rulesCommand(withRulesAbove(startEngine(), '.'), args, output);
    case 'explain':
      return explainCommand(withRulesAbove(startEngine(), '.'), args, output);
    case 'hook':
      return hookCommand(args, output);
    case 'lsp':
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the server is its own bundle and loaded only here
      require(join(__dirname, 'server.js'));
      return undefined;
    case 'help':
      return print(HELP);
    default:
      output.error(`cipherlint: there is no command "${args.command}"\n\n${HELP}`);
      return 2;
  }
}

function print(text: string): number {
  output.out(text);
  return 0;
}

const parsed = readArguments(process.argv.slice(2));
if (parsed.ok) {
  process.exitCode = run(parsed.arguments);
} else {
  output.error(`cipherlint: ${parsed.message}\n`);
  process.exitCode = 2;
}
