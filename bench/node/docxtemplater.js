// Renders as often as each line of the input says, and answers with the seconds that it took.
// docxtemplater as its documentation shows it: a document object serves once, so it is made for each.
const fs = require("fs");
const readline = require("readline");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, data, out] = process.argv.slice(2);
const content = fs.readFileSync(template);
const contexts = JSON.parse(fs.readFileSync(data, "utf-8"));

function render(context) {
  const document = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
  document.render(context);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

fs.writeFileSync(out, render(contexts[0]));
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const started = process.hrtime.bigint();
  for (let number = 0; number < Number(line); number++) render(contexts[number % contexts.length]);
  console.log(Number(process.hrtime.bigint() - started) / 1e9);
});
