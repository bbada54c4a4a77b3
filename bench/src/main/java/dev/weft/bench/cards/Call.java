package dev.weft.bench.cards;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call through a breaker. */
final class Call<T> implements StreamObserver<T> {
    private final CircuitBreaker breaker;
    private final Consumer<Call<T>> done;
    private final long startNanos = System.nanoTime();
    private long tookNanos;
    private @Nullable T response;
    private Status failure = Status.OK;

    Call(CircuitBreaker breaker, Consumer<Call<T>> done) {
        this.breaker = breaker;
        this.done = done;
    }

    void start(Consumer<StreamObserver<T>> send) {
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
        done.accept(this);
    }

    @Override
    public void onCompleted() {
        end();
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
