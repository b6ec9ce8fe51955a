// Gives a name a value for linting: the edit to the configuration file that holds for a document.
import type { WorkspaceEdit } from 'vscode-languageserver';
import { bindValue } from '../rules/config-edit';
import { positionsIn } from './positions';
import type { BindParams } from './protocol';
import { locate, type Session } from './session';

/** The edit, which makes the file where there is none; undefined where the file can't be read. */
export function bindEdit(session: Session, { uri, asks, value }: BindParams): WorkspaceEdit | undefined {
  const { folder, path } = locate(session, uri);
  const found = session.environment.configurationFor(folder, path);
  const target = found?.uri ?? `${folder}/.cipherlint.yaml`;
  const open = session.documents.get(target);
  const text = open?.getText() ?? found?.text ?? '';
  const edits = bindValue(text, asks, value);
  if (!edits) return undefined;
  const positions = positionsIn(text, session.encoding);
  return {
    documentChanges: [
      ...(found || open ? [] : [{ kind: 'create' as const, uri: target, options: { ignoreIfExists: true } }]),
      {
        textDocument: { uri: target, version: open?.version ?? null },
        edits: edits.map(({ span, newText }) => ({ range: positions.range(span), newText })),
      },
    ],
  };
}
