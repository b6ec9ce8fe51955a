-- Attaches Neovim's built-in LSP client to `cipherlint lsp --stdio`, takes the first fix and prints what happened as one line of JSON.
local function finish(code, result)
  io.stdout:write(vim.fn.json_encode(result) .. '\n')
  io.stdout:flush()
  vim.cmd(code == 0 and 'qa!' or 'cquit! ' .. code)
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.CIPHERLINT_FILE))
  vim.bo.filetype = 'yaml'
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'cipherlint',
    cmd = { vim.env.CIPHERLINT_NODE, vim.env.CIPHERLINT_CLI, 'lsp', '--stdio' },
    root_dir = vim.fn.fnamemodify(vim.env.CIPHERLINT_FILE, ':h'),
  })
  vim.lsp.buf_attach_client(buffer, id)
  assert(vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end, 50), 'no diagnostics within 15 s')
  local shown = {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(shown, { line = found.lnum + 1, column = found.col + 1, code = found.code or found.user_data.lsp.code, message = found.message, source = found.source })
  end
  local first = vim.diagnostic.get(buffer)[1]
  local client = vim.lsp.get_client_by_id(id)
  local at = { line = first.lnum, character = first.col }
  local answer = client.request_sync('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = at, ['end'] = at },
    context = { diagnostics = {} },
  }, 10000, buffer)
  assert(answer and not answer.err and #answer.result > 0, 'no code action')
  local action = answer.result[1]
  if not action.edit then action = client.request_sync('codeAction/resolve', action, 10000, buffer).result end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  assert(vim.wait(10000, function() return #vim.diagnostic.get(buffer) < #shown end, 50), 'the diagnostic did not go')
  finish(0, { diagnostics = shown, action = action.title, after = vim.api.nvim_buf_get_lines(buffer, 0, -1, false) })
end

local ok, problem = xpcall(run, debug.traceback)
if not ok then finish(1, { error = problem }) end
