// Socket.IO 4 with its Redis adapter, as their documentation shows them: join a room, emit to it.
"use strict";

const { createServer } = require("node:http");
const { createAdapter } = require("@socket.io/redis-adapter");
const { createClient } = require("redis");
const { Server } = require("socket.io");

async function serve() {
    const publisher = createClient({ url: process.env.REDIS_URL });
    const subscriber = publisher.duplicate();
    await Promise.all([publisher.connect(), subscriber.connect()]);

    const server = createServer();
    const io = new Server(server, { adapter: createAdapter(publisher, subscriber) });
    io.on("connection", (socket) => {
        const { room } = socket.handshake.query;
        socket.join(room);
        socket.on("message", (text) => io.to(room).emit("message", text));
    });
    server.listen(JSON.parse(process.env.LISTEN));
}

serve();
