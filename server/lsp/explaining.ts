// What the editor asks to be explained: code lenses, what is not known and why, and a value to try.
import type { CodeLensParams, Connection } from 'vscode-languageserver';
import { bindEdit } from './bind';
import type { Client } from './client';
import { codeLenses } from './code-lens';
import { FRAMEWORKS } from '../core/settings';
import { BIND, FRAMEWORK_NAMES, UNKNOWNS, type BindParams, type UnknownsParams } from './protocol';
import type { Session } from './session';
import { unknownsIn } from './unknowns';

/** Answers these requests, once the settings are known. */
export function serveExplaining(connection: Connection, session: Session, client: Client): void {
  const settled = <P, R>(answer: (params: P) => R): ((params: P) => Promise<R>) => {
    return (params) => client.settled.then(() => answer(params));
  };
  connection.onCodeLens(settled(({ textDocument }: CodeLensParams) => [...codeLenses(session, textDocument.uri)]));
  connection.onRequest(FRAMEWORK_NAMES, () => FRAMEWORKS);
  connection.onRequest(
    UNKNOWNS,
    settled(({ uri }: UnknownsParams) => unknownsIn(session, uri)),
  );
  connection.onRequest(
    BIND,
    settled((params: BindParams) => bindEdit(session, params) ?? null),
  );
}
