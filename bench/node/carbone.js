// Renders as often as each line of the input says, and answers with the seconds that it took.
const fs = require("fs");
const readline = require("readline");
const carbone = require("carbone");

const [template, data, out] = process.argv.slice(2);
const contexts = JSON.parse(fs.readFileSync(data, "utf-8"));

function render(context) {
  return new Promise((resolve, reject) =>
    carbone.render(template, context, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

async function main() {
  fs.writeFileSync(out, await render(contexts[0]));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const started = process.hrtime.bigint();
    for (let number = 0; number < Number(line); number++) await render(contexts[number % contexts.length]);
    console.log(Number(process.hrtime.bigint() - started) / 1e9);
  }
}

main();
