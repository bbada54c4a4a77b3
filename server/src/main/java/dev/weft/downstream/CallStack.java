package dev.weft.downstream;

import java.util.List;
import java.util.ListIterator;

/** Puts a call together from layers. */
final class CallStack {
    private CallStack() {}

    /** Something put around a call. */
    @FunctionalInterface
    interface Layer {
        UnaryCall around(UnaryCall inner);
    }

    /** The transport with the layers around it; the first is the outermost. */
    static UnaryCall of(List<Layer> layers, UnaryCall transport) {
        UnaryCall call = transport;
        for (ListIterator<Layer> layer = layers.listIterator(layers.size()); layer.hasPrevious(); ) {
            call = layer.previous().around(call);
        }
        return call;
    }
}
