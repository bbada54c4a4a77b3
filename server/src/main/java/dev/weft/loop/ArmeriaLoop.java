package dev.weft.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One of Weft's loops as Armeria's Netty knows event loops: all that is asked of it is done by the one of gRPC's Netty. Thread-safe. */
// Netty still asks its event loops for methods that it has deprecated.
@SuppressWarnings("deprecation")
final class ArmeriaLoop extends AbstractEventExecutor implements IoEventLoop {
    private final ArmeriaLoops group;
    private final io.grpc.netty.shaded.io.netty.channel.IoEventLoop loop;
    private final ArmeriaSockets sockets;
    private final Promise<Void> terminated = GlobalEventExecutor.INSTANCE.newPromise();

    ArmeriaLoop(ArmeriaLoops group, io.grpc.netty.shaded.io.netty.channel.IoEventLoop loop, ArmeriaSockets sockets) {
        super(group);
        this.group = group;
        this.loop = loop;
        this.sockets = sockets;
        loop.terminationFuture().addListener(done -> stopped());
    }

    private void stopped() {
        sockets.close();
        terminated.setSuccess(null);
    }

    @Override
    public IoEventLoopGroup parent() {
        return group;
    }

    @Override
    public IoEventLoop next() {
        return this;
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return loop.inEventLoop(thread);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(Executors.callable(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        ArmeriaTimer<V> timer = new ArmeriaTimer<>(this, task, false);
        return timer.on(loop.schedule((Runnable) timer, delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        ArmeriaTimer<?> timer = new ArmeriaTimer<>(this, Executors.callable(task), true);
        return timer.on(loop.scheduleAtFixedRate(timer, initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        ArmeriaTimer<?> timer = new ArmeriaTimer<>(this, Executors.callable(task), true);
        return timer.on(loop.scheduleWithFixedDelay(timer, initialDelay, delay, unit));
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public Future<IoRegistration> register(IoHandle handle) {
        Promise<IoRegistration> promise = newPromise();
        if (inEventLoop()) {
            register(handle, promise);
        } else {
            execute(() -> register(handle, promise));
        }
        return promise;
    }

    private void register(IoHandle handle, Promise<IoRegistration> promise) {
        try {
            promise.setSuccess(sockets.register(handle));
        } catch (Exception e) {
            promise.setFailure(e);
        }
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return sockets.isCompatible(handleType);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> handlerType) {
        return sockets.isIoType(handlerType);
    }

    /** It is stopped by those who have started it: see {@link EventLoops#close}. */
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return terminated;
    }

    @Override
    public void shutdown() {
        shutdownGracefully();
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    public boolean isShuttingDown() {
        return loop.isShuttingDown();
    }

    @Override
    public boolean isShutdown() {
        return loop.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loop.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
