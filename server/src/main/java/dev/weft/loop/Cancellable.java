package dev.weft.loop;

/** Something that can be given up. Giving it up twice, or after its end, does nothing. */
@FunctionalInterface
public interface Cancellable {
    void cancel();
}
