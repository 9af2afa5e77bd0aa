// What would fill the first screens can be opened: the meaning of the columns; on a telephone the facets, too.
function fold(selector, name, words, open) {
  const part = document.querySelector(selector);
  if (!part) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  details.className = name;
  details.open = open;
  summary.textContent = words;
  part.replaceWith(details);
  details.append(summary, part);
}
document.addEventListener("DOMContentLoaded", () => {
  fold("dl.column-descriptions", "columns", "What the columns mean 各列说明", false);
  fold(".facet-results", "facets", "Filter by 筛选", window.innerWidth > 576);
  const search = document.getElementById("_search");
  if (search) search.placeholder = "磐石 宝山乡";
});
// "Show all columns" of a column's menu: without a word on columns a wide table shows its first ones.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a.dropdown-show-all-columns");
  if (!link) return;
  event.preventDefault();
  const url = new URL(link.href, location.href);
  url.searchParams.set("_all", "1");
  location.href = url;
});
