// The leanest rival: a bare broadcast to everybody in a room. No login, no history, one process.
"use strict";

const { createServer } = require("node:http");
const { WebSocketServer } = require("ws");

const rooms = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server });

sockets.on("connection", (socket, request) => {
    const name = new URL(request.url, "http://localhost").searchParams.get("room");
    if (!rooms.has(name)) rooms.set(name, new Set());
    const room = rooms.get(name);
    room.add(socket);
    socket.on("close", () => room.delete(socket));
    socket.on("message", (data) => {
        for (const member of room) member.send(data, { binary: false });
    });
});
server.listen(JSON.parse(process.env.LISTEN));
