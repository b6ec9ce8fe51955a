// What `cipherlint --help` prints.

export const HELP = `Finds encryption gaps in CloudFormation, SAM, Terraform, CDK and AWS SDK code.

Usage: cipherlint <command> [options]

Commands
  scan [PATH...]     look for gaps in files and folders (default: the current folder)
  inventory [PATH...] every data store, transport edge and key, and how it is encrypted;
                     --format pretty, html, csv, json, sarif; --group service (default), file, classification
  baseline [PATH...] write down what is there now, so that later scans show only what is new;
                     --output FILE (default: .cipherlint-baseline.json)
  hook install       check what is staged before every commit; hook uninstall undoes that
  rules              list every rule
  explain RULE       what a rule means, why it matters, where AWS says so
  lsp --stdio        run the language server, for editors

Options of scan
  --profile NAME     baseline: only what is really unencrypted, plaintext or weak
                     customer-keys (default): also stores under AWS's key instead of yours
                     strict: everything
  --format NAME      pretty (default), json, sarif, junit, html, github
  --output FILE      write the report to a file
  --fail-on LEVEL    exit with 1 at findings of this severity or above: high (default), medium, low, never
  --rule ID          only this rule; may be repeated, * stands for anything
  --fix              apply every fix that is safe to take without thinking
  --fix-dry-run      print what --fix would change, as a unified diff
  --staged           look at what is staged for commit, as it is staged; PATHs narrow it down
  --changed [REF]    look at the files that differ from a commit (default: HEAD), new files included
                     Both report on these files only, and on findings that are new first. What was
                     there before is listed, but --fail-on does not count it.
  --unknown          also list what could not be decided, and why
  --config FILE      use this configuration instead of the nearest .cipherlint.yaml
  --no-config        use no configuration file
  --var-file FILE    variables as terraform plan -var-file reads them; may be repeated, the last is the
                     strongest (default: the configuration's "varFiles"); inventory and baseline take it, too
  --baseline FILE    hide the findings that this baseline knows, and take out of it what is gone
                     (default: the configuration's "baseline")
  --keep-baseline    leave the baseline's file as it is and only say what is gone: so in CI anyway
  --prune-baseline   take out what is gone, even in CI
  --no-suppressions  report what comments and metadata ignore, too
  --stdin --stdin-path FILE   read one file from standard input, under that name

Exit codes: 0 nothing at or over --fail-on · 1 findings · 2 wrong use or unreadable input
`;
