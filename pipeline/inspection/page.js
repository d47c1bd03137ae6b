// Draws the matrix and the findings out of the page's data, filters them, and says of a slot what was found.
// Old browsers open it too (ES2017), from a shared folder, without a network.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("filters");
  const panel = document.getElementById("panel");
  const matrix = document.getElementById("matrix");
  const findings = document.getElementById("findings");
  const MISSING = data.gravest[0];
  const AT_ONCE = 40; // rows

  // --- the data by name: see page_data.py

  const text = number => data.texts[number];
  function cellOf(numbers) {
    const [column, slot, label, standing, due, about, basis, layer, wants, missing, ...found] = numbers;
    const links = [];
    for (let at = 0; at < found.length; at += 3) links.push(found.slice(at, at + 3).map(text));
    return {
      column, slot, standing, links, isGap: standing === MISSING,
      rule: data.columns[column][0], label: text(label), due: text(due), about: text(about), basis: text(basis),
      layer: text(layer), wants: text(wants), missing: text(missing),
    };
  }
  function findingOf(numbers) {
    const [day, severity, message, places, hint, basis, folder] = numbers.map(text);
    return { day, severity, message, places, hint, basis, folder };
  }
  function branchOf({ name, office, score, cells, findings }) {
    const branch = { name, office, score, cells: cells.map(cellOf), findings: findings.map(findingOf) };
    branch.gaps = branch.cells.filter(cell => cell.isGap);
    const words = branch.gaps.map(gap => gap.rule + gap.label + gap.missing + gap.wants);
    branch.words = [name, office, ...words, ...branch.findings.map(each => each.message)].join("\n").toLowerCase();
    return branch;
  }
  const branches = data.branches.map(branchOf);
  const hasScores = branches.some(branch => branch.score);

  // --- elements

  function element(tag, given, ...children) {
    const made = Object.assign(document.createElement(tag), given);
    children.forEach(child => made.append(child));
    return made;
  }
  const soft = words => element("span", { className: "soft" }, words);
  const row = (...texts) => element("tr", {}, ...texts.map(each => element("td", {}, each)));
  function link(words, path) {
    if (!path) return words;
    const href = "../../" + path.split("/").map(encodeURIComponent).join("/");
    return element("a", { href, target: "_blank", rel: "noopener" }, words);
  }

  // --- rows are drawn as they come into sight, and all of them before the page is printed

  const drawn = new Map(); // table body -> what draws the rest of it, or leaves it
  function drawAsSeen(body, items, rowOf, nothing) {
    if (drawn.has(body)) drawn.get(body).leave();
    body.textContent = "";
    let next = 0;
    const watch = "IntersectionObserver" in window && new IntersectionObserver(seen => {
      if (seen.some(entry => entry.isIntersecting)) more(AT_ONCE);
    }, { rootMargin: "800px" });
    function more(count) {
      const rows = document.createDocumentFragment();
      const end = Math.min(items.length, next + count);
      for (; next < end; next++) rows.append(rowOf(items[next]));
      body.append(rows);
      if (!watch) return;
      watch.disconnect();
      if (next < items.length) watch.observe(body.lastElementChild);
    }
    drawn.set(body, { rest: () => more(items.length), leave: () => watch && watch.disconnect() });
    more(watch ? AT_ONCE : items.length);
    if (!items.length) body.append(element("tr", {}, element("td", { colSpan: 99, className: "none" }, nothing)));
  }
  window.addEventListener("beforeprint", () => drawn.forEach(each => each.rest()));

  // --- the matrix

  function slots(signs, slotOf) {
    const box = element("div", { className: "slots" }, ...signs.map(slotOf));
    box.style.gridTemplateColumns = "repeat(" + Math.ceil(signs.length / 2) + ", auto)";
    return box;
  }
  function headOf(numbers) {
    const sums = ["党支部", "缺", "问题"].concat(hasScores ? ["得分"] : []);
    const rules = numbers.map(number => {
      const [rule, , signs] = data.columns[number];
      return element("th", { scope: "col" }, rule, slots(signs, sign => element("i", {}, sign)));
    });
    return [...sums.map(word => element("th", { scope: "col" }, word)), ...rules];
  }
  function rowOf(branch, numbers) {
    const held = new Map(); // column and slot -> cells
    branch.cells.forEach(cell => {
      const key = cell.column + " " + cell.slot;
      held.set(key, (held.get(key) || []).concat(cell));
    });
    const name = element("button", { type: "button", className: "name" }, branch.name);
    if (branch.office) name.append(element("small", {}, branch.office));
    name.dataset.place = 0;
    name.show = () => openBranch(name, branch);
    let place = 0;
    const boxes = numbers.map(number => slots(data.columns[number][2], (_, slot) => {
      place += 1;
      const cells = held.get(number + " " + slot);
      return cells ? slotOf(branch, cells, data.columns[number][1][slot], place) : element("span", { className: "slot" });
    }));
    const sums = [branch.gaps.length, branch.findings.length].concat(hasScores ? [branch.score] : []);
    return element("tr", {},
      element("th", { scope: "row" }, name),
      ...sums.map(sum => element("td", { className: "sum" }, String(sum))),
      ...boxes.map(box => element("td", {}, box)));
  }
  function slotOf(branch, cells, label, place) {
    const gravest = data.gravest.find(standing => cells.some(cell => cell.standing === standing));
    const [sign, word, name] = data.standings[gravest];
    const title = label + " " + word;
    const button = element("button", { type: "button", className: "slot " + name, title, tabIndex: -1 }, sign);
    button.setAttribute("aria-label", cells[0].rule + " " + title);
    button.dataset.place = place;
    button.show = () => openSlot(button, branch, cells);
    return button;
  }

  // --- the panel: what was found, what is missing

  let opener = null;
  function open(from, title, parts) {
    document.getElementById("of").textContent = title;
    const body = panel.querySelector("div");
    body.textContent = "";
    body.append(...parts);
    panel.hidden = false;
    panel.scrollTop = 0;
    opener = from;
    document.getElementById("of").focus();
  }
  function close() {
    panel.hidden = true;
    opener.focus();
  }
  function openSlot(from, branch, cells) {
    open(from, branch.name + "　" + cells[0].rule, [].concat(...cells.map(cell => told(cell, cell.label))));
  }
  function openBranch(from, branch) {
    const sums = element("p", {}, soft("缺 " + branch.gaps.length + " 项，问题 " + branch.findings.length + " 个"));
    const gaps = branch.gaps.map(gap => told(gap, gap.rule + "　" + gap.label));
    open(from, branch.name, [sums].concat(...gaps, ...branch.findings.map(said)));
  }
  function told(cell, title) {
    const [, word, name] = data.standings[cell.standing];
    const lines = [
      ["要求", cell.about], ["依据", cell.basis + "（" + cell.layer + "）"], ["最迟", cell.due], ["还缺", cell.missing],
      ["请报送", cell.wants],
    ].filter(([, words]) => words);
    const links = cell.links.map(([words, folder, file]) => link(words, folder ? folder + "/" + file : file));
    return [
      element("h3", {}, element("span", { className: "slot " + name }, word), title),
      ...lines.map(([what, words]) => element("p", {}, soft(what + "　"), words)),
      ...(links.length ? [element("p", {}, soft("找到"))] : []),
      element("ul", {}, ...links.map(each => element("li", {}, each))),
    ];
  }
  function said(finding) {
    const lines = [finding.places, finding.hint, finding.basis].filter(Boolean);
    if (finding.folder) lines.push(link("打开材料包", finding.folder));
    const title = element("h3", {}, finding.severity + "　" + finding.message);
    return [title, ...lines.map(each => element("p", {}, each))];
  }

  // --- filters

  const wanted = name => (form.elements[name] ? form.elements[name].value : "");
  const isWanted = (name, value) => !wanted(name) || wanted(name) === value;
  function draw() {
    const words = wanted("words").trim().toLowerCase();
    const onlyGaps = form.elements.gaps.checked;
    const isShown = cell =>
      isWanted("layer", cell.layer) && isWanted("rule", cell.rule) && (cell.isGap || !onlyGaps);
    const chosen = branches.filter(branch =>
      isWanted("office", branch.office) && isWanted("branch", branch.name) && branch.words.includes(words));
    const columns = new Set();
    chosen.forEach(branch => branch.cells.filter(isShown).forEach(cell => columns.add(cell.column)));
    const numbers = data.columns.map((_, number) => number).filter(number => columns.has(number));
    const shown = chosen.filter(branch => !onlyGaps || branch.gaps.some(isShown));
    drawMatrix(shown, numbers);
    drawFindings(chosen);
    const gaps = shown.reduce((sum, branch) => sum + branch.gaps.filter(isShown).length, 0);
    remember();
    document.getElementById("shown").textContent = "显示 " + shown.length + " 个党支部，缺 " + gaps + " 项";
  }
  function drawMatrix(shown, numbers) {
    const head = matrix.querySelector("thead tr");
    head.textContent = "";
    head.append(...headOf(numbers));
    drawAsSeen(matrix.tBodies[0], shown, branch => rowOf(branch, numbers), "没有这样的党支部");
  }
  function drawFindings(shown) {
    const all = [].concat(...shown.map(branch => branch.findings.map(finding => [branch.name, finding])));
    drawAsSeen(findings.tBodies[0], all, ([name, each]) => {
      const todo = [each.hint, each.basis].filter(Boolean).join("　");
      return row(name, each.day, each.severity, each.message, each.places, todo, link(each.folder && "打开", each.folder));
    }, "没有发现问题");
    document.getElementById("told").textContent = all.length + " 个";
  }
  data.columns.forEach(([rule]) => form.elements.rule.append(element("option", {}, rule)));
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", draw);
  form.elements.words.addEventListener("input", draw);
  form.addEventListener("reset", () => setTimeout(draw));

  // --- the mouse and the keyboard

  matrix.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button) button.show();
  });
  matrix.addEventListener("keydown", event => {
    const button = event.target.closest("button");
    const next = button && neighbour(button, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  function neighbour(button, key) {
    const line = button.closest("tr");
    const above = { ArrowUp: line.previousElementSibling, ArrowDown: line.nextElementSibling }[key];
    if (above) return above.querySelector('[data-place="' + button.dataset.place + '"]');
    const buttons = [...line.querySelectorAll("button")];
    return buttons[buttons.indexOf(button) + ({ ArrowLeft: -1, ArrowRight: 1 }[key] || NaN)];
  }
  panel.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  // --- what was chosen stands in the address: a link shows the same

  function remember() {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    try {
      history.replaceState(null, "", "#" + new URLSearchParams(chosen));
    } catch (error) {
      // Some browsers keep the address of a file as it is.
    }
  }
  function recall() {
    const told = new URLSearchParams(location.hash.slice(1));
    [...form.elements].filter(each => told.has(each.name)).forEach(each => {
      if (each.type === "checkbox") each.checked = true;
      else each.value = told.get(each.name);
    });
    draw();
    const opened = [...matrix.tBodies[0].querySelectorAll("button.name")];
    opened.filter(button => button.firstChild.data === told.get("open")).forEach(button => button.show());
  }
  recall();
})();
