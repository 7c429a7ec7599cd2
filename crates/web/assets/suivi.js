// Where a work is, as the server tells it. Without it, the page is asked for again by itself.
"use strict";
(() => {
  const place = document.querySelector("[data-suivi]");
  if (!place || !window.EventSource) return;
  const words = place.querySelector("[data-ou]");
  const bar = place.querySelector("progress");
  const voice = document.querySelector("#annonce");
  const again = () => location.reload();
  const news = new EventSource(place.dataset.suivi);
  news.addEventListener("message", ({ data }) => {
    const [sentence, page, pages] = data.split("\t");
    if (pages) Object.assign(bar, { max: Number(pages), value: Number(page) });
    if (words.textContent === sentence) return;
    words.textContent = sentence;
    if (voice) voice.textContent = sentence;
  });
  news.addEventListener("fin", () => {
    news.close();
    again();
  });
  // A browser that gave up asks for the page in the place of the news.
  news.addEventListener("error", () => {
    if (news.readyState === EventSource.CLOSED) setTimeout(again, 3000);
  });
})();
