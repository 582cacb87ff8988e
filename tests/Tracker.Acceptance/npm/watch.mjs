// node watch.mjs ADDRESS WATCH UNTIL: Microsoft's npm client on /hubs/live. Prints each item as a line of JSON until the position UNTIL has come;
// a line {"reset":…} when it is reset. Ends with code 1 when that does not happen in 20 s.
import { HubConnectionBuilder, HttpTransportType, LogLevel } from "@microsoft/signalr";

const [address, watch, until] = process.argv.slice(2);
const hub = new HubConnectionBuilder()
  .withUrl(new URL("hubs/live", address).href, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
  .configureLogging(LogLevel.None)
  .build();
const timer = setTimeout(() => end(1), 20_000);
hub.on("changes", (frame) => {
  for (const item of frame.items) {
    console.log(JSON.stringify(item));
    if (item.position >= Number(until)) end(0);
  }
});
hub.on("heartbeat", () => {});
hub.on("reset", (reset) => {
  console.log(JSON.stringify({ reset }));
  end(0);
});
await hub.start();
const watched = await hub.invoke("Watch", JSON.parse(watch));
if (typeof watched.cursor !== "string" || typeof watched.head !== "string") end(2);

function end(code) {
  clearTimeout(timer);
  process.exitCode = code;
  void hub.stop();
}
