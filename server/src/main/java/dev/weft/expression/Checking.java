package dev.weft.expression;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Comparison;
import dev.cel.checker.CelStandardDeclarations.StandardOverload;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ProtoMessageTypeProvider;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelOptionalLibrary;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes cel-java's checkers. It takes a declaration in anew for every expression, and the types of a schema for every checker: so a
 * checker is told only of the functions that its expression calls, and all share the types.
 */
final class Checking {
    private final CelOptions options;
    private final CelTypeProvider types;
    private final List<CelFunctionDecl> functions;

    /** @param functions those beside CEL's own and its optionals' */
    Checking(CelOptions options, Collection<FileDescriptor> files, List<CelFunctionDecl> functions) {
        this.options = options;
        this.types = ProtoMessageTypeProvider.newBuilder()
                .setAllowJsonFieldNames(options.enableJsonFieldNames())
                .setResolveTypeDependencies(options.resolveTypeDependencies())
                .addFileDescriptors(files)
                .build();
        this.functions = Stream.concat(CelOptionalLibrary.INSTANCE.functions().stream(), functions.stream())
                .toList();
    }

    /** A checker for one expression, but for its variables. */
    CelCheckerBuilder of(CelAbstractSyntaxTree parsed, String container) {
        Set<String> called = called(parsed);
        return CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(options)
                .setContainer(CelContainer.newBuilder().setName(container).build())
                .setTypeProvider(types)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) ->
                                called.contains(function.functionName()) && isBetweenLikes(overload))
                        .build())
                .addFunctionDeclarations(functions.stream()
                        .filter(function -> called.contains(unqualified(function.name())))
                        .toList())
                .addVarDeclarations(CelOptionalLibrary.INSTANCE.variables());
    }

    /** {@code 1 < 1.0} is none: between int, uint and double only conversions lead. */
    private static boolean isBetweenLikes(StandardOverload overload) {
        return !(overload instanceof Comparison comparison && comparison.isHeterogeneousComparison());
    }

    /** {@code optional.of} is called as {@code of} on what only the checker knows to be no variable. */
    private static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Set<String> called(CelAbstractSyntaxTree parsed) {
        return CelNavigableExpr.fromExpr(parsed.getExpr())
                .allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(node -> node.expr().call().function())
                .collect(Collectors.toSet());
    }
}
