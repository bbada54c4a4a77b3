package dev.weft.demo;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Makes the calls of a service over HTTP fail, wait or hang. */
final class HttpFaults {
    private final FaultSwitch faults;

    HttpFaults(FaultSwitch faults) {
        this.faults = faults;
    }

    HttpResponse serve(HttpService service, ServiceRequestContext context, HttpRequest request) throws Exception {
        Fault now = faults.fault();
        if (now instanceof Fault.Fail) {
            return HttpErrors.of(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE", "told to fail");
        }
        if (now instanceof Fault.Hang) {
            return HttpResponse.streaming();
        }
        HttpResponse answer = service.serve(context, request);
        return now instanceof Fault.Slow slow ? HttpResponse.delayed(answer, slow.delay()) : answer;
    }
}
