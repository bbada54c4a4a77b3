package dev.weft.bench.cards;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call through a breaker, made once more when it has ended UNAVAILABLE, as one does that was lost with its connection: the services' methods
 * only read. It takes the place of grpc-java's transparent retries, which cost several microseconds a page.
 */
final class Call<T> implements StreamObserver<T> {
    private final CircuitBreaker breaker;
    private final Consumer<StreamObserver<T>> send;
    private final Consumer<Call<T>> done;
    private long startNanos;
    private boolean repeated;
    private long tookNanos;
    private @Nullable T response;
    private Status failure = Status.OK;

    Call(CircuitBreaker breaker, Consumer<StreamObserver<T>> send, Consumer<Call<T>> done) {
        this.breaker = breaker;
        this.send = send;
        this.done = done;
    }

    void start() {
        startNanos = System.nanoTime();
        if (breaker.tryAcquirePermission()) {
            send.accept(this);
        } else {
            failure = Status.UNAVAILABLE;
            done.accept(this);
        }
    }

    @Override
    public void onNext(T message) {
        response = message;
    }

    @Override
    public void onError(Throwable problem) {
        end();
        response = null;
        failure = Status.fromThrowable(problem);
        if (failure.getCode() == Status.Code.CANCELLED) {
            breaker.releasePermission();
        } else {
            breaker.onError(tookNanos, TimeUnit.NANOSECONDS, problem);
        }
        if (failure.getCode() == Status.Code.UNAVAILABLE && !repeated) {
            repeated = true;
            start();
        } else {
            done.accept(this);
        }
    }

    @Override
    public void onCompleted() {
        end();
        failure = Status.OK;
        breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
        done.accept(this);
    }

    private void end() {
        tookNanos = System.nanoTime() - startNanos;
    }

    /** Null when the call failed. */
    @Nullable
    T response() {
        return response;
    }

    Status failure() {
        return failure;
    }

    long tookNanos() {
        return tookNanos;
    }
}
