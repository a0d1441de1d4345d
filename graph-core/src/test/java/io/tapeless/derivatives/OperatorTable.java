package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** How our functions express each operator. */
final class OperatorTable {
    private final Map<String, Function<OperatorCall, List<Tensor>>> rows = new TreeMap<>();

    /** The rows of all themes. */
    static OperatorTable ofAllThemes() {
        OperatorTable table = new OperatorTable();
        ElementwiseOperators.addTo(table);
        ActivationOperators.addTo(table);
        ReductionOperators.addTo(table);
        ShapeOperators.addTo(table);
        IndexOperators.addTo(table);
        OrderOperators.addTo(table);
        MatrixOperators.addTo(table);
        NormOperators.addTo(table);
        WindowOperators.addTo(table);
        ImageOperators.addTo(table);
        LossOperators.addTo(table);
        return table;
    }

    /** An operator of one result. */
    void row(String operator, Function<OperatorCall, Tensor> meaning) {
        rowOfSeveral(operator, call -> List.of(meaning.apply(call)));
    }

    /** An operator of several results; those left out at the end are not compared. */
    void rowOfSeveral(String operator, Function<OperatorCall, List<Tensor>> meaning) {
        if (rows.put(operator, meaning) != null) {
            throw new IllegalArgumentException("two rows for " + operator);
        }
    }

    /** An operator of one tensor and no options. */
    void unary(String operator, Function<Tensor, Tensor> meaning) {
        row(operator, call -> meaning.apply(call.tensor(0)));
    }

    /** An operator of two tensors and no options. */
    void binary(String operator, BinaryOperator<Tensor> meaning) {
        row(operator, call -> meaning.apply(call.tensor(0), call.tensor(1)));
    }

    boolean has(String operator) {
        return rows.containsKey(operator);
    }

    Set<String> operators() {
        return rows.keySet();
    }

    List<Tensor> apply(String operator, OperatorCall call) {
        return rows.get(operator).apply(call);
    }
}
