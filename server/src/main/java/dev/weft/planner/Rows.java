package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.expression.Expression.Path;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.List;
import java.util.Optional;

/** What {@code row} means at one place: the calls that are made for each element of the list of which one is at hand. */
final class Rows {
    private static final String PREFIX = "row.";

    private final Scope.Names names;
    private final Hand hand;
    private final String neededFor;

    /** @param neededFor which page means it, for people: other pages may have the same message */
    Rows(Scope.Names names, Hand hand, String neededFor) {
        this.names = names;
        this.hand = hand;
        this.neededFor = neededFor;
    }

    /** Whether a formula means a row by that name: {@code row.price}. */
    static boolean isRow(String name) {
        return name.equals("row") || name.startsWith(PREFIX);
    }

    /** Whether a formula can read it. */
    boolean knows(String name) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        DeclaredCall call = names.calls().get(name.substring(PREFIX.length()));
        return hand.list().equals(Hand.UNKNOWN) || (call != null && isAtHand(call));
    }

    private boolean isAtHand(DeclaredCall call) {
        return hand.list().isPresent()
                && names.lists()
                        .of(call.index())
                        .filter(list -> list == hand.list().getAsInt())
                        .isPresent();
    }

    /** The response that {@code path} begins with; empty when there is none, which is reported unless the call is known to be wrong. */
    Optional<Source> resolve(Path path, Spot spot, Findings findings) {
        if (hand.list().equals(Hand.UNKNOWN)) {
            return Optional.empty();
        }
        if (path.steps().isEmpty()) {
            findings.error(spot.at(path.offset()), unknown("row"));
            return Optional.empty();
        }
        String name = path.steps().get(0).field();
        DeclaredCall call = names.calls().get(name);
        if (call == null || !isAtHand(call)) {
            if (call == null || !isBroken(call)) {
                findings.error(spot.at(path.steps().get(0).offset()), unknown(PREFIX + name));
            }
            return Optional.empty();
        }
        names.used().add(call.index());
        return call.method().map(method -> new Source(new Origin.Row(call.index()), method.getOutputType(), List.of()));
    }

    /** Whether what is wrong with the call's list was reported. */
    private boolean isBroken(DeclaredCall call) {
        return !call.declaration().getForEach().isEmpty()
                && names.lists().of(call.index()).isEmpty();
    }

    /** What is wrong with a row that is not there. */
    String unknown(String row) {
        return problem(row) + neededFor;
    }

    private String problem(String row) {
        List<String> here = names.calls().values().stream()
                .filter(this::isAtHand)
                .map(DeclaredCall::name)
                .toList();
        String name = row.equals("row") ? "" : row.substring(PREFIX.length());
        DeclaredCall call = names.calls().get(name);
        if (call != null && !call.declaration().getForEach().isEmpty()) {
            return row + " has no meaning here: " + name + " is made for each element of "
                    + call.declaration().getForEach()
                    + ", and none of them is at hand (expected: a message that is projected from one of them, by "
                    + call.declaration().getForEach() + " or by a let that both name; a bind of another for_each over"
                    + " them; or an index: {name: \"" + name + "_by_key\" key: …} of " + name + ", and " + name
                    + "_by_key[…])";
        }
        if (hand.list().isEmpty()) {
            return "\"row\" has no meaning here: no list is at hand for whose elements calls are made "
                    + (call == null
                            ? "(expected: a call with for_each)"
                            : "(expected: " + name + ", or a for_each in the call " + name + ")");
        }
        String problem = name.isEmpty()
                ? "\"row\" is nothing by itself "
                : call == null
                        ? "row has no call \"" + name + "\" "
                        : name + " is not made for each element of a list ";
        return problem
                + Suggestion.expected(
                        name,
                        here.stream()
                                .map(it -> name.isEmpty() ? PREFIX + it : it)
                                .toList());
    }
}
