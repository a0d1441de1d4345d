package io.tapeless.testkit;

import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Op;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All variants of operations, as {@link OpVariants} names them. */
final class OpVariantTable {
    private static final List<DType> ALL = List.of(DType.values());
    private static final List<DType> FLOATS = List.of(DType.F32, DType.F64);
    private static final List<DType> INTEGERS = List.of(DType.I32, DType.I64);
    private static final List<DType> NUMBERS = List.of(DType.F32, DType.F64, DType.I32, DType.I64);
    private static final List<DType> BITS = List.of(DType.I32, DType.I64, DType.BOOL);

    private static final List<String> OF_ALL = List.of("input", "constant", "stop_gradient", "reduce_max",
            "reduce_min", "reshape", "transpose", "broadcast", "slice", "pad", "concat", "reverse", "unfold",
            "gather", "scan last", "scan entered", "scan stacked", "cond");
    private static final List<String> OF_NUMBERS = List.of("iota", "reduce_sum", "reduce_prod", "argmax", "argmin",
            "argsort up", "argsort down", "fold", "scatter_add");
    private static final List<String> OF_FLOATS = List.of("variable", "random", "polygamma", "custom_gradient",
            "fixed_point", "root", "matmul false false",
            "matmul false true", "matmul true false", "matmul true true");
    private static final List<String> FEATURES = List.of("reduction of nothing", "reduction of all",
            "reduction of rows", "reduction of columns", "broadcast of inner axes", "slice in steps",
            "slice from inside", "slice of symbolic size", "pad before", "pad after", "pad between",
            "pad of symbolic size", "concat of many", "unfold to a symbolic count", "unfold of two axes",
            "unfold dilated", "unfold strided", "fold of two axes", "fold dilated", "fold strided",
            "matmul of batches", "decomposition of batches", "gather at i32", "gather at i64", "gather at rank 0",
            "gather at rank 1", "gather at rank 2", "scan forward", "scan backward", "scan of constant length",
            "scan of symbolic length", "scan without carries", "scan with carries", "scan without slices",
            "scan with slices");

    private final Set<String> variants = new TreeSet<>(FEATURES);

    private OpVariantTable() {
        add(OF_ALL, ALL);
        add(OF_NUMBERS, NUMBERS);
        add(OF_FLOATS, FLOATS);
        for (ScalarOp function : ScalarOp.values()) {
            add(List.of(function.text()), dtypes(function));
        }
        ALL.forEach(to -> add(List.of("cast to " + to + " from"), ALL));
        decompositions();
        OpSamples.operations().filter(op -> op != Leaf.Variable.class)
                .forEach(op -> variants.add("in a body: " + op.getSimpleName()));
    }

    static Set<String> all() {
        return new OpVariantTable().variants;
    }

    private void add(List<String> names, List<DType> dtypes) {
        names.forEach(name -> dtypes.forEach(dtype -> variants.add(name + " " + dtype)));
    }

    private static List<DType> dtypes(ScalarOp function) {
        return switch (function.kind()) {
            case NUMBER -> NUMBERS;
            case FLOAT -> FLOATS;
            case COMPARE, SELECT -> ALL;
            case BITS -> function == ScalarOp.SHL || function == ScalarOp.SHR ? INTEGERS : BITS;
        };
    }

    private void decompositions() {
        List<Op> ops = new ArrayList<>(List.of(new Decomposition.Cholesky(), new Decomposition.Lu(),
                new Decomposition.LuSolve(false), new Decomposition.LuSolve(true), new Decomposition.Qr(),
                new Decomposition.Eigh(), new Decomposition.Svd()));
        for (int i = 0; i < 8; i++) {
            ops.add(new Decomposition.TriangularSolve((i & 1) > 0, (i & 2) > 0, (i & 4) > 0));
        }
        ops.forEach(op -> add(List.of(op.toString()), FLOATS));
    }
}
