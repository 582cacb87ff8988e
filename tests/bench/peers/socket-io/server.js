// socket.io 4 as its documentation sets it up: what is posted goes to everybody who is connected, and nothing is stored.   node server.js PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== "/statements") return void response.writeHead(404).end();
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const statement = JSON.parse(Buffer.concat(parts).toString());
    io.emit("statement", statement);
    response.writeHead(201, { "Content-Type": "application/json" }).end(JSON.stringify({ id: statement.id }));
  });
});
const io = new Server(http);
// Its page on memory says to drop the request that each connection began with.
io.engine.on("connection", (socket) => { socket.request = null; });
http.listen(Number(process.argv[2]), "127.0.0.1");
