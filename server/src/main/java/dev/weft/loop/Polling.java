package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoop;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;

/** How a loop learns that a socket has something for it. */
enum Polling {
    /** Linux's own. */
    EPOLL {
        @Override
        IoHandlerFactory handler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel serverSocket() {
            return new EpollServerSocketChannel();
        }

        @Override
        Channel socket() {
            return new EpollSocketChannel();
        }

        @Override
        ArmeriaSockets armeria(IoEventLoop loop) {
            return new ArmeriaEpollSockets(loop);
        }

        @Override
        Class<? extends io.netty.channel.Channel> armeriaSocket() {
            return io.netty.channel.epoll.EpollSocketChannel.class;
        }
    },
    /** Java's, which is everywhere. */
    NIO {
        @Override
        IoHandlerFactory handler() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel serverSocket() {
            return new NioServerSocketChannel();
        }

        @Override
        Channel socket() {
            return new NioSocketChannel();
        }

        @Override
        ArmeriaSockets armeria(IoEventLoop loop) {
            return new ArmeriaNioSockets(loop);
        }

        @Override
        Class<? extends io.netty.channel.Channel> armeriaSocket() {
            return io.netty.channel.socket.nio.NioSocketChannel.class;
        }
    };

    /** The better one of those that this machine has. */
    static Polling best() {
        return Epoll.isAvailable() && io.netty.channel.epoll.Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handler();

    abstract ServerChannel serverSocket();

    abstract Channel socket();

    abstract ArmeriaSockets armeria(IoEventLoop loop);

    /** What a connection of Armeria's Netty is there. */
    abstract Class<? extends io.netty.channel.Channel> armeriaSocket();
}
