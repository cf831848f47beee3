/// The frame of the page; the script fills it.
enum HTMLBody {
  static let text = #"""
    <header>
      <h1>Migration report</h1>
      <button type="button" id="theme" title="Light, dark, or as the system says">Theme: system</button>
    </header>
    <main>
      <noscript><p class="note">This page draws itself with a script. Without one, read <code>waxwing report</code> or its Markdown form.</p></noscript>
      <section id="overview" aria-label="Overview"></section>
      <nav role="tablist" aria-label="Views">
        <button type="button" role="tab" id="tab-findings" aria-controls="findings">Findings</button>
        <button type="button" role="tab" id="tab-flows" aria-controls="flows">Files</button>
        <button type="button" role="tab" id="tab-rules" aria-controls="rules">Rules</button>
        <button type="button" role="tab" id="tab-recovery" aria-controls="recovery">Recovery</button>
      </nav>
      <section id="findings" role="tabpanel" aria-labelledby="tab-findings">
        <form id="filters">
          <label class="wide">Search <input type="search" name="q" placeholder="text, rule, path or line of code" autocomplete="off"></label>
          <label>If ignored <select name="severity"><option value="">any</option><option value="silent">silent: another result</option><option value="loud">loud: an error</option><option value="none">no effect</option></select></label>
          <label>What happens <select name="outcome"><option value="">any</option></select></label>
          <label>Rule <select name="rule"><option value="">any</option></select></label>
          <label>File <select name="file"><option value="">any</option></select></label>
          <label class="check"><input type="checkbox" name="open"> only what waits for a person</label>
          <button type="reset">Clear</button>
        </form>
        <p id="count" role="status"></p>
        <div id="list"></div>
        <div id="more"></div>
      </section>
      <section id="flows" role="tabpanel" aria-labelledby="tab-flows" hidden></section>
      <section id="rules" role="tabpanel" aria-labelledby="tab-rules" hidden></section>
      <section id="recovery" role="tabpanel" aria-labelledby="tab-recovery" hidden></section>
    </main>

    """#
}
