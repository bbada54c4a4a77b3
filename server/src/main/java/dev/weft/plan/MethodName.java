package dev.weft.plan;

/**
 * The full name of a method.
 *
 * @param service the service's full name: {@code order.v1.OrderService}
 * @param method the method's own name: {@code ListOrders}
 */
public record MethodName(String service, String method) {
    /** As gRPC writes it: {@code order.v1.OrderService/ListOrders}. */
    @Override
    public String toString() {
        return service + "/" + method;
    }
}
