package dev.weft.plan;

/**
 * The full name of a method.
 *
 * @param service the service's full name: {@code order.v1.OrderService}
 * @param method the method's own name: {@code ListOrders}
 */
public record MethodName(String service, String method) {
    // What is counted and found by it is so for each page: a record's own two are made of method handles, which are not
    // always inlined.
    @Override
    public int hashCode() {
        return 31 * service.hashCode() + method.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MethodName name && service.equals(name.service) && method.equals(name.method));
    }

    /** As gRPC writes it: {@code order.v1.OrderService/ListOrders}. */
    @Override
    public String toString() {
        return service + "/" + method;
    }
}
