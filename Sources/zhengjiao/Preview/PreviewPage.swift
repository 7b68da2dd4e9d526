import Diagnostics

/// The page that the browser shows: a page of the document as a picture, and what is wrong with the template.
enum PreviewPage {
    static func html(language: Language) -> String {
        let isChinese = language == .chinese
        let words = [
            "lang": isChinese ? "zh-CN" : "en", "title": isChinese ? "预览" : "Preview",
            "previous": isChinese ? "上一页" : "Previous", "next": isChinese ? "下一页" : "Next",
            "fit": isChinese ? "整页" : "Fit", "lost": isChinese ? "预览已停止" : "The preview has ended",
        ]
        return words.sorted { $0.key < $1.key }.reduce(source) { page, word in
            page.split(separator: "{\(word.key)}", omittingEmptySubsequences: false).joined(separator: word.value)
        }
    }

    private static let source = """
        <!DOCTYPE html>
        <html lang="{lang}">
        <head>
        <meta charset="utf-8">
        <title>{title}</title>
        <style>
        * { box-sizing: border-box }
        body { margin: 0; background: #777; font: 15px/1.5 sans-serif }
        nav { position: sticky; top: 0; display: flex; gap: .5em; align-items: center; padding: .4em .8em;
          background: #333; color: #eee; z-index: 1 }
        nav button { font: inherit; padding: .1em .8em }
        nav b { flex: 1; font-weight: normal; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
        pre { margin: 0; padding: .8em; background: #fff3f0; color: #900; white-space: pre-wrap;
          border-left: .5em solid #c00; font: 14px/1.5 monospace }
        main { padding: 1em; text-align: center; overflow: auto }
        img { background: #fff; box-shadow: 0 2px 10px #0008 }
        [hidden] { display: none }
        </style>
        </head>
        <body>
        <nav>
        <button id="previous" title="←">{previous}</button><span id="place"></span>
        <button id="next" title="→">{next}</button>
        <b id="title"></b>
        <button id="out">−</button><span id="zoom"></span><button id="in">+</button><button id="fit">{fit}</button>
        </nav>
        <pre id="mistakes" hidden></pre>
        <main><img id="picture" alt=""></main>
        <script>
        "use strict";
        const at = id => document.getElementById(id);
        let page = Number(sessionStorage.page || 1), zoom = Number(sessionStorage.zoom || 100), state = {pages: 0};
        function show() {
          page = Math.min(Math.max(1, page), Math.max(1, state.pages));
          sessionStorage.page = page; sessionStorage.zoom = zoom;
          at("place").textContent = page + " / " + state.pages;
          at("zoom").textContent = zoom + "%";
          at("title").textContent = document.title = state.title || "{title}";
          at("mistakes").hidden = !state.mistakes;
          at("mistakes").textContent = state.mistakes || "";
          if (!state.pages) return;
          const ratio = window.devicePixelRatio || 1;
          const dpi = Math.min(600, Math.max(18, Math.round(96 * zoom / 100 * ratio)));
          const next = new Image();
          next.onload = () => {
            at("picture").src = next.src;
            at("picture").style.width = next.naturalWidth / ratio + "px";
          };
          next.src = "page/" + page + "?dpi=" + dpi + "&v=" + state.version;
        }
        function step(by) { page += by; show(); }
        function scale(to) { zoom = Math.min(400, Math.max(25, Math.round(to))); show(); }
        function fit() {
          const size = (state.sizes || [])[page - 1];
          if (!size) return;
          const [width, height] = size.map(side => side * 96 / 25.4);
          scale(100 * Math.min((innerHeight - 90) / height, (innerWidth - 40) / width));
        }
        at("previous").onclick = () => step(-1); at("next").onclick = () => step(1);
        at("out").onclick = () => scale(zoom / 1.25); at("in").onclick = () => scale(zoom * 1.25);
        at("fit").onclick = fit;
        onkeydown = event => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key == "ArrowLeft" || event.key == "PageUp") step(-1);
          else if (event.key == "ArrowRight" || event.key == "PageDown") step(1);
          else if (event.key == "+" || event.key == "=") scale(zoom * 1.25);
          else if (event.key == "-") scale(zoom / 1.25);
          else if (event.key == "0") fit();
        };
        const changes = new EventSource("changes");
        changes.onmessage = async () => { state = await (await fetch("state")).json(); show(); };
        changes.onerror = () => { at("mistakes").hidden = false; at("mistakes").textContent = "{lost}"; };
        </script>
        </body>
        </html>

        """
}
