package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapeless.interp.Value;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.testkit.GradientCheck;
import io.tapeless.testkit.GraphSample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Convolutions and pools: derivatives of both orders, ties, and what is said when shapes don't fit. */
class WindowFunctionsTest {

    @TestFactory
    Stream<DynamicTest> derivativesOfConvolutions() {
        Map<String, BinaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("plain", (x, w) -> x.conv2d(w));
        functions.put("stride and padding", (x, w) -> x.conv2d(w, 2, 1));
        functions.put("same", (x, w) -> x.conv2d(w, 1, "same"));
        functions.put("dilation, uneven", (x, w) -> x.conv2d(w, new int[] {1, 2}, new int[] {1, 0, 2, 1},
                new int[] {2, 1}, 1));
        functions.put("groups", (x, w) -> x.conv2d(w.narrow(1, 0, 2), 2, 1, 1, 2));
        functions.put("a channel a group", (x, w) -> x.depthwiseConv2d(w.narrow(1, 0, 1), 2, 1));
        functions.put("transposed", (x, w) -> x.convTranspose2d(w, 2, 1, 1));
        functions.put("transposed groups", (x, w) -> x.convTranspose2d(w, 1, 0, 0, 2, 2));
        functions.put("one axis", (x, w) -> x.reshape(-1, 4, 20).conv1d(w.reshape(4, 4, 6), 3, 2));
        functions.put("three axes", (x, w) -> x.expandDims(2).conv3d(w.expandDims(2), 2, 1));
        return functions.entrySet().stream().flatMap(f -> Stream.of(DType.F32, DType.F64).map(dtype ->
                DynamicTest.dynamicTest(f.getKey() + " " + dtype, () -> check(dtype, true, f.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> derivativesOfPools() {
        Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("max", x -> x.maxPool2d(2));
        functions.put("max, overlapping and padded", x -> x.maxPool2d(3, 2, 1));
        functions.put("max, dilated and rounded up", x -> x.maxPool2d(new int[] {2}, new int[] {3}, new int[] {0},
                new int[] {2}, true));
        functions.put("mean", x -> x.avgPool2d(2, 1));
        functions.put("mean without padding", x -> x.avgPool2d(new int[] {3, 2}, new int[] {2}, new int[] {1}, false,
                false));
        functions.put("adaptive", x -> x.adaptiveAvgPool2d(new int[] {3, 2}));
        return functions.entrySet().stream().flatMap(f -> Stream.of(DType.F32, DType.F64).map(dtype ->
                DynamicTest.dynamicTest(f.getKey() + " " + dtype,
                        () -> check(dtype, false, (x, w) -> f.getValue().apply(x)))));
    }

    /** {@code Σ sin f(x, w)} with a symbolic batch. */
    private static void check(DType dtype, boolean weighted, BinaryOperator<Tensor> f) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Random random = new Random(3);
        Map<String, Value> inputs = new LinkedHashMap<>();
        Tensor x = input(model, inputs, "x", dtype, random, 2, model.dim("B"), Dim.of(4), Dim.of(4), Dim.of(5));
        Tensor w = weighted ? input(model, inputs, "w", dtype, random, 0, Dim.of(4), Dim.of(4), Dim.of(2), Dim.of(3))
                : x;
        model.output("y", f.apply(x, w).sin().sum());
        GradientCheck.assertDerivatives(new GraphSample(model.resultsGraph(false), inputs, Map.of()), "y", 2, 1e-6);
    }

    private static Tensor input(ModelBuilder model, Map<String, Value> inputs, String name, DType dtype, Random random,
            int batch, Dim... dims) {
        int[] shape = Stream.of(dims).mapToInt(d -> d.isConstant() ? (int) d.constant() : batch).toArray();
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        inputs.put(name, Value.of(dtype, shape, random.doubles(size, -1, 1).toArray()).roundedToDType());
        return model.input(name, dtype, dims);
    }

    @Test
    void tiesShareTheAdjoint() {
        double[] image = {1, 3, 3, 0, 3, 2};
        assertArrayEquals(new double[] {0, 0.5, 1.5, 0, 1, 0}, Evaluate.gradient(
                x -> x.reshape(1, 6).maxPool1d(2, 1).narrow(1, 1, 3), image), 1e-12);
    }

    @Test
    void paddingIsNeverTheLargest() {
        assertArrayEquals(new double[] {-5, -2, -7},
                Evaluate.at(x -> x.reshape(1, 4).maxPool1d(2, 2, 1).flatten(), -5, -4, -2, -7), 0);
    }

    /** The graph of a convolution holds one product, and that of its gradient two more and a fold. */
    @Test
    void aConvolutionIsOneProduct() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor x = model.input("x", DType.F32, model.dim("B"), Dim.of(3), Dim.of(8), Dim.of(8));
        Tensor w = model.input("w", DType.F32, 5, 3, 3, 3);
        Tensor y = x.conv2d(w, 1, 1);
        assertEquals(1, count(y, Contraction.MatMul.class));
        assertEquals(0, count(y, Indexing.class));
        List<Tensor> gradients = Derivatives.grad(y.sum(), List.of(x, w));
        assertEquals(1, count(gradients.get(0), Movement.Fold.class));
        assertEquals(0, count(gradients.get(1), Movement.Fold.class));
    }

    private static long count(Tensor y, Class<?> kind) {
        List<Node> pending = new ArrayList<>(List.of(y.node()));
        Set<Node> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (seen.add(node)) {
                pending.addAll(node.operands());
            }
        }
        return seen.stream().filter(n -> kind.isInstance(n.op())).count();
    }

    @Test
    void whatDoesNotFit() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor x = model.input("x", DType.F32, model.dim("B"), Dim.of(3), Dim.of(4), Dim.of(5));
        Tensor w = model.input("w", DType.F32, 6, 3, 3, 3);
        Tensor six = model.input("six", DType.F32, 6, 1, 5, 5);
        Tensor four = model.input("four", DType.F32, 4, 1, 1, 1);
        String both = "conv2d of f32[B, 3, 4, 5] and f32[6, 3, 3, 3]: ";
        fails("conv2d of f32[B, 3, 4, 5]: the kernel spans 5 of axis 2, which has 4 with its padding",
                () -> x.conv2d(six, 1, 0, 1, 3));
        fails("conv2d of f32[B, 3, 4, 5]: the kernel spans 7 of axis 2, which has 6 with its padding",
                () -> x.conv2d(w, 1, 1, 3, 1));
        fails("conv2d of f32[B, 3, 4, 5] and f32[6, 1, 5, 5]: the weights are for 1 channels, found 3",
                () -> x.conv2d(six));
        fails(both + "the weights are for 6 channels in 2 groups, found 3", () -> x.conv2d(w, 1, 0, 1, 2));
        fails("conv2d of f32[B, 3, 4, 5] and f32[4, 1, 1, 1]: 4 output channels have no 3 equal groups",
                () -> x.conv2d(four, 1, 0, 1, 3));
        fails(both + "groups are positive, found 0", () -> x.conv2d(w, 1, 0, 1, 0));
        fails("conv2d of f32[B, 3, 4, 5]: kernel, stride and dilation are positive, found [3, 3], [0, 0] and [1, 1]",
                () -> x.conv2d(w, 0));
        fails("conv2d of f32[B, 3, 4, 5]: expected 1 or 2 numbers of padding, found [1, 2, 3]",
                () -> x.conv2d(w, new int[] {1}, new int[] {1, 2, 3}, new int[] {1}, 1));
        fails("conv2d of f32[B, 3, 4, 5]: there is no padding \"full\"; expected \"same\", \"valid\" or numbers",
                () -> x.conv2d(w, 1, "full"));
        fails("conv1d of f32[B, 3, 4, 5] and f32[6, 3, 3, 3]: expected weights of 3 axes, found 4", () -> x.conv1d(w));
        fails("conv2d of f32[3]: expected 4 axes, or 3 for a single example, found 1",
                () -> model.input("row", DType.F32, 3).conv2d(w));
        fails("conv2d of f32[4]: expected at least 3 axes, found 1",
                () -> model.input("line", DType.F32, 4).conv2d(w, 2, "same"));
        fails("conv2d of f32[B, 3, 4, 5]: a kernel of 3 with dilation 2000000000 is too large",
                () -> x.conv2d(w, 1, 0, 2_000_000_000, 1));
        fails("convTranspose2d of f32[B, 3, 4, 5] and f32[6, 3, 3, 3]: the weights are for 6 channels, found 3",
                () -> x.convTranspose2d(w));
        fails("depthwiseConv2d of f32[B, 3, 4, 5] and f32[6, 3, 3, 3]: expected an image and weights [C·m, 1, kh, kw]",
                () -> x.depthwiseConv2d(w));
        fails("maxPool2d of f32[B, 3, 4, 5]: the kernel spans 6 of axis 2, which has 4 with its padding",
                () -> x.maxPool2d(6));
        fails("avgPool2d of f32[B, 3, 4, 5]: a padding is at most half the kernel, found 2 for 3",
                () -> x.avgPool2d(3, 1, 2));
        fails("maxPool1d of i32[2, 4]: expected f32 or f64, found i32; convert with cast",
                () -> model.input("index", DType.I32, 2, 4).maxPool1d(2));
    }

    @Test
    void symbolicExtents() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Dim h = model.dim("H");
        Tensor w = model.input("w", DType.F32, 2, 1, 3, 3);
        Tensor free = model.input("free", DType.F32, Dim.of(1), Dim.of(1), h, h.plus(2));
        Tensor even = model.input("even", DType.F32, Dim.of(1), Dim.of(1), h.times(2), h.times(4).plus(1));
        assertEquals("[1, 2, H - 2, H]", free.conv2d(w).shape().toString());
        assertEquals("[1, 2, H, H + 2]", free.conv2d(w, 1, "same").shape().toString());
        assertEquals("[1, 2, H, 2*H + 1]", even.conv2d(w, 2, 1).shape().toString());
        assertEquals("[1, 1, H, 2*H]", even.maxPool2d(2).shape().toString());
        fails("conv2d of f32[1, 1, H, H + 2]: the symbolic extent H - 3 is not a multiple of stride 2",
                () -> free.conv2d(w, 2));
    }

    private static void fails(String message, Runnable action) {
        String found = assertThrows(IrException.class, action::run).getMessage();
        assertEquals(message, found);
    }
}
