// Completion: rule ids in suppressions, and everything in a configuration file and in a rule file.
import type { CompletionItem, Position } from 'vscode-languageserver';
import { configCompletions, isConfigFile } from './config-document';
import { ruleFileCompletions } from './rule-files';
import { isRuleFile, positionsOf, type Session } from './session';
import { ruleCompletions } from './suppressions';

/** What can be written at a position. Our configuration is left to another extension that completes by schemas. */
export function completionsAt(session: Session, uri: string, position: Position): readonly CompletionItem[] {
  if (isConfigFile(uri)) return session.leavesConfigurations ? [] : configCompletions(session, uri, position);
  if (!isRuleFile(session, uri)) return ruleCompletions(session, uri, position);
  const text = session.documents.get(uri)?.getText() ?? '';
  return ruleFileCompletions(session.custom, text, positionsOf(session, uri), position);
}
