package dev.weft.drills;

import dev.weft.demo.DemoService;
import dev.weft.demo.DemoServices;
import dev.weft.demo.Fault;
import java.io.IOException;
import java.util.Map;

/** What stands behind the pages: users and orders, which behave unless they are told otherwise, and the payments in a process that can be broken. */
record Shop(DemoServices services, PaymentsProcess payments) implements AutoCloseable {
    static Shop open() throws IOException {
        return new Shop(DemoServices.start(Map.of()), PaymentsProcess.open());
    }

    /** The configuration's {@code downstreams}. A breaker that has opened tries again after a second, so that drills can follow one another. */
    String downstreams(String payments) {
        return """
                  - {services: [user.v1.UserService], target: "%s"}
                  - {services: [order.v1.OrderService], target: "%s"}
                  - services: [payment.v1.PaymentService]
                    target: "%s"
                    circuit_breaker: {wait_duration_in_open_state: 1s}
                """.formatted(target(DemoService.USERS), target(DemoService.ORDERS), payments);
    }

    private String target(DemoService service) {
        return String.valueOf(services.targets().get(service));
    }

    /** Lets the orders come that much later. */
    void slowOrders(Fault fault) {
        services.inject(DemoService.ORDERS, fault);
    }

    @Override
    public void close() {
        services.close();
        payments.close();
    }
}
