/// How the page behaves. Text from sources only ever becomes text nodes, never markup.
enum HTMLScript {
  static let text = #"""
    "use strict";
    (() => {
      const report = JSON.parse(document.getElementById("report").textContent);
      const $ = (id) => document.getElementById(id);
      const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
      const parts = [["rewritten", "rewritten"], ["review", "rewritten, to review"], ["decide", "to decide"], ["held", "held back"], ["left", "left for you"]];
      const step = 60;

      // An element with attributes and children; texts become text nodes.
      function el(tag, attributes, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes || {})) {
          if (name === "on") { for (const [event, action] of Object.entries(value)) node.addEventListener(event, action); }
          else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
        }
        node.append(...children.flat().filter((child) => child != null));
        return node;
      }
      const many = (number, word) => number + " " + word + (number === 1 ? "" : "s");

      function bar(counts, small) {
        const total = parts.reduce((sum, [key]) => sum + counts[key], 0);
        const told = parts.filter(([key]) => counts[key]).map(([key, words]) => counts[key] + " " + words).join(", ");
        return el("div", { class: small ? "bar small" : "bar", role: "img", "aria-label": told || "nothing to change", title: told },
          parts.filter(([key]) => counts[key]).map(([key]) => {
            const piece = el("i", { class: key });
            piece.style.width = 100 * counts[key] / total + "%";
            return piece;
          }));
      }

      function overview() {
        const tiles = report.verdicts.map((verdict) => el("div", { class: "tile" }, el("b", {}, String(verdict.flows)),
          (verdict.flows === 1 ? "flow " : "flows ") + verdict.words));
        const counts = report.counts;
        $("overview").append(
          el("div", { class: "tiles" }, tiles,
            el("div", { class: "tile" }, el("b", {}, report.automatic), "of the places are rewritten")),
          bar(counts),
          el("div", { class: "legend" }, parts.map(([key, words]) => el("span", {}, el("i", { class: key }), counts[key] + " " + words)),
            counts.know ? el("span", {}, counts.know + " to know") : null, counts.suppressed ? el("span", {}, counts.suppressed + " suppressed") : null),
          el("p", {}, report.summary + "; " + report.effort + "."));
      }

      function marked(finding) {
        const start = finding.c - 1, end = start + finding.n;
        return el("span", { class: finding.b ? "del" : "ctx" }, String(finding.l).padStart(4) + (finding.b ? " - " : "   "),
          finding.s.slice(0, start), el("mark", {}, finding.s.slice(start, end)), finding.s.slice(end));
      }
      function added(line) { return el("span", { class: "add" }, "     + " + line); }

      // What is drawn only when it is opened.
      function later(title, draw) {
        const details = el("details", {}, el("summary", {}, title));
        details.addEventListener("toggle", () => {
          if (details.open && details.children.length === 1) details.append(...draw());
        });
        return details;
      }
      function block(title, text) { return el("div", {}, el("p", { class: "soft" }, title), el("pre", {}, text.trimEnd() || " ")); }
      // What stands between back-ticks is code.
      function prose(text) {
        return text.split("`").map((part, index) => index % 2 ? el("code", {}, part) : part);
      }
      function about(rule) {
        const nodes = rule.explain.trim().split(/\n\s*\n/).map((paragraph) => el("p", {}, prose(paragraph)));
        if (rule.guide) nodes.push(el("p", { class: "soft" }, "Guide: " + rule.guide));
        if (rule.before || rule.after) nodes.push(el("div", { class: "pair" }, block("In general, before", rule.before), block("after", rule.after)));
        if (rule.shows) {
          nodes.push(el("p", {}, "For example: " + rule.shows));
          nodes.push(el("div", { class: "pair" }, block(rule.oldEra + " prints", rule.oldOutput || "(nothing)"), block(rule.newEra + " prints", rule.newOutput || "(nothing)")));
        }
        return nodes;
      }

      function card(finding) {
        const rule = rules.get(finding.r);
        const kind = finding.v === "none" ? "none" : finding.v;
        const node = el("article", { class: kind },
          el("div", { class: "top" },
            el("h3", {}, finding.r),
            el("span", { class: "badge " + kind }, finding.v === "none" ? "no effect" : finding.v),
            el("span", { class: "badge " + (finding.d ? "loud" : "good") }, finding.o),
            finding.e === "lexical" ? null : el("span", { class: "badge none" }, finding.e),
            el("span", { class: "place" }, report.files[finding.f].path + ":" + finding.l)),
          el("p", {}, prose(finding.m)),
          finding.x ? el("p", { class: "soft" }, "suppressed: " + finding.x) : null);
        if (finding.s) node.append(el("pre", {}, marked(finding), (finding.b || []).map(added)));
        if (rule && (rule.explain || rule.shows)) node.append(later("Why, and what it means", () => about(rule)));
        return node;
      }

      // Filters
      const form = $("filters");
      const haystacks = report.findings.map((finding) =>
        [finding.r, report.files[finding.f].path + ":" + finding.l, finding.m, finding.s, ...(finding.b || [])].join("\n").toLowerCase());
      let shown = [], drawn = 0;

      function fill(name, values, words) {
        form.elements[name].append(...values.map(([value, number]) => el("option", { value }, (words ? words(value) : value) + " (" + number + ")")));
      }
      function tally(key) {
        const counts = new Map();
        for (const finding of report.findings) counts.set(finding[key], (counts.get(finding[key]) || 0) + 1);
        return [...counts];
      }

      function filter() {
        const want = Object.fromEntries(new FormData(form));
        const words = want.q.toLowerCase().split(/\s+/).filter(Boolean);
        const open = form.elements.open.checked;
        shown = [];
        report.findings.forEach((finding, index) => {
          if (want.severity && finding.v !== want.severity) return;
          if (want.outcome && finding.o !== want.outcome) return;
          if (want.rule && finding.r !== want.rule) return;
          if (want.file && String(finding.f) !== want.file) return;
          if (open && !finding.d) return;
          if (words.some((word) => !haystacks[index].includes(word))) return;
          shown.push(finding);
        });
        $("count").textContent = many(shown.length, "finding") + (shown.length === report.findings.length ? "" : " of " + report.findings.length);
        $("list").replaceChildren();
        drawn = 0;
        draw();
        remember();
      }
      function draw(all) {
        const next = shown.slice(drawn, all ? undefined : drawn + step);
        $("list").append(...next.map(card));
        drawn += next.length;
        $("more").textContent = drawn < shown.length ? shown.length - drawn + " more below" : "";
      }
      // The next cards are drawn before the end of those drawn comes into view.
      new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting) && drawn < shown.length) draw();
      }, { rootMargin: "1200px" }).observe($("more"));
      addEventListener("scroll", () => {
        if (drawn < shown.length && $("more").getBoundingClientRect().top < innerHeight + 1200) draw();
      }, { passive: true });
      addEventListener("beforeprint", () => draw(true));

      // The address keeps the filters, so that a view can be handed on.
      function remember() {
        const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
        query.set("view", selected);
        try { history.replaceState(null, "", "#" + query); } catch { /* not every place lets a page change its address */ }
      }
      function recall() {
        const query = new URLSearchParams(location.hash.slice(1));
        for (const field of form.elements) {
          if (!field.name) continue;
          if (field.type === "checkbox") field.checked = query.has(field.name); else field.value = query.get(field.name) || "";
        }
        select(query.get("view") || "findings");
      }
      function only(name, value) {
        form.reset();
        form.elements[name].value = value;
        select("findings");
        filter();
      }

      // Views
      const views = ["findings", "flows", "rules", "recovery"];
      let selected = "findings";
      function select(view) {
        selected = views.includes(view) ? view : "findings";
        for (const name of views) {
          $(name).hidden = name !== selected;
          $("tab-" + name).setAttribute("aria-selected", name === selected);
          $("tab-" + name).tabIndex = name === selected ? 0 : -1;
        }
        const panel = $(selected);
        if (selected !== "findings" && !panel.children.length) panel.append({ flows, rules: ruleTable, recovery }[selected]());
      }

      // Long lists are drawn a part at a time, so that the page answers meanwhile.
      function gradually(parent, items, draw) {
        let next = 0;
        const grow = () => {
          parent.append(...items.slice(next, next + 80).flatMap((item, index) => draw(item, next + index)).filter(Boolean));
          next += 80;
          if (next < items.length) setTimeout(grow);
        };
        grow();
        return parent;
      }
      function table(head, items, row) {
        return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, head.map(([text, number]) => el("th", { class: number ? "n" : null, scope: "col" }, text)))), gradually(el("tbody"), items, row)));
      }
      const number = (value) => el("td", { class: "n" }, String(value));

      function diff(text) {
        const kinds = { "+": "add", "-": "del", "@": "hunk" };
        return [el("pre", {}, text.split("\n").slice(2, -1).map((line) => el("span", { class: kinds[line[0]] || "ctx" }, line || " ")))];
      }
      const total = (counts) => counts.rewritten + counts.review + counts.decide + counts.held + counts.left + counts.know;

      function flows() {
        return table([["File"], ["Verdict"], ["Places", true], ["To decide", true], ["Automatic", true], [""]],
          report.files, (file, index) => [el("tr", { class: file.diff ? "open" : null },
            el("td", {}, el("button", { type: "button", class: "link", on: { click: () => only("file", String(index)) } }, file.path),
              el("div", { class: "soft" }, file.era)),
            el("td", { class: "short" }, file.words), number(total(file.counts)), number(file.counts.review + file.counts.decide + file.counts.left),
            number(file.automatic), el("td", {}, bar(file.counts, true))),
            file.diff ? el("tr", {}, el("td", { colspan: "6" }, later("Difference", () => diff(file.diff)))) : null]);
      }
      function ruleTable() {
        return table([["Rule"], ["Step"], ["Places", true], ["To decide", true], ["Automatic", true], [""]],
          report.rules, (rule) => el("tr", {},
            el("td", {}, el("button", { type: "button", class: "link", on: { click: () => only("rule", rule.id) } }, rule.id),
              el("div", { class: "soft" }, rule.summary), rule.explain ? later("Why, and what it means", () => about(rule)) : null),
            el("td", { class: "short" }, rule.step), number(total(rule.counts)), number(rule.counts.review + rule.counts.decide + rule.counts.left),
            number(rule.automatic), el("td", {}, bar(rule.counts, true))));
      }
      function recovery() {
        const told = report.files.filter((file) => file.recovery);
        if (!told.length) return el("p", { class: "note" }, "No flow keeps state that a migration would touch.");
        return gradually(el("div"), told, (file) => el("div", { class: "card" }, el("h3", {}, file.path),
          table([["Step"], ["Rows before"], ["Rows after"], [""]], file.recovery.steps, (step) => el("tr", {},
            el("td", {}, step.operator + " " + (step.step ? "'" + step.step + "'" : ""), el("div", { class: "soft" }, "line " + step.line)),
            el("td", {}, el("code", {}, step.oldRow)), el("td", {}, el("code", {}, step.newRow)),
            el("td", {}, el("span", { class: "badge " + { kept: "good", moved: "loud", lost: "silent" }[step.fate] }, step.fate), step.reason ? el("div", { class: "soft" }, step.reason) : null))),
          file.recovery.advice.map((sentence) => {
            const away = sentence.lastIndexOf(": (cd ");
            const at = away < 0 ? sentence.lastIndexOf(": waxwing ") : away;
            return at < 0 ? el("p", {}, sentence) : el("div", {}, el("p", {}, sentence.slice(0, at + 1)), el("pre", {}, sentence.slice(at + 2)));
          })));
      }

      // Light and dark
      const themes = ["system", "light", "dark"];
      function theme(name) {
        if (name === "system") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name;
        $("theme").textContent = "Theme: " + name;
        $("theme").dataset.name = name;
        try { localStorage.setItem("waxwing-theme", name); } catch { /* a page opened from a file may have no storage */ }
      }
      $("theme").addEventListener("click", () => theme(themes[(themes.indexOf($("theme").dataset.name) + 1) % 3]));
      let stored = "system";
      try { stored = localStorage.getItem("waxwing-theme") || stored; } catch { /* as above */ }
      theme(themes.includes(stored) ? stored : "system");

      fill("outcome", tally("o"));
      fill("rule", tally("r").sort());
      fill("file", tally("f").sort((one, other) => one[0] - other[0]), (index) => report.files[index].path);
      form.addEventListener("input", filter);
      form.addEventListener("reset", () => setTimeout(filter));
      form.addEventListener("submit", (event) => event.preventDefault());
      for (const name of views) $("tab-" + name).addEventListener("click", () => { select(name); remember(); });
      document.querySelector("nav").addEventListener("keydown", (event) => {
        const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!move) return;
        select(views[(views.indexOf(selected) + move + views.length) % views.length]);
        $("tab-" + selected).focus();
        remember();
      });
      addEventListener("hashchange", () => { recall(); filter(); });
      overview();
      recall();
      filter();
    })();

    """#
}
