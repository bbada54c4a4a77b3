package dev.weft.bench.data;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.page.v1.Profile;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import dev.weft.v1.PageStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What a user's page must say, made in the slowest and plainest way: field by field, by name, with reflection. */
public final class ExpectedPage {
    private static final Map<String, String> RENAMED = Map.of(
            "name", "display_name",
            "tier", "loyalty_tier",
            "member_since", "create_time",
            "placed_at", "create_time",
            "paid_at", "create_time");

    private ExpectedPage() {}

    /** The page without the times that its calls took. */
    public static GetDashboardResponse of(long user) {
        Shop shop = Shop.of(user);
        Profile.Builder profile = Profile.newBuilder();
        project(shop.user().getUser(), profile);
        profile.setCity(shop.user().getUser().getAddress().getCity());
        GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder().setUser(profile);
        shop.orders().getOrdersList().forEach(order -> project(order, page.addOrdersBuilder()));
        shop.payments().getPaymentsList().forEach(payment -> project(payment, page.addPaymentsBuilder()));
        return page.setStatus(status()).build();
    }

    /** Whether an answer is what it must be, however long its calls took. */
    public static boolean matches(GetDashboardResponse answer, long user) {
        GetDashboardResponse.Builder timeless = answer.toBuilder();
        timeless.getStatusBuilder().getCallsBuilderList().forEach(CallStatus.Builder::clearTook);
        return timeless.build().equals(of(user));
    }

    /** Whether an answer is what it must be when each of its calls is answered from memory, however old that is. */
    public static boolean matchesRemembered(GetDashboardResponse answer, long user) {
        GetDashboardResponse.Builder made = answer.toBuilder();
        for (CallStatus.Builder call : made.getStatusBuilder().getCallsBuilderList()) {
            if (call.getOutcome() != Outcome.OUTCOME_CACHED) {
                return false;
            }
            call.setOutcome(Outcome.OUTCOME_FRESH).clearAge();
        }
        return matches(made.build(), user);
    }

    /** What the relay answers: the services' answers one behind another. */
    public static byte[] relayed(long user) {
        Shop shop = Shop.of(user);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            shop.user().writeTo(bytes);
            shop.orders().writeTo(bytes);
            shop.payments().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static PageStatus status() {
        PageStatus.Builder status = PageStatus.newBuilder().setComplete(true);
        for (String call : List.of("profile", "orders", "payments")) {
            status.addCalls(CallStatus.newBuilder()
                    .setName(call)
                    .setOutcome(Outcome.OUTCOME_FRESH)
                    .setCode(Code.OK));
        }
        return status.build();
    }

    private static void project(Message source, Message.Builder target) {
        for (FieldDescriptor field : target.getDescriptorForType().getFields()) {
            String name = RENAMED.getOrDefault(field.getName(), field.getName());
            FieldDescriptor from = source.getDescriptorForType().findFieldByName(name);
            if (from != null && (!from.hasPresence() || source.hasField(from))) {
                target.setField(field, converted(source.getField(from), field));
            }
        }
    }

    private static Object converted(Object value, FieldDescriptor target) {
        return target.getJavaType() == JavaType.ENUM
                ? target.getEnumType().findValueByNumber(((EnumValueDescriptor) value).getNumber())
                : value;
    }
}
