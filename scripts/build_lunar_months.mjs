// Writes data/reference/lunar_months.tsv: the first solar day of every month of the Chinese lunar calendar (GB/T 33661-2017),
// as the Unicode ICU library computes it. Run: node scripts/build_lunar_months.mjs > data/reference/lunar_months.tsv
const FIRST = 1990, LAST = 2036;
const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
console.log(`# Chinese lunar months ${FIRST}-${LAST}: lunar year, month, 1 if it is the leap month, its first solar day.`);
console.log(`# Source: ICU ${process.versions.icu} (calendar "chinese"), Unicode License; built by scripts/build_lunar_months.mjs.`);
console.log("year\tmonth\tleap\tfirst_day");
for (let at = Date.UTC(FIRST, 0, 1); at < Date.UTC(LAST + 1, 2, 1); at += 86_400_000) {
  const parts = Object.fromEntries(lunar.formatToParts(at).map((part) => [part.type, part.value]));
  if (parts.day !== "1" || Number(parts.relatedYear) < FIRST || Number(parts.relatedYear) > LAST) continue;
  const leap = parts.month.endsWith("bis") ? 1 : 0;
  console.log([parts.relatedYear, parseInt(parts.month, 10), leap, new Date(at).toISOString().slice(0, 10)].join("\t"));
}
