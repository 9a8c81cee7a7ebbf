// Within the frame: tells the page around how high the search is, nothing else. Without it the frame scrolls.
if (parent !== window) {
  const tell = () => parent.postMessage({ citeHeight: document.documentElement.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("load", tell);
}
