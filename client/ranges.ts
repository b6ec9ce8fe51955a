// Ranges of the protocol as VS Code has them.
import * as vscode from 'vscode';
import type { TextRange } from '../server/lsp/protocol';

export function toRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
