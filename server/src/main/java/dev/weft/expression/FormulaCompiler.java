package dev.weft.expression;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions of CEL against the types of a schema. Making one loads cel-java, which takes most of a second: it is made for
 * the first expression that is more than a path or a literal. Not thread-safe.
 */
public final class FormulaCompiler {
    private static final List<Descriptor> WELL_KNOWN =
            List.of(Timestamp.getDescriptor(), Duration.getDescriptor(), Any.getDescriptor());

    private final Map<String, Descriptor> messages = new HashMap<>();
    private final Map<String, CelAbstractSyntaxTree> parsed = new HashMap<>();
    private final Bounds bounds;
    private final CelParser parser;
    private final Library library;
    private final Checking checking;
    private final CelRuntime runtime;

    /**
     * For messages of these files.
     *
     * @param bounds of each evaluation
     */
    public FormulaCompiler(Collection<FileDescriptor> files, Bounds bounds) {
        this.bounds = bounds;
        WELL_KNOWN.forEach(this::know);
        files.forEach(file -> file.getMessageTypes().forEach(this::know));
        CelOptions options = CelOptions.current()
                .enableOptionalSyntax(true)
                .comprehensionMaxIterations(bounds.iterations())
                .build();
        this.library = new Library(messages.values());
        this.parser = CelParserFactory.standardCelParserBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelOptionalLibrary.INSTANCE)
                .addMacros(Library.SORT_BY)
                .build();
        this.checking = new Checking(options, files, library.declarations());
        this.runtime = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(options)
                .addFileTypes(files)
                .addLibraries(CelOptionalLibrary.INSTANCE)
                .addFunctionBindings(library.bindings())
                .build();
    }

    private void know(Descriptor type) {
        messages.put(type.getFullName(), type);
        type.getNestedTypes().forEach(this::know);
    }

    /** The names that {@code text} begins its paths with, whatever they mean. */
    public Set<String> names(String text) throws FormulaException {
        return Uses.names(parse(text).getExpr());
    }

    /**
     * Compiles {@code text}.
     *
     * @param container the package whose names need not be written out
     * @param variables what it can name
     * @param target what its value is for: an int is then made to fit narrower integers and enums
     */
    public Formula compile(
            String text, String container, Collection<Variable> variables, @Nullable FieldDescriptor target)
            throws FormulaException {
        CelAbstractSyntaxTree tree = checked(text, container, variables);
        FieldDescriptor value = value(tree.getResultType(), target);
        try {
            Uses uses = Uses.of(tree, variables);
            List<String> reads =
                    FieldPaths.of(tree, variables.stream().map(Variable::name).collect(Collectors.toSet()));
            return new CompiledFormula(text, uses, reads, value, runtime.createProgram(tree), bounds.steps());
        } catch (CelEvaluationException e) {
            throw new FormulaException(List.of(new FormulaException.Problem(0, "it cannot be run")));
        }
    }

    private CelAbstractSyntaxTree parse(String text) throws FormulaException {
        CelAbstractSyntaxTree known = parsed.get(text);
        if (known == null) {
            known = tree(parser.parse(text), text);
            parsed.put(text, known);
        }
        return known;
    }

    private FieldDescriptor value(CelType type, @Nullable FieldDescriptor target) throws FormulaException {
        try {
            return Shapes.wrap(type, target, name -> Optional.ofNullable(messages.get(name)));
        } catch (Shapes.UnfitException e) {
            throw new FormulaException(List.of(new FormulaException.Problem(0, unfit(type))));
        }
    }

    private static String unfit(CelType type) {
        boolean nested =
                Shapes.plain(type) instanceof ListType list && Shapes.plain(list.elemType()) instanceof ListType;
        return "its type is " + Issues.name(type)
                + (nested
                        ? " (expected: one list; no field holds lists of lists, and no function joins them)"
                        : " (expected: a type that a field can have: a conversion says which)");
    }

    private CelAbstractSyntaxTree checked(String text, String container, Collection<Variable> variables)
            throws FormulaException {
        CelAbstractSyntaxTree parsed = parse(text);
        CelValidationResult result = check(parsed, container, variables);
        if (result.hasError()) {
            throw new FormulaException(Issues.problems(
                    result,
                    text,
                    library.functions(),
                    missing -> MissingFields.of(
                            parsed,
                            again -> check(again, container, variables),
                            missing,
                            container,
                            name -> Optional.ofNullable(messages.get(name)))));
        }
        return tree(result, text);
    }

    private CelValidationResult check(CelAbstractSyntaxTree parsed, String container, Collection<Variable> variables) {
        CelCheckerBuilder checker = checking.of(parsed, container);
        variables.forEach(
                variable -> checker.addVarDeclarations(CelVarDecl.newVarDeclaration(variable.name(), type(variable))));
        return checker.build().check(parsed);
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result, String text) throws FormulaException {
        if (result.hasError()) {
            throw new FormulaException(Issues.problems(result, text));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new FormulaException(Issues.problems(result, text));
        }
    }

    private static CelType type(Variable variable) {
        if (variable.field().isEmpty()) {
            return message(variable.message());
        }
        FieldDescriptor field = variable.field().get();
        if (field.isMapField()) {
            return MapType.create(
                    type(field.getMessageType().findFieldByNumber(1)),
                    type(field.getMessageType().findFieldByNumber(2)));
        }
        return field.isRepeated() ? ListType.create(type(field)) : type(field);
    }

    private static CelType type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG, ENUM -> isUnsigned(field) ? SimpleType.UINT : SimpleType.INT;
            case FLOAT, DOUBLE -> SimpleType.DOUBLE;
            case BOOLEAN -> SimpleType.BOOL;
            case STRING -> SimpleType.STRING;
            case BYTE_STRING -> SimpleType.BYTES;
            case MESSAGE -> message(field.getMessageType());
        };
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    private static CelType message(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> SimpleType.TIMESTAMP;
            case "google.protobuf.Duration" -> SimpleType.DURATION;
            case "google.protobuf.Any" -> SimpleType.ANY;
            case "google.protobuf.Value" -> SimpleType.DYN;
            case "google.protobuf.Struct" -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            case "google.protobuf.ListValue" -> ListType.create(SimpleType.DYN);
            default -> StructTypeReference.create(type.getFullName());
        };
    }
}
