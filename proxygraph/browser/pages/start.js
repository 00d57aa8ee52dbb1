// Connects Neo4j Browser and opens the guide. User and password come in the address's fragment,
// which no browser sends to a server; it is taken out of the address before anything else.
"use strict";
(async function () {
  const given = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  const connect = async () => {
    const answer = await fetch("/", { headers: { Accept: "application/json" } });
    const bolt = (await answer.json()).bolt_direct;
    const connection = {
      id: "$$discovery",
      name: "$$discovery",
      type: "bolt",
      host: bolt,
      username: given.get("user"),
      password: given.get("password"),
      authEnabled: true,
    };
    localStorage.setItem(
      "neo4j.connections",
      JSON.stringify({
        allConnectionIds: [connection.id],
        connectionsById: { [connection.id]: connection },
        activeConnection: connection.id,
        connectionState: 0,
        lastUpdate: 0,
      }),
    );
  };
  try {
    if (given.get("password")) {
      await connect();
    }
    const guide = new URL("guide.html", location.href).href;
    location.replace("../?" + new URLSearchParams({ cmd: "guide", arg: guide }));
  } catch (error) {
    document.getElementById("told").textContent = "Neo4j does not answer here: " + error;
  }
})();
