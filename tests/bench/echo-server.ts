/** A bare `ws` echo in a process of its own: the least that any WebSocket server of Node.js costs. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    socket.send(data, { binary: isBinary });
  });
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`ready: ws://127.0.0.1:${address?.port ?? 0}`);
});
