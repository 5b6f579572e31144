// actionlint, compiled to WebAssembly, on each file named: a line "file:line:column: message" for each finding, "linted N" at the end.
const fs = require('node:fs');
const path = require('node:path');
// Node.js 18, which Debian 12 has, does not name it yet.
globalThis.crypto ??= require('node:crypto').webcrypto;
globalThis.throwError = message => { throw new Error(message); };
const files = process.argv.slice(2);
const folder = path.join(process.cwd(), 'node_modules', '@tktco', 'node-actionlint');
require(path.join(folder, 'wasm_exec.js'));
const go = new globalThis.Go();
WebAssembly.instantiate(fs.readFileSync(path.join(folder, 'main.wasm')), go.importObject).then(async ({ instance }) => {
    go.run(instance);
    for (const file of files)
        for (const found of (await globalThis.runActionlint(fs.readFileSync(file, 'utf8'), file)).filter(x => x.message))
            console.log(`${path.basename(file)}:${found.line}:${found.column}: ${found.message}`);
    console.log(`linted ${files.length}`);
    process.exit(0);
});
