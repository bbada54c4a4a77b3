package dev.weft.edge;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;

/** Finds the frames in the bytes that an HTTP/2 client sends, however they are cut (RFC 9113, section 4.1). Consumes nothing. */
final class FrameScanner {
    static final int HEADER_BYTES = 9;
    static final int TYPE = 3;
    static final int FLAGS = 4;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int ACK = 1;

    private static final int PREFACE_BYTES = 24;

    private final Listener listener;
    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;

    /** Bytes until the next frame begins: at first, the connection preface. */
    private int skip = PREFACE_BYTES;

    FrameScanner(Listener listener) {
        this.listener = listener;
    }

    void scan(ByteBuf bytes) {
        int position = bytes.readerIndex();
        while (position < bytes.writerIndex()) {
            int readable = bytes.writerIndex() - position;
            if (skip > 0) {
                int skipped = Math.min(skip, readable);
                skip -= skipped;
                position += skipped;
            } else {
                int taken = Math.min(HEADER_BYTES - headerBytes, readable);
                bytes.getBytes(position, header, headerBytes, taken);
                headerBytes += taken;
                position += taken;
                endHeader();
            }
        }
    }

    private void endHeader() {
        if (headerBytes == HEADER_BYTES) {
            headerBytes = 0;
            skip = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
            listener.frame(header[TYPE], header[FLAGS]);
        }
    }

    /** Is told of each frame's header. */
    interface Listener {
        void frame(int type, int flags);
    }
}
