package io.tapeless.frontend.spec;

import io.tapeless.frontend.Initializer;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import java.util.List;

/** What the declaring functions give: it becomes a tensor or dimension in the field that holds it. */
sealed interface Declared {
    /** The call as written, shortened: {@code heNormal(…)}. */
    String text();

    /** {@code f32(B, 64)}: an input's type. */
    record Input(DType dtype, List<Dim> shape) implements Declared {
        @Override
        public String text() {
            return dtype.text() + "(…)";
        }
    }

    /** {@code heNormal(64, 10)}: how a variable starts. */
    record Initial(String function, Initializer initializer, DType dtype, List<Dim> shape) implements Declared {
        @Override
        public String text() {
            return function + "(…)";
        }
    }

    /** {@code zeros(3)}, {@code constant(array)}: how a variable starts, and elsewhere a constant tensor. */
    record Constant(String function, Literal value, List<Dim> shape) implements Declared {
        @Override
        public String text() {
            return function + "(…)";
        }
    }

    /** {@code dim(1, 1024)}: the bounds of a symbolic dimension. */
    record Symbol(long min, long max) implements Declared {
        @Override
        public String text() {
            return "dim(…)";
        }
    }
}
