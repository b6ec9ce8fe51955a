// The review before a commit where there is no git: in the web-worker host, as in vscode.dev. It says so, and shows nothing.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { open } from './findings';

describe('review before commit, in a browser', () => {
  it('says that it can not look at what is staged', async () => {
    const document = await open('template.yaml');
    await vscode.commands.executeCommand('cipherlint.reviewCommit');
    const all = vscode.languages.getDiagnostics(document.uri);
    assert.ok(all.every(({ source }) => source !== 'cipherlint (before commit)'));
    await vscode.commands.executeCommand('cipherlint.review.clear');
  });
});
