package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import org.junit.jupiter.api.Test;

/** What is said when operands do not fit: function, operand types, what was expected. */
class ErrorMessageTest {
    private final ModelBuilder model = new ModelBuilder("Test", false);
    private final Dim b = model.dim("B");
    private final Tensor x = model.input("x", DType.F32, b, Dim.of(3));
    private final Tensor y = model.input("y", DType.F32, 4);
    private final Tensor wide = model.input("wide", DType.F64, b, Dim.of(3));
    private final Tensor index = model.input("index", DType.I32, b);
    private final Tensor flag = model.input("flag", DType.BOOL, b);

    private static void fails(String message, Runnable action) {
        assertEquals(message, assertThrows(IrException.class, action::run).getMessage());
    }

    @Test
    void shapesThatDoNotBroadcast() {
        fails("plus of f32[B, 3] and f32[4]: shapes [B, 3] and [4] do not broadcast: extents 3 and 4 of axis -1",
                () -> x.plus(y));
        fails("broadcastTo of f32[4]: shape [4] does not broadcast to [5]", () -> y.broadcastTo(5));
    }

    @Test
    void dtypesAreNotConvertedSilently() {
        fails("plus of f32[B, 3] and f64[B, 3]: dtypes f32 and f64 differ; convert one with cast", () -> x.plus(wide));
        fails("matmul of f32[B, 3] and f64[B, 3]: dtypes f32 and f64 differ; convert one with cast",
                () -> x.matmul(wide));
        fails("exp of i32[B]: expected f32 or f64, found i32; convert with cast", index::exp);
        fails("gelu of bool[B]: expected f32 or f64, found bool; convert with cast", flag::gelu);
        fails("mean of bool[B]: expected f32 or f64, found bool; convert with cast", flag::mean);
        fails("sum of bool[B]: expected numbers, found bool; convert with cast", flag::sum);
        fails("times of i32[B]: the number 0.5 is not an integer, as i32 needs; convert with cast",
                () -> index.times(0.5));
        fails("where of f32[4] and f32[4] and f32[4]: expected a bool condition, found f32", () -> y.where(y, y));
        fails("and of i32[B]: expected bool, found i32", () -> index.and(flag));
    }

    @Test
    void axes() {
        fails("sum of f32[B, 3]: axis 2 does not exist in shape [B, 3]; expected -2 to 1", () -> x.sum(2));
        fails("softmax of f32[B, 3]: axis -3 does not exist in shape [B, 3]; expected -2 to 1", () -> x.softmax(-3));
        fails("mean of f32[B, 3]: axes [0, -2] name one axis twice", () -> x.mean(0, -2));
        fails("transpose of f32[B, 3]: [0, 0] is not a permutation of the axes", () -> x.transpose(0, 0));
        fails("squeeze of f32[B, 3]: axis 1 has extent 3, expected 1", () -> x.squeeze(1));
    }

    @Test
    void matrices() {
        fails("cholesky of f32[B, 3]: expected square matrices, found B rows and 3 columns", x::cholesky);
        fails("eigh of f32[4]: expected at least 2 axes, found 1", y::eigh);
        fails("qr of f32[B, 3]: whether B rows or 3 columns are more must be known at compile time", x::qr);
        fails("solve of f32[B, 3] and f32[4]: expected square matrices on the left", () -> x.solve(y));
        fails("solve of f32[4, 4] and f32[B, 3]: expected a right side of 4 rows", () -> y.outer(y).solve(x));
        fails("det of i32[B]: expected f32 or f64, found i32; convert with cast", index::det);
    }

    @Test
    void order() {
        fails("sort of bool[B]: expected numbers, found bool", flag::sort);
        fails("topK of f32[B, 3]: axis -1 of extent 3 has no 4 elements", () -> x.topK(4));
        fails("polygamma of f32[4]: expected an order from 0 to 20, found 21", () -> MathFunctions.polygamma(21, y));
    }

    @Test
    void shapes() {
        fails("matmul of f32[B, 3] and f32[4]: inner extents 3 and 4 differ", () -> x.matmul(y));
        fails("reshape of f32[4]: expected a shape of 4 elements, found [3, 2] of 6", () -> y.reshape(3, 2));
        fails("reshape of f32[4]: 4 elements can't be divided into rows of 3", () -> y.reshape(-1, 3));
        fails("split of f32[B, 3]: axis 1 of extent 3 has no 2 equal parts", () -> x.split(2, 1));
        fails("concat of f32[B, 3] and f32[B, 4]: shapes [B, 3] and [B, 4] differ outside axis 0",
                () -> ShapeFunctions.concat(0, x, model.input("z", DType.F32, b, Dim.of(4))));
        fails("pad of f32[4]: mode reflect can't pad axis 0 of extent 4 by 4",
                () -> y.pad(new int[] {4}, new int[] {0}, "reflect"));
        fails("pad of f32[4]: there is no mode mirror; expected constant, reflect, replicate or circular",
                () -> y.pad(new int[] {1}, new int[] {0}, "mirror"));
        fails("einsum of f32[B, 3] and f32[4]: axis j has extents 3 and 4",
                () -> LinearAlgebra.einsum("ij,j->i", x, y));
        fails("tril of f32[4]: expected at least 2 axes, found 1", y::tril);
    }

    @Test
    void layersAndLosses() {
        fails("crossEntropy of f32[B, 3] and i32[4]: expected labels of shape [B], found [4]",
                () -> x.crossEntropy(model.input("four", DType.I32, 4)));
        fails("layerNorm of f32[4] and f32[4]: expected a parameter of the last axes of [B, 3], found [4]",
                () -> x.layerNorm(y, y));
        fails("dropout of f32[4]: expected a probability from 0 to less than 1, found 1.0", () -> y.dropout(1));
        fails("gather of f32[4] and f32[4]: indices are i32 or i64, found f32", () -> y.gather(y, 0));
        fails("attention of f32[B, 3] and f32[B, 3] and f32[4]: expected sequences of at least 2 axes",
                () -> x.attention(x, y));
    }

    @Test
    void derivativesOfWhatDoesNotDepend() {
        String message = assertThrows(IrException.class, () -> y.sum().grad(x)).getMessage();
        assertEquals(true, message.contains("x"), message);
    }

    @Test
    void tensorsOfAnotherBuilder() {
        Tensor other = new ModelBuilder("Other", false).input("x", DType.F32, 4);
        fails("a tensor of model Other (input : f32[4] at " + other.node().origin().site() + ") is used in model Test",
                () -> y.plus(other));
    }

    @Test
    void declarations() {
        fails("an input or variable named x is already declared",
                () -> model.param("x", Initializer.zeros(), DType.F32, 3));
        fails("loss l: expected a scalar of f32 or f64, found f32[4]; reduce it with mean or sum",
                () -> model.loss("l", y));
        fails("metric m: expected a scalar, found f32[4]; reduce it with mean or sum", () -> model.metric("m", y));
        fails("parameter p: expected f32 or f64, found i32",
                () -> model.param("p", Initializer.zeros(), DType.I32, 3));
        fails("dimension B is declared twice with different bounds", () -> model.dim("B", 2, 5));
        Tensor weight = model.param("w", Initializer.zeros(), DType.F32, 4);
        fails("update: expected a state, found " + weight, () -> model.update(weight, y));
        Tensor state = model.state("s", Initializer.zeros(), DType.F32, 4);
        fails("update: state s has type f32[4], the new value f32[]", () -> model.update(state, y.sum()));
        model.update(state, y);
        fails("update: state s is updated twice", () -> model.update(state, y));
        model.output("out", y);
        fails("a result named out is already declared", () -> model.output("out", state));
    }
}
