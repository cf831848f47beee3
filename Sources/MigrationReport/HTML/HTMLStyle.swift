/// How the page looks, light and dark.
enum HTMLStyle {
  static let text = #"""
    :root {
      color-scheme: light dark;
      --page: light-dark(#f6f7f9, #14171c);
      --card: light-dark(#ffffff, #1c2027);
      --line: light-dark(#d9dee5, #333a45);
      --text: light-dark(#1b2430, #e4e8ee);
      --soft: light-dark(#566273, #9aa6b6);
      --link: light-dark(#0b57b0, #7ab5ff);
      --code: light-dark(#f1f3f6, #12151a);
      --silent: light-dark(#b3261e, #ff8f86);
      --loud: light-dark(#8a5300, #f2b45c);
      --good: light-dark(#1d6b34, #6fd08c);
      --added: light-dark(#e2f5e7, #143220);
      --removed: light-dark(#fde7e5, #3a1a1a);
      --mono: ui-monospace, "SFMono-Regular", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
    }
    :root[data-theme=light] { color-scheme: light; }
    :root[data-theme=dark] { color-scheme: dark; }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
    header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
    header, main { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 1rem; }
    h1 { font-size: 1.4rem; margin: 0; }
    h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
    button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .6rem; max-width: 100%; }
    input[type=checkbox] { accent-color: var(--link); }
    button { cursor: pointer; }
    button.link { border: 0; background: none; color: var(--link); padding: 0; text-align: left; overflow-wrap: anywhere; }
    button.link:hover { text-decoration: underline; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    code, pre { font: 13px/1.5 var(--mono); }
    pre { margin: .5rem 0 0; padding: .5rem .7rem; background: var(--code); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; tab-size: 4; }
    mark { background: none; color: inherit; text-decoration: underline wavy var(--silent); text-underline-offset: 4px; }
    .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
    .tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem 1rem; min-width: 9rem; }
    .tile b { display: block; font-size: 1.5rem; line-height: 1.2; }
    .bar { display: flex; height: .8rem; border-radius: 5px; overflow: hidden; background: var(--line); margin: .4rem 0; }
    .bar.small { height: .5rem; min-width: 6rem; margin: .35rem 0; }
    .bar i { display: block; }
    .rewritten { background: light-dark(#2e8b4f, #3fa465); } .review { background: light-dark(#d9a520, #d9ab3a); }
    .decide { background: light-dark(#d1662c, #de7a45); } .left { background: light-dark(#b3261e, #d9534b); }
    .held { background: light-dark(#8b97a8, #6b7787); }
    .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; color: var(--soft); }
    .legend i { display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; margin-right: .35rem; }
    nav { display: flex; gap: .25rem; border-bottom: 1px solid var(--line); margin-top: 1.25rem; flex-wrap: wrap; }
    nav button { border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: none; padding: .45rem .9rem; }
    nav button[aria-selected=true] { border-bottom-color: var(--link); font-weight: 600; }
    form { display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: end; margin: 1rem 0 .25rem; }
    form label { display: flex; flex-direction: column; color: var(--soft); font-size: .85rem; min-width: 0; }
    form label > input, form label > select { color: var(--text); font-size: .95rem; }
    form label.wide { flex: 1 1 16rem; } form label select { width: 11.5rem; }
    form label.check { flex-direction: row; align-items: center; gap: .35rem; padding-bottom: .45rem; color: var(--text); }
    #count { color: var(--soft); margin: .5rem 0; }
    article, .card { background: var(--card); border: 1px solid var(--line); border-left-width: 4px; border-radius: 8px; padding: .7rem .9rem; margin: .6rem 0; contain: content; }
    article.silent { border-left-color: var(--silent); } article.loud { border-left-color: var(--loud); } article.none { border-left-color: var(--line); }
    .top { display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline; }
    .badge { border: 1px solid currentColor; border-radius: 999px; padding: 0 .55rem; font-size: .8rem; white-space: nowrap; }
    .badge.silent { color: var(--silent); } .badge.loud { color: var(--loud); } .badge.good { color: var(--good); } .badge.none { color: var(--soft); }
    .place { color: var(--soft); font-family: var(--mono); font-size: 13px; overflow-wrap: anywhere; }
    .add { background: var(--added); display: block; } .del { background: var(--removed); display: block; }
    .ctx, .hunk { display: block; } .hunk { color: var(--soft); }
    .soft, .note { color: var(--soft); } p { margin: .35rem 0; max-width: 62rem; }
    details > summary { cursor: pointer; color: var(--link); margin-top: .35rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .6rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; margin-top: .75rem; background: var(--card); }
    th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th { color: var(--soft); font-weight: 500; font-size: .85rem; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
    tr.open > td { border-bottom: 0; } .short, th.n { white-space: nowrap; }
    td details pre { max-height: 32rem; overflow: auto; }
    @media (max-width: 40rem) { header, main { padding-inline: .75rem; } form label, form label select, form label.wide { width: 100%; flex: 1 1 100%; } .tile { flex: 1 1 8rem; } }
    @media print { nav, form, #theme, #more { display: none; } body { background: none; } article { break-inside: avoid; } }

    """#
}
