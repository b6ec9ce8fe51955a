// Completion: rule ids in suppressions, and everything in a configuration file.
import type { CompletionItem, Position } from 'vscode-languageserver';
import { configCompletions, isConfigFile } from './config-document';
import type { Session } from './session';
import { ruleCompletions } from './suppressions';

/** What can be written at a position. */
export function completionsAt(session: Session, uri: string, position: Position): readonly CompletionItem[] {
  if (!isConfigFile(uri)) return ruleCompletions(session, uri, position);
  return session.leavesConfigurations ? [] : configCompletions(session, uri, position);
}
