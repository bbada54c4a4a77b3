package dev.weft.expression;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The functions that expressions have beside CEL's own. Typed: {@code sum} of ints is an int, {@code sort_by} keeps what it sorts. */
final class Library {
    /** {@code list.sort_by(x, key)}. */
    static final CelMacro SORT_BY = CelMacro.newReceiverMacro("sort_by", 2, SortBy::expand);

    private static final CelType ELEMENT = TypeParamType.create("T");
    private static final Map<String, CelType> NUMBERS =
            Map.of("int", SimpleType.INT, "uint", SimpleType.UINT, "double", SimpleType.DOUBLE);
    private static final Map<String, CelType> KEYS = Map.of(
            "int", SimpleType.INT,
            "uint", SimpleType.UINT,
            "double", SimpleType.DOUBLE,
            "string", SimpleType.STRING,
            "bool", SimpleType.BOOL,
            "timestamp", SimpleType.TIMESTAMP,
            "duration", SimpleType.DURATION);

    private final List<CelOverloadDecl> sums = new ArrayList<>();
    private final List<CelOverloadDecl> times = new ArrayList<>();
    private final List<CelOverloadDecl> least = new ArrayList<>();
    private final List<CelOverloadDecl> most = new ArrayList<>();
    private final List<CelOverloadDecl> sorts = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    /** With what there is for each of the messages that is shaped like google.type.Money. */
    Library(Collection<Descriptor> messages) {
        NUMBERS.forEach(this::number);
        KEYS.forEach(this::key);
        messages.stream().filter(Money::isMoney).forEach(this::money);
        bindings.add(CelFunctionBinding.from("list_first_int", List.class, Long.class, Lists::first));
    }

    List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> all = new ArrayList<>(List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "first",
                        CelOverloadDecl.newMemberOverload(
                                "list_first_int", ListType.create(ELEMENT), ListType.create(ELEMENT), SimpleType.INT)),
                CelFunctionDecl.newFunctionDeclaration("sum", sums),
                CelFunctionDecl.newFunctionDeclaration("min", least),
                CelFunctionDecl.newFunctionDeclaration("max", most),
                CelFunctionDecl.newFunctionDeclaration(SortBy.FUNCTION, sorts)));
        if (!times.isEmpty()) {
            all.add(CelFunctionDecl.newFunctionDeclaration("times", times));
        }
        return all;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    /** Others are operators, or what macros stand for. */
    private static boolean isWritten(String name) {
        return Character.isLetter(name.charAt(0));
    }

    /** The names of all functions, CEL's own and the macros too. */
    List<String> functions() {
        Set<String> names = new TreeSet<>(Set.of("optMap", "optFlatMap", "or", "orValue", "hasValue", "value"));
        CelStandardMacro.STANDARD_MACROS.forEach(macro -> names.add(macro.getFunction()));
        Arrays.stream(CelStandardDeclarations.StandardFunction.values())
                .map(CelStandardDeclarations.StandardFunction::functionName)
                .filter(Library::isWritten)
                .forEach(names::add);
        declarations().stream()
                .map(CelFunctionDecl::name)
                .filter(Library::isWritten)
                .forEach(names::add);
        names.add(SORT_BY.getFunction());
        return List.copyOf(names);
    }

    private void number(String name, CelType type) {
        sums.add(CelOverloadDecl.newMemberOverload("list_sum_" + name, type, ListType.create(type)));
        least.add(CelOverloadDecl.newMemberOverload("list_min_" + name, type, ListType.create(type)));
        most.add(CelOverloadDecl.newMemberOverload("list_max_" + name, type, ListType.create(type)));
        bindings.add(CelFunctionBinding.from("list_sum_" + name, List.class, list -> sum(name, list)));
        bindings.add(CelFunctionBinding.from("list_min_" + name, List.class, list -> Lists.extreme(list, -1)));
        bindings.add(CelFunctionBinding.from("list_max_" + name, List.class, list -> Lists.extreme(list, 1)));
    }

    private static Object sum(String type, List<?> list) {
        return switch (type) {
            case "int" -> Lists.sum(list, 0L, Lists::addInts);
            case "uint" -> Lists.sum(list, UnsignedLong.ZERO, Lists::addUints);
            default -> Lists.sum(list, 0.0, (left, right) -> (Double) left + (Double) right);
        };
    }

    private void key(String name, CelType type) {
        CelType list = ListType.create(ELEMENT);
        sorts.add(CelOverloadDecl.newGlobalOverload("sort_by_" + name, list, list, ListType.create(type)));
        bindings.add(CelFunctionBinding.from("sort_by_" + name, List.class, List.class, Lists::sorted));
    }

    private void money(Descriptor type) {
        CelType money = StructTypeReference.create(type.getFullName());
        String sum = "list_sum_" + type.getFullName();
        String product = type.getFullName() + "_times_int";
        sums.add(CelOverloadDecl.newMemberOverload(sum, money, ListType.create(money)));
        times.add(CelOverloadDecl.newMemberOverload(product, money, money, SimpleType.INT));
        bindings.add(CelFunctionBinding.from(sum, List.class, list -> Money.sum(type, list)));
        bindings.add(CelFunctionBinding.from(product, Message.class, Long.class, Money::times));
    }
}
