// Runs before Neo4j Browser: puts the style, the saved queries and the settings of proxygraph into
// Browser's own storage. What the user has saved or set stays, save for telemetry, which is off.
"use strict";
(function () {
  const own = window.proxygraph;
  const read = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch (error) {
      return otherwise;
    }
  };
  const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));

  if (!read("neo4j.grass") || read("proxygraph.version") !== own.version) {
    write("neo4j.grass", own.grass);
  }
  const others = read("neo4j.documents", []).filter((one) => one.folder !== own.folder.id);
  write("neo4j.documents", [...others, ...own.documents]);
  const folders = read("neo4j.folders", []).filter((one) => one.id !== own.folder.id);
  write("neo4j.folders", [...folders, own.folder]);
  write("neo4j.settings", {
    initCmd: "", // No frame of Browser's own in front of the first answer.
    autoComplete: false, // Draw what a query returns, not everything between its nodes.
    ...read("neo4j.settings", {}),
    allowCrashReports: false,
    allowUserStats: false,
  });
  write("proxygraph.version", own.version);
})();
