/** The browser's WebSocket to the server that this page came from. */
import { PATHS } from '../shared/protocol.ts';
import type { Socket, SocketHandlers } from './connection.ts';

export function openWebSocket({ onFrame, onClose }: SocketHandlers): Socket {
  const url = new URL(PATHS.webSocket, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') onFrame(data);
  });
  socket.addEventListener('close', ({ code }) => {
    onClose(code);
  });
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (frame) => {
      socket.send(frame);
    },
    close: () => {
      socket.close();
    },
  };
}
