// The page says by itself when it has grown old, and keeps what was opened or closed when it is loaded again.
(function () {
  var stale = document.getElementById("stale"), looked = +stale.dataset.looked;
  function tell() {
    var minutes = Math.floor((Date.now() - looked) / 60000);
    stale.hidden = !looked || minutes < 2;
    document.getElementById("age").textContent = minutes;
  }
  tell();
  setInterval(tell, 5000);
  document.querySelectorAll("details").forEach(function (part) {
    var key = part.querySelector("summary").textContent.trim();
    try {
      var kept = sessionStorage.getItem(key);
      if (kept) part.open = kept === "open";
      part.addEventListener("toggle", function () { sessionStorage.setItem(key, part.open ? "open" : "closed"); });
    } catch (error) { /* a browser that keeps nothing for files shows the page all the same */ }
  });
})();
